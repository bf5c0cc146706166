"""Samples really are what they say: the flagged program misbehaves, the fixed
one does not.

usage: run_samples.py ROOT CLANGXX

Of each runtime/samples/<check>/<topic>/, the flagged program is run, a few
times, until it shows what README.md says was seen first. The fixed ones run
under AddressSanitizer and ThreadSanitizer, without a report and with the same
output. So do the examples with `--self-test`.
"""

import concurrent.futures
import glob
import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../runtime/compare"))
from programs import ADDRESS, PLAIN, THREAD, Builder, Problem
from topics import find_topics

TRIES = 10
SLOWER = 1.5


def show_slowness(builder, topic):
    flagged, fixed = (builder.build(topic.source(kind), PLAIN) for kind in ("flagged", "fixed"))
    for _ in range(TRIES):
        if builder.run(flagged).seconds > SLOWER * builder.run(fixed).seconds:
            return
    raise Problem(f"is not {SLOWER} times slower than the fixed one in {TRIES} runs")


def show_other_output(builder, topic):
    flagged, fixed = (builder.run(builder.build(topic.source(kind), PLAIN)) for kind in ("flagged", "fixed"))
    if flagged.output == fixed.output:
        raise Problem("prints the same as the fixed one")


def check_flagged(builder, topic, sanitizers):
    promised = topic.promised_evidence()
    if not promised:
        raise Problem("README.md does not tell what was seen")
    tool, kind = promised[0]
    if tool == "clock":
        return show_slowness(builder, topic)
    if tool == "output":
        return show_other_output(builder, topic)
    sanitizer = THREAD if tool == "ThreadSanitizer" else ADDRESS
    if sanitizer not in sanitizers:
        return
    program = builder.build(topic.source("flagged"), sanitizer, watched=True)
    found = []
    for _ in range(TRIES):
        found = builder.run(program).evidence()
        if (tool, kind) in found:
            return
        if found and found[0] not in promised:
            raise Problem(f"{found[0][0]} reports {found[0][1]}, which README.md does not name")
    raise Problem(f"{tool} reports no {kind} in {TRIES} runs")


def check_clean(builder, source, sanitizers, *args, stable_output=True):
    outputs = [builder.run_clean(builder.build(source, s), s[0], *args) for s in sanitizers]
    if "" in outputs:
        raise Problem("prints nothing")
    if stable_output and len(set(outputs)) > 1:
        raise Problem(f"prints different things: {outputs}")
    return outputs


def check_fixed(builder, topic, sanitizers):
    """All fixed programs of a topic print the same."""
    outputs = [o for s in topic.fixed_sources() for o in check_clean(builder, s, sanitizers)]
    if len(set(map(tuple, (sorted(o.splitlines()) for o in outputs)))) > 1:
        raise Problem(f"the fixed programs print different things: {outputs}")


def main(root, clangxx):
    with tempfile.TemporaryDirectory() as folder:
        builder = Builder(clangxx, folder)
        sanitizers = builder.which_run_here([ADDRESS, THREAD])

        jobs = {}
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            for topic in find_topics(root):
                jobs[topic.source("flagged")] = pool.submit(check_flagged, builder, topic, sanitizers)
                jobs[topic.source("fixed")] = pool.submit(check_fixed, builder, topic, sanitizers)
            for source in glob.glob(os.path.join(root, "docs/examples/*/*.cpp")):
                jobs[source] = pool.submit(
                    check_clean, builder, source, sanitizers, "--self-test", stable_output=False)

        failed = not jobs
        for source, job in sorted(jobs.items()):
            try:
                job.result()
            except Problem as problem:
                print(f"{os.path.relpath(source, root)}: {problem}")
                failed = True
    sys.exit(failed)


if __name__ == "__main__":
    main(*sys.argv[1:])
