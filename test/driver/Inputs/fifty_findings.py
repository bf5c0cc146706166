"""Writes two units and a header with fifty findings, and their database.

usage: fifty_findings.py [--database] FOLDER

--database: only that, of all units that are there.
"""

import json
import os
import sys

BUG = "std::thread([&{0}] {{ (void){0}; }}).detach();"


def functions(prefix, count, before):
    # Every third, from the first on, has two equal findings.
    for i in range(count):
        bugs = " ".join([BUG.format("N")] * (2 if i % 3 == 0 else 1))
        yield f"{before} void {prefix}{i}(int N) {{ {bugs} }}\n"


def text(prefix, count, before=""):
    return '#include "both.h"\n' + "".join(functions(prefix, count, before))


def main(folder):
    def write(name, content):
        with open(os.path.join(folder, name), "w") as stream:
            stream.write(content)

    if "--database" not in sys.argv:
        # 12 findings, 20 and 18.
        write("both.h", "#pragma once\n#include <thread>\n" + "".join(functions("header", 9, "inline")))
        write("one.cpp", text("one", 15, "static"))
        write("two.cpp", text("two", 13))
    units = [
        {"directory": os.path.abspath(folder), "file": f, "command": f"c++ -std=c++20 -c {f}"}
        for f in sorted(os.listdir(folder)) if f.endswith(".cpp")
    ]
    write("compile_commands.json", json.dumps(units))


if __name__ == "__main__":
    main(sys.argv[-1])
