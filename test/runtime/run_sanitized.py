"""Runs a test of the library under ThreadSanitizer, and under AddressSanitizer
with UndefinedBehaviorSanitizer.

usage: run_sanitized.py ROOT CLANGXX SOURCE

It has to end with status 0 and without a word.
"""

import os
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../runtime/compare"))
from programs import ADDRESS, THREAD, Builder, Problem

UNDEFINED = ["-fsanitize=undefined", "-fno-sanitize-recover=all"]


def main(root, clangxx, source):
    with tempfile.TemporaryDirectory() as folder:
        builder = Builder(clangxx, folder, ["-O1", "-I", os.path.join(root, "test/support")])
        try:
            for sanitizer in builder.which_run_here([THREAD, ADDRESS + UNDEFINED]):
                builder.run_clean(builder.build(source, sanitizer), sanitizer[0])
        except Problem as problem:
            sys.exit(f"{source}: {problem}")


if __name__ == "__main__":
    main(*sys.argv[1:])
