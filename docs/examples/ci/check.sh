#!/bin/sh
# Fails if the sources have a finding that is not in the baseline.
set -e
cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON
fearless check -p build --baseline fearless-baseline.json --report sarif=fearless.sarif
