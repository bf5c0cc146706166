"""No row of docs/seeds.md points to what is not there.

usage: seeds.py ROOT

Samples, checks and pages exist; a check that exists is named where a sample of
its own stands for the row, unless that sample is dynamic only.
"""

import os
import re
import sys

from project import read_check_rows, read_text, report

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../runtime/compare"))
from topics import find_topics

ROW = re.compile(r"^\| (.*) \| `([\w/-]+)` \| (?:`(fearless-[\w-]+)`|-) \| \[.*\]\((.*)\) \|$", re.MULTILINE)


def check_row(root, topics, known, name, sample, check, page):
    if sample not in topics:
        yield f"no sample {sample}"
    if check and check not in known:
        yield f"no check {check}"
    if not os.path.exists(os.path.join(root, "docs", page)):
        yield f"no page docs/{page}"
    own = sample.split("/")[0]
    if not check and own in known and not (sample in topics and topics[sample].why_dynamic_only()):
        yield f"{own} exists now; name it instead of the dash"


def main(root):
    text = read_text(root, "docs/seeds.md")
    topics = {str(t): t for t in find_topics(root)}
    known = {row.id for row in read_check_rows(root)}
    rows = ROW.findall(text)
    problems = [f"docs/seeds.md: {row[0]}: {p}" for row in rows for p in check_row(root, topics, known, *row)]
    if len(rows) != len(re.findall(r"^\| ", text, re.MULTILINE)) - 1 or not rows:
        problems.append("docs/seeds.md: a row that is not understood")
    report(problems)


if __name__ == "__main__":
    main(*sys.argv[1:])
