"""docs/walk.md shows what the tools print, to the letter.

usage: walk.py PAGE FEARLESS FEARLESS_TIDY [--update]

The page has one ```cpp walk block: the program. Other blocks show what becomes
of it: `text dump facts` and `text dump flow` (that stage's dump of it), and
`text findings` (what fearless-tidy says). With --update they are rewritten.
"""

import difflib
import json
import os
import subprocess
import sys
import tempfile

from project import read_fences, read_text, report, update_or_report

PROGRAM = "walk.cpp"
FLAGS = ["--", "-std=c++20"]


def run_in(folder, command):
    process = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if process.returncode not in (0, 1) or not process.stdout:
        sys.exit(f"{' '.join(command)}\nexit status {process.returncode}\n{process.stdout}{process.stderr}")
    return process.stdout.replace(os.path.realpath(folder) + os.sep, "")


def make_text(info, folder, fearless, tidy):
    """What belongs into a block with that info string; None: not our block."""
    words = info.split()
    if words[:2] == ["text", "dump"]:
        return run_in(folder, [fearless, "dump", words[2], PROGRAM, *FLAGS])
    if words[:2] == ["text", "findings"]:
        config = {"Checks": "-*,fearless-*", "CheckOptions": {"Profile": "core"}}
        return run_in(folder, [tidy, "--quiet", f"--config={json.dumps(config)}", PROGRAM, *FLAGS])
    return None


def compare(page, fence, wanted):
    if fence.text == wanted:
        return []
    diff = difflib.unified_diff(fence.text.splitlines(), wanted.splitlines(), "the page", "the tool", lineterm="")
    return [f"{page}:{fence.line}: '{fence.info}' is out of date (walk.py --update rewrites it)", *diff]


def main(page, fearless, tidy, *rest):
    text = read_text(page)
    fences = read_fences(text)
    programs = [f.text for f in fences if f.info == "cpp walk"]
    if len(programs) != 1:
        report([f"{page}: {len(programs)} blocks ```cpp walk, not one"])

    problems = []
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, PROGRAM), "w", encoding="utf-8") as stream:
            stream.write(programs[0])
        for fence in fences:
            wanted = make_text(fence.info, folder, fearless, tidy)
            if wanted is None:
                continue
            problems += compare(page, fence, wanted)
            text = text.replace(f"```{fence.info}\n{fence.text}```", f"```{fence.info}\n{wanted}```")

    update_or_report(page, text, problems, rest)


if __name__ == "__main__":
    main(*sys.argv[1:])
