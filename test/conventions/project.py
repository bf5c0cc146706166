"""What the convention scripts share: the table of checks, fences in docs, and
how problems are reported. Every script takes the project's folder first."""

import json
import os
import re
import subprocess
import sys
import tempfile


class CheckRow:
    def __init__(self, id, rule, severity, sentence):
        self.id, self.rule, self.severity, self.sentence = id, rule, severity, sentence


def read_text(*path):
    with open(os.path.join(*path), encoding="utf-8") as stream:
        return stream.read()


def read_check_rows(root):
    """The rows of Checks.def, in its order."""
    table = read_text(root, "checks/finding/Checks.def").split("#endif")[-1]
    rows = re.findall(r'FEARLESS_CHECK\("([^"]+)", (\w+), (\w+),\s*"([^"]+)"\)', table)
    return [CheckRow("fearless-" + id, *rest) for id, *rest in rows]


def read_option_names(root):
    table = read_text(root, "checks/finding/Checks.def").split("#endif")[-1]
    return re.findall(r'FEARLESS_OPTION\("([^"]+)"', table)


def own_files(root, extensions):
    """Paths of the project's own files below root, sorted."""
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [f for f in folders if f not in ("build", "__pycache__") and (f == ".ci" or f[0] != ".")]
        found += [os.path.join(folder, n) for n in names if n.endswith(tuple(extensions))]
    return sorted(os.path.relpath(f, root) for f in found)


class Fence:
    """A fenced block of a page: its info string, first line and text."""

    def __init__(self, info, line, text):
        self.info, self.line, self.text = info, line, text


def read_fences(page_text):
    fences = []
    for m in re.finditer(r"^```([^\n]+)\n(.*?)^```$", page_text, re.MULTILINE | re.DOTALL):
        fences.append(Fence(m[1].strip(), page_text.count("\n", 0, m.start()) + 2, m[2]))
    return fences


def update_or_report(page, text, problems, options):
    """Writes the page anew if --update is among the options, else reports."""
    if "--update" not in options:
        report(problems)
        return
    with open(page, "w", encoding="utf-8") as stream:
        stream.write(text)


def run_checks(tidy, source_file, profile, checks="fearless-*", flags=("-std=c++20",)):
    """The warnings and errors that fearless-tidy prints, one line each."""
    config = {"Checks": "-*," + checks, "CheckOptions": {"Profile": profile}}
    command = [tidy, "--quiet", f"--config={json.dumps(config)}", source_file, "--", *flags]
    process = subprocess.run(command, capture_output=True, text=True)
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}\nexit status {process.returncode}\n{process.stderr}")
    return re.findall(r"^.+?:\d+:\d+: (?:fatal )?(?:warning|error): .*$", process.stdout, re.MULTILINE)


def run_checks_on_text(tidy, text, profile):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "example.cpp")
        with open(path, "w", encoding="utf-8") as stream:
            stream.write(text)
        return [line.replace(folder + os.sep, "") for line in run_checks(tidy, path, profile)]


def report(problems):
    """Prints problems and ends the script, with 1 if there are any."""
    for problem in problems:
        print(problem)
    sys.exit(1 if problems else 0)
