"""Files are named for what they hold, are short, and know no machine.

usage: names_and_sizes.py ROOT

A source, test or page of more than 350 lines says why at its start ("Long
because"). Logs and licences are as long as they are. The first line of a source
in LLVM's style fills its 80 columns.
"""

import os
import re
import sys

from project import own_files, read_text, report

MOST_LINES = 350
PAGE_LINES = range(60, 121)
SOURCES = (".h", ".cpp", ".c", ".py", ".def", ".td", ".cmake", ".test", ".md", ".yaml", "dev")
TEXTS = SOURCES + (".txt", ".in", ".json", "run", ".clang-tidy")
AS_LONG_AS_IT_IS = ("CHANGELOG.md",)

EMPTY_NAMES = re.compile(r"(util|helper|common|manager|misc)s?\.(h|cpp|py)$", re.IGNORECASE)
MACHINE_PATHS = re.compile(r"(?<![\w.*}])/(?:work|tmp|home|root|Users)/")


def check_source(path, lines):
    problems = []
    if EMPTY_NAMES.search(path):
        problems.append(f"{path}: the name does not say what the file holds")
    if len(lines) > MOST_LINES and path not in AS_LONG_AS_IT_IS and "Long because" not in "\n".join(lines[:60]):
        problems.append(f"{path}: {len(lines)} lines; split it, or give the reason in the file comment: 'Long because ...'")
    if lines and lines[0].startswith("//===") and len(lines[0]) != 80:
        problems.append(f"{path}:1: {len(lines[0])} columns, not 80")
    return problems


def check_machine_paths(path, lines):
    return [
        f"{path}:{number}: a path of one machine: {found[0]}"
        for number, line in enumerate(lines, 1)
        if (found := MACHINE_PATHS.search(line))
    ]


def main(root):
    problems = []
    for path in own_files(root, TEXTS):
        lines = read_text(root, path).splitlines()
        problems += check_machine_paths(path, lines)
        if path.endswith(SOURCES):
            problems += check_source(path, lines)
        if os.path.dirname(path) == "docs/checks" and len(lines) not in PAGE_LINES:
            print(f"{path}: warning: {len(lines)} lines; pages of 60 to 120 read best")
    report(problems)


if __name__ == "__main__":
    main(*sys.argv[1:])
