"""Runs a test of the library under ThreadSanitizer, and under AddressSanitizer
with UndefinedBehaviorSanitizer.

usage: run_sanitized.py ROOT CLANGXX SOURCE

It has to end with status 0 and without a word.
"""

import os
import subprocess
import sys
import tempfile

import sanitized

UNDEFINED = ["-fsanitize=undefined", "-fno-sanitize-recover=all"]


def main(root, clangxx, source):
    flags = ["-O1", "-I", os.path.join(root, "runtime/include"), "-I", os.path.join(root, "test/support")]
    with tempfile.TemporaryDirectory() as folder:
        sanitizers = [sanitized.THREAD, sanitized.ADDRESS + UNDEFINED]
        try:
            for sanitizer in sanitized.which_run_here(clangxx, sanitizers, folder):
                program = sanitized.build(clangxx, source, flags + sanitizer, folder)
                sanitized.run_clean(program, sanitizer[0])
        except (sanitized.Problem, subprocess.TimeoutExpired) as problem:
            sys.exit(f"{source}: {problem}")


if __name__ == "__main__":
    main(*sys.argv[1:])
