"""The README fits two screens, and its finding is what `fearless check` prints.

usage: readme.py ROOT BUILD [--update]

The block ```text findings FOLDER holds the report on FOLDER/flagged.cpp.
"""

import os
import subprocess
import sys

from project import read_fences, read_text, update_or_report

MOST_LINES = 100


def make_report(root, build, folder):
    command = [os.path.join(build, "bin/fearless"), "check", "-p", build, "flagged.cpp"]
    run = subprocess.run(command, cwd=os.path.join(root, folder), capture_output=True, text=True)
    if run.returncode != 1:
        sys.exit(f"{' '.join(command)}\nexit status {run.returncode}\n{run.stderr}")
    return run.stdout


def main(root, build, *rest):
    build = os.path.abspath(build)
    page = os.path.join(root, "README.md")
    text = read_text(page)
    problems = []
    if text.count("\n") > MOST_LINES:
        problems.append(f"README.md: more than {MOST_LINES} lines are more than two screens")

    fences = [f for f in read_fences(text) if f.info.startswith("text findings ")]
    if not fences:
        problems.append("README.md: no block ```text findings FOLDER")
    for fence in fences:
        wanted = make_report(root, build, fence.info.split()[2])
        if fence.text != wanted:
            problems.append(f"README.md:{fence.line}: out of date (readme.py --update rewrites it)")
        text = text.replace(f"```{fence.info}\n{fence.text}```", f"```{fence.info}\n{wanted}```")

    update_or_report(page, text, problems, rest)


if __name__ == "__main__":
    main(*sys.argv[1:])
