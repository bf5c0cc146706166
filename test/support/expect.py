#!/usr/bin/env python3
"""Runs the checks on a source file and compares with the comments in it.

    // RUN: %check %s
    // RUN: %check %s --profile strict -- -std=c++17 -DX

The check is the one that the file's folder is named after, or that of
--checks. It runs in both profiles, unless --profile names one. On a line:

    // expect: text     a warning here, in core and in strict
    // strict: text     a warning here, in strict only
    // note: text       a note here, of one of the expected warnings
    // error: text      a compiler error here
    // fix: text        the line contains this once fix-its are applied

Text is part of the message. Several follow each other on one line, and
`expect@+2:` or `note@-1:` speak of another line. Whatever else a run reports
fails the test, a fix-it too; only notes may stay unmentioned, unless the file
says `// all-notes`.

Names bind as well: `..._bad` holds an expected warning and `..._ok` none; in
limits.cpp `FP_...` holds one, `FN_...` none, each under a comment that says
why. A warning is expected only inside a function (or class) so named.
"""

import argparse
import concurrent.futures
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

PROFILES = ["core", "strict"]
WARNING_KINDS = ["expect", "strict"]

MARKER = re.compile(
    r"//\s*(expect|strict|note|error|fix)(?:@([+-]\d+))?:(.*?)"
    r"(?=//\s*(?:expect|strict|note|error|fix)(?:@[+-]\d+)?:|$)"
)
DIAGNOSTIC = re.compile(
    r"(?P<file>.+?):(?P<line>\d+):\d+: (?P<kind>fatal error|error|warning|note): "
    r"(?P<text>.*?)(?: \[(?P<check>[\w.,-]+)\])?$"
)


class Expectation:
    def __init__(self, kind, line, text):
        self.kind, self.line, self.text = kind, line, text


class Diagnostic:
    def __init__(self, match):
        self.file = os.path.realpath(match["file"])
        self.line = int(match["line"])
        self.kind = match["kind"].replace("fatal error", "error")
        self.text = match["text"]
        self.check = match["check"] or ""

    def __str__(self):
        check = f" [{self.check}]" if self.check else ""
        return f"{self.kind}: {self.text}{check}"


# --- what the file says ------------------------------------------------------


def read_expectations(lines):
    return [
        Expectation(m[1], number + int(m[2] or 0), m[3].strip())
        for number, line in enumerate(lines, 1)
        for m in MARKER.finditer(line)
    ]


def blank_comments_and_literals(source):
    """The source with the same length and lines, but code only."""
    token = re.compile(
        r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'',
        re.DOTALL,
    )
    return token.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), source)


def find_close(code, at, opening, closing):
    """The index behind the bracket that closes the one at `at`."""
    depth = 0
    for i in range(at, len(code)):
        depth += (code[i] == opening) - (code[i] == closing)
        if depth == 0:
            return i + 1
    return len(code)


class NamedBody:
    def __init__(self, name, first_line, last_line):
        self.name, self.first_line, self.last_line = name, first_line, last_line

    def holds(self, line):
        return self.first_line <= line <= self.last_line


def find_named_bodies(source):
    """Definitions of functions and classes with a name that binds."""
    code = blank_comments_and_literals(source)
    bodies = []
    for m in re.finditer(r"\b(\w+_(?:bad|ok)|(?:FP|FN)_\w+)\b", code):
        is_class = re.search(r"\b(class|struct)\s+$", code[: m.start()])
        after = m.end()
        if not is_class:
            opening = re.compile(r"\s*\(").match(code, after)
            if not opening:
                continue
            after = find_close(code, opening.end() - 1, "(", ")")
        # A definition goes on to its brace; a call to ; or ) or an operator.
        head = re.compile(r"(?:\s|noexcept|const|override|final|->|[\w:<>,&*])*").match(code, after)
        if code[head.end() : head.end() + 1] != "{":
            continue
        end = find_close(code, head.end(), "{", "}")
        first, last = (code.count("\n", 0, i) + 1 for i in (m.start(), end))
        bodies.append(NamedBody(m[1], first, last))
    return bodies


def has_functions(source):
    return re.search(r"\)\s*(?:const|noexcept|\s)*\{", blank_comments_and_literals(source))


def check_names(path, source, expectations):
    """Complaints about functions whose names and expectations disagree."""
    is_limits = os.path.basename(path).startswith("limits.")
    lines = source.splitlines()
    bodies = find_named_bodies(source)
    warnings = [e for e in expectations if e.kind in WARNING_KINDS]
    complaints = []

    for body in bodies:
        expected = any(body.holds(e.line) for e in warnings)
        must_expect = body.name.endswith("_bad") or body.name.startswith("FP_")
        if must_expect and not expected:
            complaints.append((body.first_line, f"'{body.name}' expects no warning"))
        if not must_expect and expected:
            complaints.append((body.first_line, f"'{body.name}' expects a warning"))
        if is_limits != body.name.startswith(("FP_", "FN_")):
            complaints.append(
                (body.first_line, f"'{body.name}': FP_ and FN_ are the names of limits.cpp, "
                                  "_bad and _ok of all other tests"))
        if is_limits and not is_under_comment(lines, body.first_line):
            complaints.append((body.first_line, f"no comment above '{body.name}' says why"))

    for e in warnings:
        if not any(body.holds(e.line) for body in bodies):
            complaints.append((e.line, "a warning is expected outside any function named _bad or FP_"))
    if not bodies and has_functions(source):
        complaints.append((1, "no function is named _bad, _ok, FP_ or FN_: the test asserts nothing"))
    return complaints


def is_under_comment(lines, number):
    """Whether a comment stands above the declaration that line is part of."""
    above = number - 2
    while above >= 0 and re.match(r"\s*(template\b|struct\b|class\b|static\b|\w+$)", lines[above]):
        above -= 1
    return above >= 0 and lines[above].lstrip().startswith("//")


# --- what a run says ---------------------------------------------------------


class Run:
    """One run of fearless-tidy: its diagnostics and the file with its fixes."""

    def __init__(self, options, profile):
        self.profile = profile
        config = {"Checks": "-*," + options.checks, "CheckOptions": {"Profile": profile}}
        with tempfile.TemporaryDirectory() as scratch:
            copy = os.path.join(scratch, os.path.basename(options.file))
            shutil.copy(options.file, copy)
            command = [options.tidy, "--quiet", "--fix", f"--config={json.dumps(config)}", copy,
                       "--", f"-I{os.path.dirname(options.file)}", *options.flags]
            process = subprocess.run(command, capture_output=True, text=True)
            with open(copy, encoding="utf-8") as stream:
                self.fixed_lines = stream.read().splitlines()
        output = process.stdout.replace(copy, options.file)
        found = [Diagnostic(m) for m in map(DIAGNOSTIC.match, output.splitlines()) if m]
        self.diagnostics = [d for d in found if not d.text.startswith("FIX-IT applied")]
        self.crash = None
        errors = any(d.kind == "error" for d in self.diagnostics)
        # clang-tidy ends with 1 for compiler errors and for bad options alike.
        if process.returncode not in (0, 1) or (process.returncode == 1 and not errors):
            self.crash = f"exit status {process.returncode}\n{output}{process.stderr}"


# --- comparison --------------------------------------------------------------


def take_match(diagnostics, kind, expectation):
    """Takes the first diagnostic that meets the expectation out of the list."""
    for d in diagnostics:
        if (d.kind, d.line) == (kind, expectation.line) and expectation.text in d.text:
            diagnostics.remove(d)
            return True
    return False


def compare_warnings(run, path, expectations):
    """Complaints about warnings and errors of one run."""
    here = [d for d in run.diagnostics if d.file == path and d.kind != "note"]
    complaints = []
    # The longest text first, so that a vague one does not take its match.
    for e in sorted(expectations, key=lambda e: -len(e.text)):
        kind = "error" if e.kind == "error" else "warning"
        if e.kind not in [*WARNING_KINDS, "error"] or (e.kind == "strict" and run.profile == "core"):
            continue
        if not take_match(here, kind, e):
            complaints.append((e.line, f"- no such {kind} in {run.profile}: {e.text}"))
    elsewhere = [d for d in run.diagnostics if d.file != path and d.kind != "note"]
    complaints += [(d.line, f"+ unexpected in {run.profile}: {d}") for d in here]
    complaints += [(1, f"+ unexpected in {run.profile}: {d.file}:{d.line}: {d}") for d in elsewhere]
    return complaints


def compare_notes(run, path, expectations, all_notes):
    here = [d for d in run.diagnostics if d.file == path and d.kind == "note"]
    complaints = [
        (e.line, f"- no such note in {run.profile}: {e.text}")
        for e in sorted(expectations, key=lambda e: -len(e.text))
        if e.kind == "note" and not take_match(here, "note", e)
    ]
    if all_notes:
        complaints += [(d.line, f"+ unmentioned in {run.profile}: {d}") for d in here]
    return complaints


def compare_fixes(run, lines, expectations):
    expected = {e.line: e.text for e in expectations if e.kind == "fix"}
    complaints = []
    if len(run.fixed_lines) != len(lines):
        return [(1, "a fix-it adds or removes lines, which this helper cannot compare")]
    for number, (old, new) in enumerate(zip(lines, run.fixed_lines), 1):
        code = MARKER.split(new)[0]
        if number in expected and (old == new or expected[number] not in code):
            complaints.append((number, f"- no such fix in {run.profile}: {expected[number]}\n"
                                       f"    the line is: {code.strip()}"))
        if number not in expected and old != new:
            complaints.append((number, f"+ unexpected fix in {run.profile}: {code.strip()}"))
    return complaints


def check_style(run):
    """Complaints about messages of ours that are not in clang's style."""
    return [
        (d.line, f"a message starts with a capital or ends with a period: {d}")
        for d in run.diagnostics
        if d.check.startswith("fearless-") and re.match(r"[A-Z]|.*\.$", d.text)
    ]


# --- main --------------------------------------------------------------------


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--tidy", required=True, help="the fearless-tidy to run")
    parser.add_argument("--checks", help="check id or glob")
    parser.add_argument("--profile", choices=PROFILES, help="run in this profile only")
    parser.add_argument("file")
    own, flags = sys.argv[1:], []
    if "--" in own:
        own, flags = own[: own.index("--")], own[own.index("--") + 1 :]
    options = parser.parse_args(own)
    options.file = os.path.realpath(options.file)
    options.checks = options.checks or os.path.basename(os.path.dirname(options.file))
    is_c = options.file.endswith(".c")
    if not any(f.startswith("-std=") for f in flags):
        flags.insert(0, "-std=c17" if is_c else "-std=c++20")
    options.flags = flags
    return options


def main():
    options = parse_arguments()
    with open(options.file) as stream:
        source = stream.read()
    lines = source.splitlines()
    expectations = read_expectations(lines)
    all_notes = bool(re.search(r"^\s*// all-notes\b", source, re.MULTILINE))

    profiles = [options.profile] if options.profile else PROFILES
    with concurrent.futures.ThreadPoolExecutor() as pool:
        runs = list(pool.map(lambda p: Run(options, p), profiles))

    complaints = check_names(options.file, source, expectations)
    for run in runs:
        if run.crash:
            complaints.append((1, f"fearless-tidy in {run.profile}: {run.crash}"))
        complaints += compare_warnings(run, options.file, expectations)
        complaints += check_style(run)
    # Notes and fixes may belong to possible findings: the widest run has all.
    complaints += compare_notes(runs[-1], options.file, expectations, all_notes)
    complaints += compare_fixes(runs[-1], lines, expectations)

    for line, text in sorted(set(complaints)):
        print(f"{os.path.relpath(options.file)}:{line}: {text}")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
