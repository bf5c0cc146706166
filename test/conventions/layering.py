"""Rooms include only rooms before them in the walk.

usage: layering.py ROOT

Reads every #include of checks/ and driver/. The rules are the table below.
"""

import os
import re
import sys

from project import own_files, read_text, report

# The rooms of checks/, in the order of the walk.
WALK = ["compat", "finding", "model", "facts", "flow", "summary", "program", "rules", "plugin"]

# Rooms of plain data and logic: no clang header.
WITHOUT_CLANG = ["finding", "flow", "summary", "program", "rules"]

# Where headers of clang-tidy may be included, compat's own among them.
WITH_CLANG_TIDY = ["checks/plugin/", "driver/frontends/", "checks/compat/ClangTidy.h"]

# Headers of compat/ that are used in the place of clang's own; the others are
# LLVM's support library.
COMPAT_FOR = {"compat/ClangTypes.h": "clang", "compat/ClangTidy.h": "clang-tidy"}

# Where code may depend on the version of LLVM.
WITH_VERSIONS = "checks/compat/"
VERSION = re.compile(r"\s*#\s*(?:el)?if.*\b(?:LLVM|CLANG)_VERSION_(?:MAJOR|MINOR)\b")

EXTENSIONS = (".h", ".cpp", ".def")


def check_include(path, included, driver_rooms):
    """What is wrong with that file including that header, or None."""
    room = path.split("/")[1]
    first = included.split("/")[0]
    first = COMPAT_FOR.get(included, first)
    if first == "clang-tidy" and not path.startswith(tuple(WITH_CLANG_TIDY)):
        return f"a header of clang-tidy outside {' and '.join(WITH_CLANG_TIDY)}"
    if path.startswith("driver/"):
        return None
    if first == "driver" or first in driver_rooms:
        return "checks/ does not know driver/"
    if first in ("runtime", "fearless"):
        return "nothing here depends on runtime/"
    if first.startswith("clang") and room in WITHOUT_CLANG:
        return f"{room}/ is free of clang"
    if first in WALK and WALK.index(first) > WALK.index(room):
        return f"{room}/ comes before {first}/ in the walk"
    return None


def find_violations(root):
    driver_rooms = [n for n in os.listdir(os.path.join(root, "driver")) if "." not in n]
    problems = []
    for path in own_files(root, EXTENSIONS):
        if not path.startswith(("checks/", "driver/")):
            continue
        if path.startswith("checks/") and path.split("/")[1] not in WALK:
            problems.append(f"{path}: a room that layering.py does not know")
            continue
        for number, line in enumerate(read_text(root, path).splitlines(), 1):
            m = re.match(r'\s*#\s*include\s+["<]([^">]+)[">]', line)
            wrong = m and check_include(path, m[1], driver_rooms)
            if wrong:
                problems.append(f"{path}:{number}: includes {m[1]}: {wrong}")
            if VERSION.match(line) and not path.startswith(WITH_VERSIONS):
                problems.append(f"{path}:{number}: asks for a version outside {WITH_VERSIONS}")
    return problems


if __name__ == "__main__":
    report(find_violations(sys.argv[1]))
