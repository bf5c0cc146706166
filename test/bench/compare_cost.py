#!/usr/bin/env python3
"""What the checks cost: user and system time of fearless-tidy with all checks,
over that of parsing the same unit with `clang++ -fsyntax-only`.

    ./dev bench [-p BUILD] [--units N] [--repeat N] [--match REGEX]

Both run on every unit, in turns, in each repetition, so that a busy machine
slows both. Printed are the ratios of the repetitions' sums, their minimum and
median. Units that do not parse are left out, and counted.
"""

import argparse
import json
import os
import re
import shlex
import statistics
import subprocess
import sys


class Unit:
    def __init__(self, entry):
        self.entry = entry
        self.folder = entry["directory"]
        self.file = os.path.join(self.folder, entry["file"])
        self.words = entry.get("arguments") or shlex.split(entry["command"])

    def parse_command(self):
        """The unit's own command, made to parse only."""
        words, rest = [], iter(self.words[1:])
        for word in rest:
            if word in ("-o", "-MF", "-MT", "-MQ"):
                next(rest)
            elif word not in ("-c", "-MD", "-MMD"):
                words.append(word)
        compiler = "clang-22" if self.file.endswith(".c") else "clang++-22"
        return [compiler, "-fsyntax-only", *words]

    def check_command(self, tidy, build):
        return [tidy, "--quiet", '--config={Checks: "-*,fearless-*"}', "-p", build, self.file]


def read_units(build, pattern, most):
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as stream:
        entries = {os.path.join(e["directory"], e["file"]): e for e in json.load(stream)}
    units = [Unit(entries[file]) for file in sorted(entries) if re.search(pattern, file)]
    step = max(1, len(units) // most) if most else 1
    return units[::step][:most or None]


def measure(command, folder):
    """User and system seconds of a command, and its exit status."""
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, process.returncode


def repeat_once(units, tidy, build, check_first):
    """Summed seconds of parsing and of checking."""
    parsed = checked = 0.0
    for unit in units:
        if check_first:
            checked += measure(unit.check_command(tidy, build), unit.folder)[0]
        parsed += measure(unit.parse_command(), unit.folder)[0]
        if not check_first:
            checked += measure(unit.check_command(tidy, build), unit.folder)[0]
    return parsed, checked


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--fearless-tidy", required=True)
    parser.add_argument("-p", dest="build", required=True, help="folder with compile_commands.json")
    parser.add_argument("--units", type=int, default=12, help="most units to measure, 0 for all")
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--match", default="", help="only files that this matches")
    return parser.parse_args()


def main():
    options = parse_arguments()
    tidy, build = os.path.abspath(options.fearless_tidy), os.path.abspath(options.build)
    units = read_units(build, options.match, options.units)
    # Also warms the caches.
    good = [u for u in units if measure(u.parse_command(), u.folder)[1] == 0]
    if not good:
        sys.exit(f"bench: no unit of {options.build} parses")
    print(f"{len(good)} units of {options.build} ({len(units) - len(good)} do not parse), "
          f"{options.repeat} repetitions")

    ratios = []
    for number in range(options.repeat):
        parsed, checked = repeat_once(good, tidy, build, check_first=number % 2 == 1)
        ratios.append(checked / parsed)
        print(f"  parse {parsed:7.2f} s   check {checked:7.2f} s   ratio {ratios[-1]:.3f}", flush=True)
    print(f"all checks / -fsyntax-only: minimum {min(ratios):.3f}, median {statistics.median(ratios):.3f}")


if __name__ == "__main__":
    main()
