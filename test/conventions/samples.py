"""Samples are pairs: the flagged program is flagged, the fixed ones are clean.

usage: samples.py ROOT FEARLESS_TIDY

Each runtime/samples/<check>/<topic>/ holds a README.md, flagged.cpp (or .c),
which <check> flags in core on the lines marked `// flagged`, and fixed.cpp and
perhaps fixed-library.cpp, which nothing flags in strict. A topic whose README
has a paragraph **Dynamic only.** is not flagged by its check, and says why;
runtime/compare/topics.py reads them. Lists and counts those. A check that
exists flags at least one topic of its own.
"""

import concurrent.futures
import os
import re
import sys

from project import read_check_rows, report, run_checks

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../runtime/compare"))
from topics import find_topics

NOT_YET = "does not exist yet"


def run(tidy, root, source, profile):
    flags = ["-std=c17"] if source.endswith(".c") else ["-std=c++20", "-pthread"]
    return run_checks(tidy, source, profile, flags=[*flags, f"-I{os.path.join(root, 'runtime/include')}"])


def check_static(topic, found, known):
    """What is wrong with the findings on the flagged program."""
    mine = [line for line in found if f"[{topic.check}]" in line]
    why_not = topic.why_dynamic_only()
    if why_not is None:
        if not mine:
            return [f"flagged is not flagged by {topic.check} in core"]
        lines = sorted({int(re.search(r":(\d+):\d+: ", line)[1]) for line in mine})
        wanted = topic.flagged_lines()
        return [] if lines == wanted else [f"flagged in lines {lines}, marked '// flagged' are {wanted}"]
    delete = "delete **Dynamic only.** from README.md"
    if mine:
        return [f"is dynamic only, and flagged: {delete}"]
    if topic.check in known and NOT_YET in why_not:
        return [f"{topic.check} exists now: {delete}, or say why it does not see this"]
    return []


def check_topic(tidy, root, topic, known):
    if topic.readme is None:
        yield "no README.md"
    if not topic.source("flagged") or not topic.source("fixed"):
        yield "flagged.cpp and fixed.cpp are a pair, one of each"
        return
    found = run(tidy, root, topic.source("flagged"), "core")
    yield from check_static(topic, found, known)
    yield from (f"unexpected: {line}" for line in found if re.search(r": error: .*\[clang-", line))
    for source in topic.fixed_sources():
        name = os.path.basename(source).split(".")[0]
        yield from (f"{name}: {line}" for line in run(tidy, root, source, "strict"))


def main(root, tidy):
    known = {row.id for row in read_check_rows(root)}
    topics = find_topics(root)
    problems = []
    samples = os.path.join(root, "runtime/samples")
    for check in sorted(os.listdir(samples)):
        if os.path.isdir(os.path.join(samples, check)) and not any(t.check == check for t in topics):
            problems.append(f"runtime/samples/{check}: no sample yet")
    for check in sorted(known):
        mine = [t for t in topics if t.check == check]
        if mine and all(t.why_dynamic_only() for t in mine):
            problems.append(f"runtime/samples/{check}: all topics are dynamic only")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for topic, found in zip(topics, pool.map(lambda t: list(check_topic(tidy, root, t, known)), topics)):
            problems += [f"runtime/samples/{topic}: {p}" for p in found]
    dynamic = [t for t in topics if t.why_dynamic_only()]
    print(f"{len(topics)} topics, {len(dynamic)} of them dynamic only:")
    for topic in dynamic:
        print(f"  {topic}: {topic.why_dynamic_only()}")
    report(problems)


if __name__ == "__main__":
    main(*sys.argv[1:])
