#!/usr/bin/env python3
"""What linking costs: seconds and peak memory of `fearless link` over a made-up
program, and over one of twice the size.

    ./dev bench --link [--functions N]
"""

import argparse
import os
import shutil
import subprocess
import tempfile
import time


def link(fearless, folder):
    """Seconds, peak memory in MiB, and the last line of the report."""
    before = time.monotonic()
    process = subprocess.Popen(
        [fearless, "link", folder], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    report = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 1), report
    return time.monotonic() - before, usage.ru_utime, usage.ru_maxrss / 1024, report


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fearless", required=True)
    parser.add_argument("--make-program", required=True)
    parser.add_argument("--functions", type=int, default=500_000)
    options = parser.parse_args()
    last = None
    for functions in options.functions, 2 * options.functions:
        folder = tempfile.mkdtemp(prefix="fearless-link")
        try:
            subprocess.run([options.make_program, str(functions), folder], check=True)
            size = sum(entry.stat().st_size for entry in os.scandir(folder)) / 2**20
            seconds, user, memory, report = link(options.fearless, folder)
        finally:
            shutil.rmtree(folder)
        print(f"{functions} functions ({size:.0f} MiB of unit files): {seconds:.1f} s, "
              f"{user:.1f} s of them computing, {memory:.0f} MiB at most"
              + (f", {user / last:.2f} times as long" if last else ""))
        print("  " + report.splitlines()[0])
        last = user


if __name__ == "__main__":
    main()
