"""Samples are pairs: the flagged program is flagged, the fixed one is clean.

usage: samples.py ROOT FEARLESS_TIDY

Each runtime/samples/<check>/<topic>/ holds a README.md, flagged.cpp (or .c),
which <check> flags in core, and fixed.cpp, which nothing flags in strict.
"""

import concurrent.futures
import glob
import os
import sys

from project import report, run_checks


def run(tidy, source, profile):
    flags = ["-std=c17"] if source.endswith(".c") else ["-std=c++20", "-pthread"]
    return run_checks(tidy, source, profile, flags=flags)


def find_source(topic, name):
    found = glob.glob(os.path.join(topic, name + ".c*"))
    return found[0] if len(found) == 1 else None


def check_topic(tidy, topic):
    check = os.path.basename(os.path.dirname(topic))
    problems = []
    if not os.path.exists(os.path.join(topic, "README.md")):
        problems.append("no README.md")

    flagged, fixed = find_source(topic, "flagged"), find_source(topic, "fixed")
    if not flagged or not fixed:
        return problems + ["flagged.cpp and fixed.cpp are a pair, one of each"]
    found = run(tidy, flagged, "core")
    if not any(f"[{check}]" in line for line in found):
        problems.append(f"flagged is not flagged by {check} in core")
    problems += [f"unexpected: {line}" for line in found if ": error: " in line]
    problems += [f"fixed: {line}" for line in run(tidy, fixed, "strict")]
    return problems


def main(root, tidy):
    samples = os.path.join(root, "runtime/samples")
    checks = sorted(c for c in glob.glob(os.path.join(samples, "*")) if os.path.isdir(c))
    topics = [sorted(glob.glob(os.path.join(c, "*", ""))) for c in checks]
    problems = [f"{os.path.relpath(c, root)}: no sample yet" for c, ts in zip(checks, topics) if not ts]
    flat = [t.rstrip(os.sep) for ts in topics for t in ts]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for topic, found in zip(flat, pool.map(lambda t: check_topic(tidy, t), flat)):
            problems += [f"{os.path.relpath(topic, root)}: {p}" for p in found]
    report(problems)


if __name__ == "__main__":
    main(*sys.argv[1:])
