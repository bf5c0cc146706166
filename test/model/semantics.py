#!/usr/bin/env python3
"""Counts the semantics of libraries that are tested, or known as limits.

usage: semantics.py ROOT

Tests name them by number in comments: `Semantics 7: ...`, `Semantics 7 and 19:
...`. Each number from 1 to LAST has a comment in some test.
"""

import glob
import os
import re
import sys

LAST = 25


def main():
    root = sys.argv[1]
    found = {}
    for folder in ("test/checks/*", "test/stages/*"):
        for path in sorted(glob.glob(os.path.join(root, folder, "*.c*"))):
            with open(path, encoding="utf-8") as stream:
                for m in re.finditer(r"// Semantics ((?:\d+(?: and |, )?)+):", stream.read()):
                    for number in re.findall(r"\d+", m[1]):
                        found.setdefault(int(number), set()).add(os.path.relpath(path, root))
    missing = [n for n in range(1, LAST + 1) if n not in found]
    for number in sorted(found):
        print(f"{number}: {', '.join(sorted(found[number]))}")
    print(f"{LAST - len(missing)} of {LAST} semantics have a test or a limit; missing: {missing or 'none'}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
