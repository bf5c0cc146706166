"""Samples really are what they say: the flagged program misbehaves, the fixed
one does not.

usage: run_samples.py ROOT CLANGXX

Of each runtime/samples/<check>/<topic>/, flagged.cpp is run under
AddressSanitizer, a few times, until it reports an error, which README.md has
to name. fixed.cpp runs under AddressSanitizer and ThreadSanitizer, without a
report and with the same output. So do the examples with `--self-test`.
"""

import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import tempfile

from sanitized import ADDRESS, THREAD, Problem, build, run, run_clean, which_run_here

TRIES = 10


def check_flagged(clangxx, source, folder):
    program = build(clangxx, source, ADDRESS, folder)
    readme = os.path.join(os.path.dirname(source), "README.md")
    with open(readme, encoding="utf-8") as stream:
        page = stream.read()
    for _ in range(TRIES):
        found = re.search(r"ERROR: AddressSanitizer: ([\w-]+)", run(program).stderr)
        if found and found[1] not in page:
            raise Problem(f"AddressSanitizer reports {found[1]}, which README.md does not name")
        if found:
            return
    raise Problem(f"AddressSanitizer reports nothing in {TRIES} runs")


def check_clean(clangxx, source, folder, sanitizers, *args, stable_output=True):
    outputs = [run_clean(build(clangxx, source, s, folder), s[0], *args) for s in sanitizers]
    if "" in outputs:
        raise Problem("prints nothing")
    if stable_output and len(set(outputs)) != 1:
        raise Problem(f"prints different things: {outputs}")


def main(root, clangxx):
    with tempfile.TemporaryDirectory() as folder:
        sanitizers = which_run_here(clangxx, [ADDRESS, THREAD], folder)
        jobs = {}
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
            if ADDRESS in sanitizers:
                for source in glob.glob(os.path.join(root, "runtime/samples/*/*/flagged.c*")):
                    jobs[source] = pool.submit(check_flagged, clangxx, source, folder)
            for source in glob.glob(os.path.join(root, "runtime/samples/*/*/fixed.c*")):
                jobs[source] = pool.submit(check_clean, clangxx, source, folder, sanitizers)
            for source in glob.glob(os.path.join(root, "docs/examples/*/*.cpp")):
                jobs[source] = pool.submit(
                    check_clean, clangxx, source, folder, sanitizers, "--self-test", stable_output=False
                )

        failed = not jobs
        for source, job in sorted(jobs.items()):
            try:
                job.result()
            except (Problem, subprocess.TimeoutExpired) as problem:
                print(f"{os.path.relpath(source, root)}: {problem}")
                failed = True
    sys.exit(failed)


if __name__ == "__main__":
    main(*sys.argv[1:])
