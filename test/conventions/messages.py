"""Messages are in clang's style: no capital, no period, no "this check".

usage: messages.py ROOT

Reads the string literals of checks/rules/ that are sentences or parts of one;
expect.py looks at the whole messages that the tests see.
"""

import re
import sys

from project import own_files, read_text, report

LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"')


def what_is_wrong(text):
    if re.match(r"[A-Z][a-z]", text):
        return "starts with a capital"
    if re.search(r"[^.]\.$", text):
        return "ends with a period"
    if re.search(r"\bthis check\b|\bplease\b|!", text):
        return "talks to the reader; say what is wrong and what to do"
    if '\\"' in text:
        return "names stand in single quotes"
    return None


def main(root):
    problems = []
    for path in own_files(root, [".cpp", ".h"]):
        if not path.startswith("checks/rules/"):
            continue
        for number, line in enumerate(read_text(root, path).splitlines(), 1):
            if re.match(r"\s*(#\s*include|//)", line):
                continue
            for text in LITERAL.findall(line):
                wrong = " " in text and what_is_wrong(text)
                if wrong:
                    problems.append(f"{path}:{number}: \"{text}\" {wrong}")
    report(problems)


if __name__ == "__main__":
    main(*sys.argv[1:])
