#!/usr/bin/env python3
"""Runs the checks on thousands of sources that do not compile.

usage: broken_inputs.py ROOT TIDY [--inputs N] [--keep FOLDER]

No run may crash or hang. What is missing in code that does not compile is no
evidence: where a source loses something that joins or waits, and has an error
by that, functions named `_ok` stay without findings, as they are when whole.
"""

import argparse
import concurrent.futures
import glob
import json
import os
import random
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
import mutations  # noqa: E402
from expect import DIAGNOSTIC, find_named_bodies  # noqa: E402

BATCH = 40
# What they hold is evidence, a detach. They are safe only because control does
# not come past what follows it.
DETACHED_BEFORE_THE_END = {"quits_ok", "detachedBeforeFailing_ok", "serveForever_ok"}
SECONDS_PER_BATCH = 120


class Input:
    """One source: where it is, what it was made of, and how."""

    def __init__(self, seed, text, kind):
        self.seed, self.text, self.kind = seed, text, kind
        self.path = ""
        self.warnings, self.errors = [], []


class Tidy:
    def __init__(self, options, folder):
        self.options, self.folder = options, folder
        self.complaints = []

    def write(self, inputs):
        for number, i in enumerate(inputs):
            suffix = os.path.splitext(i.seed)[1]
            i.path = os.path.join(self.folder, f"{i.kind}{number}{suffix}")
            with open(i.path, "w", encoding="utf-8", errors="replace") as stream:
                stream.write(i.text)

    def run_batch(self, batch, profile):
        """Runs them in one process; on a failure, each half by itself."""
        is_c = batch[0].path.endswith(".c")
        config = {"Checks": "-*,fearless-*", "CheckOptions": {"Profile": profile}}
        headers = os.path.join(self.options.root, "test", "support", "small_std")
        command = [self.options.tidy, "--quiet", f"--config={json.dumps(config)}", *(i.path for i in batch),
                   "--", f"-I{headers}", "-std=c17" if is_c else "-std=c++20", "-w", "-ferror-limit=0"]
        try:
            process = subprocess.run(command, capture_output=True, text=True, errors="replace",
                                     timeout=SECONDS_PER_BATCH)
            failure = f"exit status {process.returncode}" if process.returncode not in (0, 1) else None
        except subprocess.TimeoutExpired:
            failure = "hangs"
        if failure and len(batch) > 1:
            middle = len(batch) // 2
            self.run_batch(batch[:middle], profile)
            self.run_batch(batch[middle:], profile)
        elif failure:
            self.complaints.append(f"{describe(batch[0])}: {failure} in {profile}\n{batch[0].text}")
        else:
            read_diagnostics(process.stdout, batch)

    def run(self, inputs, profile):
        self.write(inputs)
        batches = []
        for is_c in (False, True):
            own = [i for i in inputs if i.path.endswith(".c") == is_c]
            batches += [own[n : n + BATCH] for n in range(0, len(own), BATCH)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda batch: self.run_batch(batch, profile), batches))


def read_diagnostics(output, batch):
    of_path = {i.path: i for i in batch}
    for m in filter(None, map(DIAGNOSTIC.match, output.splitlines())):
        if i := of_path.get(m["file"]):
            if m["kind"].endswith("error") and not (m["check"] or "").startswith("fearless"):
                i.errors.append(int(m["line"]))
            elif m["kind"] in ("warning", "error"):
                i.warnings.append((int(m["line"]), m["text"]))


def describe(i):
    return f"{os.path.basename(i.path)} ({i.kind} of {i.seed})"


def read_seeds(root):
    seeds = {}
    for pattern in ("test/checks/*/*.c*", "runtime/samples/*/*/*.cpp"):
        for path in sorted(glob.glob(os.path.join(root, pattern))):
            with open(path, encoding="utf-8") as stream:
                text = stream.read()
            if path.endswith(".cpp"):
                text = mutations.with_small_headers(text)
            seeds[os.path.relpath(path, root)] = text
    return seeds


def safe_bodies(text):
    return [body for body in find_named_bodies(text) if body.name.endswith("_ok")]


def make_truncated_in_ok(seed, text, chance):
    starts = [0, *(m.end() for m in re.finditer("\n", text)), len(text)]
    for body in safe_bodies(text):
        first, last = starts[body.first_line - 1], starts[body.last_line]
        for _ in range(2):
            yield Input(seed, mutations.truncate_in(text, first, last, chance), "typing")


def make_losing(whole, most, chance):
    """Of sources that compile: their errors are those of the change."""
    losing = []
    for i in whole:
        if not i.errors and safe_bodies(i.text):
            losing += [Input(i.seed, mutant, "losing") for mutant in mutations.lose_waits(i.text, chance)]
            losing += make_truncated_in_ok(i.seed, i.text, chance)
    return chance.sample(losing, min(len(losing), most))


def make_general(seeds, count, chance):
    names = sorted(seeds)
    return [Input(seed, mutations.mutate(seeds[seed], chance), "mutant") for seed in chance.choices(names, k=count)]


def warned_ok_functions(i, whole):
    """The safe functions of a source that have a warning which they do not
    have in the whole source."""
    known = DETACHED_BEFORE_THE_END | {body.name for body in safe_bodies(whole.text) for line, _ in whole.warnings if body.holds(line)}
    for body in safe_bodies(i.text):
        found = [(line, text) for line, text in i.warnings if body.holds(line)]
        if found and body.name not in known:
            yield body.name, found[0]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root")
    parser.add_argument("tidy")
    parser.add_argument("--inputs", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--keep")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    seeds = read_seeds(options.root)

    whole = [Input(seed, text, "whole") for seed, text in seeds.items()]
    with tempfile.TemporaryDirectory() as scratch:
        tidy = Tidy(options, options.keep or scratch)
        os.makedirs(tidy.folder, exist_ok=True)
        tidy.run(whole, "core")
        losing = make_losing(whole, options.inputs // 2, chance)
        general = make_general(seeds, options.inputs - len(losing), chance)
        tidy.run(losing, "core")
        tidy.run(general, "strict")

    complaints = tidy.complaints
    of_seed = {i.seed: i for i in whole}
    for i in losing:
        if i.errors:
            complaints += [f"{describe(i)}: finding from absence in '{name}', line {line}: {text}"
                           for name, (line, text) in warned_ok_functions(i, of_seed[i.seed])]
    print("\n".join(complaints[:200]))
    print(f"{len(losing) + len(general)} inputs: {sum(bool(i.errors) for i in losing)} do not compile for a lost wait, "
          f"{sum(bool(i.errors) for i in general)} for another reason; {len(complaints)} complaints")
    print(f"{sum(not i.errors for i in whole)} of {len(whole)} seeds compile with the small headers")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
