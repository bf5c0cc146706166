"""Findings of the last `fearless check` in an editor, while the text is as it was.

usage: last_check.py CLANGD FEARLESS ROOT FOLDER
"""

import os
import subprocess
import sys
import time

CLANGD, FEARLESS, ROOT, FOLDER = sys.argv[1:]
sys.path.insert(0, os.path.join(ROOT, "test", "support"))
from lsp import Session, findings, uri_of  # noqa: E402

TEXTS = {
    ".clang-tidy": "Checks: '-*,fearless-*'\n",
    "locks.h": "#include <mutex>\nextern std::mutex In, Out;\n",
    "in.cpp": """#include "locks.h"
void receive() {
  std::lock_guard<std::mutex> A(In);
  std::lock_guard<std::mutex> B(Out);
}
""",
    "out.cpp": """#include "locks.h"
void send() {
  std::lock_guard<std::mutex> A(Out);
  std::lock_guard<std::mutex> B(In);
}
""",
    "detached.cpp": """#include <thread>
void start(int N) {
  std::thread([&N] { ++N; }).detach();
}
""",
}
UNITS = [name for name in TEXTS if name.endswith(".cpp")]


def path_of(name):
    return os.path.join(FOLDER, name)


def write(name, text):
    with open(path_of(name), "w", encoding="utf-8") as stream:
        stream.write(text)


def check(*options, status=1):
    time.sleep(0.1)  # what changed during a check is not kept
    done = subprocess.run([FEARLESS, "check", "--quiet", *options], cwd=FOLDER, capture_output=True, text=True)
    assert done.returncode == status, done


def codes(diagnostics):
    return [d["code"] for d in findings(diagnostics)]


for name, text in TEXTS.items():
    write(name, text)
write("compile_commands.json", str([
    {"directory": FOLDER, "file": name, "command": f"c++ -std=c++20 -c {name}"} for name in UNITS]).replace("'", '"'))

with Session([CLANGD, "--log=error", "--background-index=false"], FOLDER) as session:
    inside, quiet = path_of("in.cpp"), "// NOLINT(fearless-lock-order-inversion)"
    text = TEXTS["in.cpp"]
    assert codes(session.open(inside, text)) == [], "one unit alone shows nothing"
    check()
    assert codes(session.change(inside, text + "\n")) == [], "another text than that which was checked"
    [found] = findings(session.change(inside, text))
    assert found["code"] == "fearless-lock-order-inversion" and found["range"]["start"]["line"] == 3, found
    way = [(n["location"]["uri"], n["message"]) for n in found["relatedInformation"]]
    assert "last 'fearless check'" in way[0][1], way
    assert any(uri == uri_of(path_of("out.cpp")) for uri, _ in way), "the other side is in another file"
    assert codes(session.change(inside, text.replace("B(Out);", "B(Out); " + quiet))) == [], "comments silence it"

    write("out.cpp", TEXTS["out.cpp"] + "\n")
    assert codes(session.change(inside, text)) == [], "the other side was edited since"
    write("out.cpp", TEXTS["out.cpp"])
    assert codes(session.change(inside, text + " ")) == []
    assert codes(session.change(inside, text)) == ["fearless-lock-order-inversion"], "and is what it was again"

    check("in.cpp", status=0)
    assert codes(session.change(inside, text + " ")) == []
    assert codes(session.change(inside, text)) == ["fearless-lock-order-inversion"], "only a check of all units counts"

    [found] = findings(session.open(path_of("detached.cpp"), TEXTS["detached.cpp"]))
    assert all("last 'fearless check'" not in n["message"] for n in found["relatedInformation"]), "told once, and as of now"

    write("out.cpp", TEXTS["out.cpp"].replace("A(Out)", "A(In)").replace("B(In)", "B(Out)"))
    check()
    assert codes(session.change(inside, text + " ")) == []
    assert codes(session.change(inside, text)) == [], "what is mended is gone with the next check"

    write(".fearless/last-check.json", "{")
    assert codes(session.change(inside, text + " ")) == [], "a file that cannot be read is none"
print("shown while they hold")
