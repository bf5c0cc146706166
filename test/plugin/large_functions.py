#!/usr/bin/env python3
"""Runs the lock checks on functions that are larger than people write.

usage: large_functions.py TIDY [--seconds N]

A function with 2,000 branches and 50 locks, and one with 10,000 statements; one
that holds 2,000 locks at once, and one with 40,000 branches that all depend on
what was tested before. Each ends in time, by the clock of the process; a mistake
at the end of the first two is reported, and so is one in a small function
beside each.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile

CHECKS = "fearless-double-lock,fearless-lock-order-inversion,fearless-blocking-under-lock,fearless-callback-under-lock"
MISTAKE = "  std::lock_guard<std::mutex> X(Last);\n  Last.lock();\n"
SMALL = """
#include <mutex>
std::mutex Small, Last;
void twice() {
  std::lock_guard<std::mutex> A(Small);
  std::lock_guard<std::mutex> B(Small);
}
"""


def branches(count, locks):
    yield SMALL
    yield "".join(f"std::mutex M{i};\n" for i in range(locks))
    yield "void use(int);\nvoid large(const bool *Is) {\n"
    for i in range(count):
        lock = f"M{i % locks}"
        if i % 3 == 0:
            yield f"  if (Is[{i}]) {{ {lock}.lock(); use({i}); {lock}.unlock(); }}\n"
        elif i % 3 == 1:
            yield f"  if (Is[{i}]) {{ std::lock_guard<std::mutex> L({lock}); use({i}); }} else use(-{i});\n"
        else:
            yield f"  bool B{i} = Is[{i}];\n  if (B{i}) {lock}.lock();\n  use({i});\n  if (B{i}) {lock}.unlock();\n"
    yield MISTAKE + "}\n"


def statements(count):
    yield SMALL
    yield "std::mutex M;\nvoid use(int);\nvoid large(int N) {\n  std::unique_lock<std::mutex> L(M);\n"
    for i in range(count):
        yield "  L.unlock(); L.lock();\n" if i % 100 == 0 else f"  N += {i}; use(N);\n" if i % 2 else f"  use({i});\n"
    yield MISTAKE + "}\n"


def seconds_of_children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def held(count):
    yield SMALL
    yield "".join(f"std::mutex M{i};\n" for i in range(count))
    yield "void use(int);\nvoid large(const bool *Is) {\n"
    for i in range(count):
        yield f"  M{i}.lock();\n  if (Is[{i}]) use({i});\n"
    yield "}\n"


def states(count):
    yield SMALL
    yield "".join(f"std::mutex M{i};\n" for i in range(50))
    yield "void use(int);\nvoid large(const bool *Is) {\n"
    for i in range(50):
        yield f"  M{i}.lock();\n"
    for i in range(count):
        yield f"  if (Is[{i}]) use({i}); else use(-{i});\n"
    yield "}\n"


def run(options, folder, name, text):
    path = os.path.join(folder, name + ".cpp")
    with open(path, "w", encoding="utf-8") as stream:
        stream.write("".join(text))
    started = seconds_of_children()
    process = subprocess.run([options.tidy, "--quiet", f"--checks=-*,{CHECKS}", path, "--", "-std=c++20", "-w"],
                             capture_output=True, text=True, timeout=600)
    seconds = seconds_of_children() - started
    small, end = (process.stdout.count(f"'{lock}' is locked while this thread already holds it")
                  for lock in ("Small", "Last"))
    others = process.stdout.count("[fearless-") - small - end
    print(f"{name}: {'in time' if seconds < options.seconds else 'too slow'}, {small} in the small function, "
          f"{end} at the end of the large one, {others} elsewhere")
    print(f"  {seconds:.1f} s", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tidy")
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run(options, folder, "branches", branches(2000, 50))
        run(options, folder, "statements", statements(10000))
        run(options, folder, "held", held(2000))
        run(options, folder, "states", states(40000))


if __name__ == "__main__":
    main()
