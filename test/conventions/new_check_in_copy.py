"""./dev new-check writes all the places of a check, in a copy of the project.

usage: new_check_in_copy.py ROOT BUILD COPY

Afterwards the new rule compiles, and the conventions hold for the copy as they
did before. Bad arguments are refused in one line, and leave nothing behind.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys

ID = "double-dutch"
SENTENCE = "finds words (any) said twice"
PLACES = [
    "CHANGELOG.md",
    "README.md",
    "checks/CMakeLists.txt",
    "checks/finding/Checks.def",
    "checks/rules/DoubleDutch.cpp",
    "docs/README.md",
    f"docs/checks/fearless-{ID}.md",
    f"runtime/samples/fearless-{ID}/README.md",
    f"test/checks/fearless-{ID}/flagged.cpp",
    f"test/checks/fearless-{ID}/limits.cpp",
    f"test/checks/fearless-{ID}/ok.cpp",
]
REFUSED = [
    (["Double-Dutch", SENTENCE], "is no check id"),
    (["double dutch", SENTENCE], "is no check id"),
    (["fearless-double-dutch", SENTENCE], "leave out 'fearless-'"),
    (["dangling-capture", SENTENCE], "there is a check 'dangling-capture' already"),
    (["double-dutch"], "usage:"),
    (["double-dutch", "Finds words."], "the sentence starts with 'finds'"),
]


def snapshot(folder):
    files = {}
    for where, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(where, name), "rb") as stream:
                files[os.path.relpath(os.path.join(where, name), folder)] = stream.read()
    return files


def new_check(copy, arguments):
    return subprocess.run(["./dev", "new-check", *arguments], cwd=copy, capture_output=True, text=True)


def check_refusals(copy):
    before = snapshot(copy)
    for arguments, reason in REFUSED:
        run = new_check(copy, arguments)
        lines = run.stderr.splitlines()
        assert run.returncode != 0 and len(lines) == 1 and reason in lines[0], (arguments, run)
    assert snapshot(copy) == before, "a refused check has left something"


def check_places(copy):
    before = snapshot(copy)
    run = new_check(copy, [ID, SENTENCE])
    assert run.returncode == 0, run.stderr
    after = snapshot(copy)
    touched = sorted(path for path in after if after[path] != before.get(path))
    assert touched == PLACES, touched
    for place in PLACES:
        assert place in run.stdout, f"{place} is written silently"
    assert "It fails" in run.stdout, run.stdout


def check_compiles(root, build, copy):
    with open(os.path.join(build, "compile_commands.json")) as stream:
        units = {unit["file"]: unit for unit in json.load(stream)}
    unit = units[os.path.join(root, "checks/rules/RuleTable.cpp")]
    for source in "DoubleDutch.cpp", "RuleTable.cpp":
        command = shlex.split(unit["command"])
        command[command.index("-o") : command.index("-o") + 2] = ["-fsyntax-only"]
        command.remove("-c")
        command = [w.replace(os.path.join(root, "checks"), os.path.join(copy, "checks")) for w in command]
        command[-1] = os.path.join(copy, "checks/rules", source)
        subprocess.run(command, cwd=unit["directory"], check=True)


def broken_conventions(copy):
    lines = []
    for script in "same_set.py", "layering.py", "messages.py", "names_and_sizes.py":
        path = os.path.join(copy, "test/conventions", script)
        run = subprocess.run([sys.executable, path, copy], capture_output=True, text=True)
        assert not run.stderr, run.stderr
        lines += run.stdout.splitlines()
    return [line for line in lines if ": warning: " not in line]


def main(root, build, copy):
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns("build", ".git", "__pycache__"))
    sys.dont_write_bytecode = True
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    broken_before = broken_conventions(copy)
    check_refusals(copy)
    check_places(copy)
    check_compiles(root, build, copy)
    broken = broken_conventions(copy)
    assert broken == broken_before, broken


if __name__ == "__main__":
    main(*sys.argv[1:])
