"""Answers about types are those that a file of types says.

usage: expect_types.py FEARLESS FILE [FLAGS...]

A comment stands before a class or alias:

    // yes unknown no: mutable; 'hits_' of
    class Cache { ... };

It says whether the type is Send, Sync, ThreadSafe. Each text behind the colon
is part of the reasons that `fearless dump types` gives; `;` separates them.
"""

import re
import subprocess
import sys

EXPECTED = re.compile(r"^// (yes|no|unknown) (yes|no|unknown) (yes|no|unknown): (.*)$")
DECLARED = re.compile(r"^(?:template <> )?(?:using|struct|class|union|enum|typedef .*\b(?=\w+;))\s*(?:enum )?"
                      r"(?:class )?(?:\[\[.*?\]\] |FEARLESS_\w+(?:\(.*?\))? )*(\w+)")
TRAITS = ("Send", "Sync", "ThreadSafe")


def read_expectations(path):
    """Name, line, answers and texts of each type that has a comment."""
    found, comment = [], None
    with open(path, encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            if match := EXPECTED.match(line):
                comment = (number, match.groups())
            elif comment and line.startswith("//"):
                comment = (comment[0], (*comment[1][:3], comment[1][3].rstrip() + " " + line[2:].strip()))
            elif comment and (name := DECLARED.match(line)):
                found.append((name.group(1), comment[0], comment[1]))
                comment = None
    return found


def read_dump(text):
    """The block of each type, by its last name."""
    blocks = {}
    for block in re.split(r"^(?=\S)", text, flags=re.MULTILINE):
        head = block.split("\n")[0].removesuffix(" (a view)")
        blocks[head.rsplit("::")[-1]] = block
    return blocks


def main(fearless, path, *flags):
    run = subprocess.run([fearless, "dump", "types", path, "--", *flags], capture_output=True, text=True)
    if run.returncode != 0:
        print(run.stderr)
        return 1
    blocks = read_dump(run.stdout)
    expectations = read_expectations(path)
    problems = 0
    for name, line, (*answers, texts) in expectations:
        block = blocks.get(name)
        if block is None:
            print(f"{path}:{line}: '{name}' is not in the dump")
            problems += 1
            continue
        given = [re.search(rf"^  {trait}: (\w+)", block, re.MULTILINE).group(1) for trait in TRAITS]
        missing = [text.strip() for text in texts.split(";") if text.strip() not in block]
        if given != list(answers) or missing:
            print(f"{path}:{line}: '{name}' is {' '.join(given)}, expected {' '.join(answers)}; not found: {missing}\n{block}")
            problems += 1
    print(f"{len(expectations)} types")
    return int(problems != 0 or not expectations)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
