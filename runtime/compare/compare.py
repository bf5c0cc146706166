#!/usr/bin/env python3
"""Flagged and fixed programs, side by side: what the checks say about each, and
what happens when they run.

    ./dev compare [TOPIC] [--format text|json] [--page FILE]

TOPIC is a part of <check>/<topic>. Prints one table, or JSON, and writes a page
with the sources. The status is 0 if every pair does what it promises: flagged
on the marked line unless dynamic only, misbehaving, and fixed ones without a
finding or a report and with the same output.
"""

import argparse
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

from page import write_page
from programs import ADDRESS, INCLUDE, PLAIN, THREAD, Builder, Problem
from topics import find_topics

TRIES = 5
SECONDS_TO_HANG = 60
SLOWER = 1.5
DIAGNOSTIC = re.compile(r"^(?P<file>[^\n:]+):(?P<line>\d+):(?P<column>\d+): "
                        r"(?P<kind>warning|error|note): (?P<text>.*?)(?: \[(?P<check>[\w.,-]+)\])?$", re.MULTILINE)


# --- what the checks say -----------------------------------------------------


def run_checks(tidy, source, profile):
    """The findings on a source, each with its notes."""
    config = {"Checks": "-*,fearless-*", "CheckOptions": {"Profile": profile}}
    standard = "-std=c17" if source.endswith(".c") else "-std=c++20"
    command = [tidy, "--quiet", f"--config={json.dumps(config)}", source, "--", standard, "-pthread", "-I", INCLUDE]
    done = subprocess.run(command, capture_output=True, text=True)
    findings = []
    for m in DIAGNOSTIC.finditer(done.stdout):
        entry = {"line": int(m["line"]), "kind": m["kind"], "text": m["text"],
                 "here": os.path.basename(m["file"]) == os.path.basename(source)}
        if m["kind"] != "note":
            findings.append({**entry, "check": m["check"] or "", "notes": []})
        elif findings:
            findings[-1]["notes"].append(entry)
    return findings


def judge_statically(tidy, topic):
    flagged = run_checks(tidy, topic.source("flagged"), "core")
    fixed = [f for s in topic.fixed_sources() for f in run_checks(tidy, s, "strict")]
    lines = sorted({f["line"] for f in flagged if f["check"] == topic.check})
    return {
        "flagged": flagged,
        "fixed": fixed,
        "lines": lines,
        "intended": bool(lines) and lines == topic.flagged_lines(),
        "dynamic_only": topic.why_dynamic_only(),
    }


# --- what happens ------------------------------------------------------------


INTERNAL = re.compile(r" in (?:_start|clone|start_thread|asan_thread_start|printStack|futex_|lll_|__lll|__GI___lll|__futex"
                      r"|__sanitizer|__libc_start|__gthread|decltype|(?:void |\S+ )?std::(?:__invoke|thread::_))"
                      r"|^ +#\d+ 0x\w+  \(")


def first_report(errors):
    """The part of a sanitizer's or the watchdog's words that a reader wants."""
    kept = [line for line in errors.splitlines() if line.strip("=- ") and not INTERNAL.search(line)]
    short = [re.sub(r" \(?/\S*/", " ", re.sub(r"^( +#\d+) 0x\w+", r"\1", line)) for line in kept]
    return "\n".join(re.sub(r" \(BuildId: \w+\)", "", line) for line in short)[:4000]


def watch(builder, topic, sanitizer):
    """Evidence against the flagged program, and the report."""
    program = builder.build(topic.source("flagged"), sanitizer, watched=True)
    for _ in range(TRIES):
        run = builder.run(program, seconds=SECONDS_TO_HANG)
        if run.evidence():
            return run.evidence(), first_report(run.errors)
    return [], ""


def compare_outputs(builder, topic, expected):
    program = builder.build(topic.source("flagged"), PLAIN, watched=True)
    run = builder.run(program, seconds=SECONDS_TO_HANG)
    if sorted(run.output.splitlines()) == expected:
        return []
    return [("output", "output differs")]


def run_fixed(builder, topic, sanitizers):
    """Problems of the fixed programs, and what they print, in sorted lines."""
    problems, printed = [], None
    for source in topic.fixed_sources():
        for sanitizer in sanitizers:
            try:
                output = builder.run_clean(builder.build(source, sanitizer), sanitizer[0])
            except Problem as problem:
                problems.append(f"{os.path.basename(source)}: {problem}")
                continue
            lines = sorted(output.splitlines())
            if printed is not None and lines != printed:
                problems.append(f"{os.path.basename(source)}: prints something else")
            printed = lines
    return problems, printed


def run_dynamically(builder, topic, sanitizers):
    fixed, printed = run_fixed(builder, topic, sanitizers)
    evidence, report = [], ""
    for sanitizer in sanitizers:
        found, words = watch(builder, topic, sanitizer)
        evidence += [e for e in found if e not in evidence]
        report = report or words
    if not evidence and ("output", "output differs") in topic.promised_evidence():
        evidence += compare_outputs(builder, topic, printed)
    return {"flagged": evidence, "report": report, "fixed": fixed, "seconds": {}, "operations": None}


def measure(builder, topic):
    """Seconds of each program of a topic, least of three, and its operations."""
    seconds, operations = {}, None
    for kind in ("flagged", "fixed", "fixed-library"):
        if not topic.source(kind):
            continue
        program = builder.build(topic.source(kind), PLAIN)
        runs = [builder.run(program) for _ in range(3)]
        seconds[kind] = round(min(r.seconds for r in runs), 4)
        found = re.search(r"operations: (\d+)", runs[0].output)
        operations = int(found[1]) if found else operations
    return seconds, operations


# --- the whole ---------------------------------------------------------------


def explain_disagreement(topic, static, dynamic):
    """Where the checks and the run say different things: why. Or None."""
    if static["dynamic_only"] and dynamic["flagged"]:
        return static["dynamic_only"]
    if static["lines"] and not dynamic["flagged"]:
        return topic.paragraph("Not seen at run time") or "nothing was seen in these runs; the finding holds for others"
    return None


def is_as_promised(static, dynamic):
    return (bool(static["intended"]) != bool(static["dynamic_only"])
            and bool(dynamic["flagged"]) and not static["fixed"] and not dynamic["fixed"])


def examine(topic, tidy, builder, sanitizers):
    try:
        static = judge_statically(tidy, topic)
        dynamic = run_dynamically(builder, topic, sanitizers)
    except Problem as problem:
        sys.exit(f"compare: {topic}: {problem}")
    return {"check": topic.check, "topic": topic.name, "title": topic.title(), "static": static, "dynamic": dynamic}


def compare(root, word, tidy, clangxx):
    topics = find_topics(root, word)
    if not topics:
        sys.exit(f"compare: no topic contains '{word}'; they are in runtime/samples")
    with tempfile.TemporaryDirectory() as folder:
        builder = Builder(clangxx, folder)
        sanitizers = builder.which_run_here([ADDRESS, THREAD])
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            rows = list(pool.map(lambda t: examine(t, tidy, builder, sanitizers), topics))
        # Alone on the machine, so that one does not slow the other.
        for topic, row in zip(topics, rows):
            if ("clock", "slower") in topic.promised_evidence():
                dynamic = row["dynamic"]
                dynamic["seconds"], dynamic["operations"] = measure(builder, topic)
                if dynamic["seconds"]["flagged"] > SLOWER * dynamic["seconds"]["fixed"]:
                    dynamic["flagged"].append(("clock", "slower"))
    for topic, row in zip(topics, rows):
        row["disagree"] = explain_disagreement(topic, row["static"], row["dynamic"])
        row["as_promised"] = is_as_promised(row["static"], row["dynamic"])
    return topics, rows


def in_words(row):
    """The cells of a row of the table."""
    static, dynamic = row["static"], row["dynamic"]
    flagged = "dynamic only" if static["dynamic_only"] else "not flagged"
    if static["lines"]:
        flagged = "line " + ", ".join(map(str, static["lines"])) + ("" if static["intended"] else " (not the marked one)")
    seen = "; ".join(kind if tool != "ThreadSanitizer" else f"{kind} (TSan)" for tool, kind in dynamic["flagged"])
    if "flagged" in dynamic["seconds"]:
        seen += f" {dynamic['seconds']['flagged'] / dynamic['seconds']['fixed']:.1f}x"
    fixed = f"{len(static['fixed'])} findings" if static["fixed"] else "clean"
    runs = "fails" if dynamic["fixed"] else "clean, same output"
    return [f"{row['check'].removeprefix('fearless-')}/{row['topic']}", flagged, seen or "nothing seen", fixed, runs]


HEADINGS = ["pair", "flagged: checks", "flagged: run", "fixed: checks", "fixed: run"]


def summarize(rows):
    static = [r for r in rows if not r["static"]["dynamic_only"]]
    return (f"{len(rows)} pairs, {len(rows) - len(static)} of them dynamic only. "
            f"Flagged on the marked line: {sum(r['static']['intended'] for r in static)} of {len(static)}. "
            f"Misbehave when run: {sum(bool(r['dynamic']['flagged']) for r in rows)} of {len(rows)}. "
            f"Fixed without a finding: {sum(not r['static']['fixed'] for r in rows)}, "
            f"without a report: {sum(not r['dynamic']['fixed'] for r in rows)}.")


def print_table(rows):
    cells = [HEADINGS] + [in_words(r) for r in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(HEADINGS))]
    for number, row in enumerate(cells):
        print("  ".join(text.ljust(width) for text, width in zip(row, widths)).rstrip())
        if number == 0:
            print("  ".join("-" * width for width in widths))
    print("\n" + summarize(rows))
    for row in rows:
        name = f"{row['check']}/{row['topic']}"
        if row["disagree"]:
            print(f"{name}: checks and run disagree: {row['disagree']}")
        for finding in row["static"]["fixed"]:
            print(f"{name}: fixed is flagged: line {finding['line']}: {finding['text']} [{finding['check']}]")
        for problem in row["dynamic"]["fixed"]:
            print(f"{name}: {problem}")


def main():
    parser = argparse.ArgumentParser(prog="./dev compare", description=__doc__,
                                     formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("topic", nargs="?", default="")
    parser.add_argument("--format", choices=["text", "json"], default="text")
    parser.add_argument("--page", help="where to write the page")
    parser.add_argument("--root", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--fearless-tidy", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--clangxx", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()

    topics, rows = compare(options.root, options.topic, options.fearless_tidy, options.clangxx)
    if options.format == "json":
        json.dump(rows, sys.stdout, indent=1)
        print()
    else:
        print_table(rows)
    if options.page:
        write_page(options.page, topics, rows, HEADINGS, in_words, summarize(rows))
        print(f"page: {options.page}", file=sys.stderr)
    sys.exit(0 if all(r["as_promised"] for r in rows) else 1)


if __name__ == "__main__":
    main()
