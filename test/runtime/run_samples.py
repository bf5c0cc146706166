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

ADDRESS = ["-fsanitize=address", "-fsanitize-address-use-after-scope"]
THREAD = ["-fsanitize=thread"]
TRIES = 10
SECONDS_TO_RUN = 30
SECONDS_TO_BUILD = 300

ENVIRONMENT = dict(
    os.environ, ASAN_OPTIONS="detect_stack_use_after_return=1", TSAN_OPTIONS="halt_on_error=1"
)


class Problem(Exception):
    pass


def build(clangxx, source, sanitizer, folder):
    """Path of the program, or a Problem."""
    program = tempfile.mktemp(dir=folder)
    language = ["-x", "c", "-std=c17"] if source.endswith(".c") else ["-std=c++20"]
    command = [clangxx, *language, "-Wall", "-Wextra", "-Werror", "-g", "-O0", "-pthread"]
    command += [*sanitizer, source, "-o", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS_TO_BUILD)
    if done.returncode != 0:
        raise Problem(f"does not build: {done.stderr}")
    return program


def run(program, *args):
    return subprocess.run(
        [program, *args], capture_output=True, text=True, errors="replace",
        timeout=SECONDS_TO_RUN, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
    )


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
    outputs = []
    for sanitizer in sanitizers:
        done = run(build(clangxx, source, sanitizer, folder), *args)
        if done.returncode != 0 or done.stderr:
            raise Problem(f"{sanitizer[0]}: exit status {done.returncode}\n{done.stderr}")
        outputs.append(done.stdout)
    if "" in outputs:
        raise Problem("prints nothing")
    if stable_output and len(set(outputs)) != 1:
        raise Problem(f"prints different things: {outputs}")


def runs_here(clangxx, sanitizer, folder):
    """ThreadSanitizer needs an address space that some containers do not give."""
    source = os.path.join(folder, "empty.cpp")
    with open(source, "w", encoding="utf-8") as stream:
        stream.write("int main() {}\n")
    return run(build(clangxx, source, sanitizer, folder)).returncode == 0


def main(root, clangxx):
    with tempfile.TemporaryDirectory() as folder:
        sanitizers = [s for s in (ADDRESS, THREAD) if runs_here(clangxx, s, folder)]
        for sanitizer in (ADDRESS, THREAD):
            if sanitizer not in sanitizers:
                print(f"note: programs built with {sanitizer[0]} do not run here; not tried")

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
