"""Everything that knows the set of checks knows the same set.

usage: same_set.py ROOT [FEARLESS FEARLESS_TIDY]

Checks.def is the truth; docs, tests, samples and the built programs are held
against it, and the docs pages against its sentences and options.
"""

import os
import re
import subprocess
import sys

from project import read_check_rows, read_option_names, read_text, report

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../runtime/compare"))
from topics import find_topics

SECTIONS = ["What it finds", "Why it matters", "Example", "Instead", "What it does not see", "Options"]


def folders_in(root, path):
    full = os.path.join(root, path)
    return {n for n in os.listdir(full) if os.path.isdir(os.path.join(full, n))}


def ahead_of_checks(root, ids):
    """Folders of samples of checks that are still to come, and say so."""
    topics = find_topics(root)
    return {t.check for t in topics} - ids - {t.check for t in topics if not t.why_dynamic_only()}


def ids_in(text):
    return set(re.findall(r"\bfearless-[a-z0-9-]+\b", text)) - {"fearless-tidy", "fearless-clangd"}


def rows_of_table(text):
    """Check id -> the rest of its row, in a page's table of checks."""
    return dict(re.findall(r"^\| \[`?(fearless-[\w-]+)`?\]\([^)]*\) \| (.*?) \|$", text, re.MULTILINE))


def compare(place, wanted, found):
    return [f"{place}: no {id}" for id in sorted(wanted - found)] + [
        f"{place}: {id} is not in Checks.def" for id in sorted(found - wanted)
    ]


def check_tests(root, ids):
    return [
        f"test/checks/{id}: no {name}"
        for id in ids & folders_in(root, "test/checks")
        for name in ("flagged.cpp", "ok.cpp", "limits.cpp")
        if not os.path.exists(os.path.join(root, "test/checks", id, name))
    ]


def check_table(root, page, rows):
    found = rows_of_table(read_text(root, page))
    return compare(page, {r.id for r in rows}, set(found)) + [
        f"{page}: the sentence of {r.id} is not: {r.sentence}"
        for r in rows
        if found.get(r.id, r.sentence) != r.sentence
    ]


def check_page(root, row, options):
    page = f"docs/checks/{row.id}.md"
    text = read_text(root, page)
    problems = []
    if not text.startswith(f"# {row.id}\n"):
        problems.append(f"{page}:1: the title is not '# {row.id}'")
    first = " ".join(text.split("\n", 1)[1].split()).split(". ")[0]
    if row.sentence.lower() not in first.lower():
        problems.append(f"{page}: the first sentence does not contain: {row.sentence}")
    sections = re.findall(r"^## (.*)$", text, re.MULTILINE)
    if sections != SECTIONS:
        problems.append(f"{page}: sections are {sections}, not {SECTIONS}")
    limits = f"test/checks/{row.id}/limits.cpp"
    about_limits = text.split("\n## What it does not see\n")[-1].split("\n## ")[0]
    if limits not in about_limits:
        problems.append(f"{page}: 'What it does not see' does not say that {limits} keeps it")
    about_options = text.split("\n## Options\n")[-1]
    problems += [f"{page}: no word of option `{o}`" for o in options if f"`{o}`" not in about_options]
    return problems


def check_programs(fearless, tidy, ids):
    listed = subprocess.run([fearless, "list"], capture_output=True, text=True, check=True)
    known = subprocess.run([tidy, "--list-checks", "--checks=-*,fearless-*"],
                           capture_output=True, text=True, check=True)
    return compare("fearless list", ids, ids_in(listed.stdout)) + compare(
        "fearless-tidy --list-checks", ids, ids_in(known.stdout))


def main(root, *programs):
    rows, options = read_check_rows(root), read_option_names(root)
    ids = {r.id for r in rows}
    pages = {n[: -len(".md")] for n in os.listdir(os.path.join(root, "docs/checks"))}

    problems = compare("docs/checks", ids, pages)
    problems += compare("test/checks", ids, folders_in(root, "test/checks"))
    problems += compare("runtime/samples", ids, folders_in(root, "runtime/samples") - ahead_of_checks(root, ids))
    problems += check_tests(root, ids)
    problems += check_table(root, "README.md", rows) + check_table(root, "docs/README.md", rows)
    for row in rows:
        if row.id in pages:
            problems += check_page(root, row, options)
    if [r.id for r in rows] != sorted(ids):
        problems.append("Checks.def: the rows are not in alphabetical order")
    if programs:
        problems += check_programs(*programs, ids)
    report(problems)


if __name__ == "__main__":
    main(*sys.argv[1:])
