#!/usr/bin/env python3
"""What a check of a whole program costs, over parsing all its units.

    ./dev bench --program -p BUILD [--touch HEADER] [-j N]

Wall seconds, side by side, of parsing every unit with `clang++ -fsyntax-only`,
of a first `fearless check`, of another one when nothing has changed, of one
when the header's time has changed but not its text, and of linking alone; for
that the peak memory too, and the size of the unit files. Parsing is measured
before and after the first check, so that a busy machine slows both. Units that
do not parse are left out. The header's old time is put back.
"""

import argparse
import glob
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from compare_cost import measure, read_units


def parse_all(units, jobs):
    """Wall seconds, and the units that parse."""
    before = time.monotonic()
    with ThreadPoolExecutor(jobs) as pool:
        good = list(pool.map(lambda unit: measure(unit.parse_command(), unit.folder)[1] == 0, units))
    return time.monotonic() - before, [unit for unit, parses in zip(units, good) if parses]


def run(command):
    """Wall seconds, peak memory in MiB, and what was said on standard error."""
    before = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    said = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"bench: {' '.join(command)}\n{said}")
    return time.monotonic() - before, usage.ru_maxrss / 1024, said


def touch(header):
    """Makes the header new; returns its old time."""
    old = os.stat(header)
    os.utime(header)
    return old.st_atime_ns, old.st_mtime_ns


def size_of(folder):
    """Bytes of the unit files."""
    return sum(
        os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--fearless", required=True)
    parser.add_argument("-p", dest="build", required=True, help="folder with compile_commands.json")
    parser.add_argument("--touch", metavar="HEADER", help="a header that many units include")
    parser.add_argument("-j", dest="jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()

    units = read_units(os.path.abspath(options.build), "", 0)
    _, good = parse_all(units, options.jobs)  # also warms the caches
    if not good:
        sys.exit(f"bench: no unit of {options.build} parses")
    print(f"{len(good)} units of {options.build} ({len(units) - len(good)} do not parse), -j {options.jobs}")

    with tempfile.TemporaryDirectory(prefix="fearless-program") as folder:
        with open(os.path.join(folder, "compile_commands.json"), "w", encoding="utf-8") as stream:
            json.dump([unit.entry for unit in good], stream)
        work = os.path.join(folder, "work")
        check = [options.fearless, "check", "-p", folder, "--work", work, "-j", str(options.jobs)]
        parsed, _ = parse_all(good, options.jobs)
        full, _, said = run(check)
        parsed = (parsed + parse_all(good, options.jobs)[0]) / 2
        print(f"  parse all      {parsed:7.2f} s")
        print(f"  first check    {full:7.2f} s   {full / parsed:.3f} times parsing")
        print(f"  nothing new    {run(check)[0]:7.2f} s")
        if options.touch:
            times = touch(options.touch)
            try:
                touched, _, _ = run(check)
            finally:
                os.utime(options.touch, ns=times)
            print(f"  touched header {touched:7.2f} s   {touched / full:.3f} times the first check")
        (unit_files,) = glob.glob(os.path.join(work, "runs", "*", "units"))
        seconds, memory, _ = run([options.fearless, "link", unit_files])
        print(f"  link alone     {seconds:7.2f} s   {memory:.0f} MiB at most, "
              f"{size_of(unit_files) / 2**20:.1f} MiB of unit files")
        print("  " + said.splitlines()[-1])


if __name__ == "__main__":
    main()
