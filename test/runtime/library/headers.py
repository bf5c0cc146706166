"""Each header of the library compiles alone with clang; all of them, and the
tests, compile with g++, where it is installed.

usage: headers.py ROOT CLANGXX
"""

import concurrent.futures
import glob
import os
import shutil
import subprocess
import sys


def compile_alone(compiler, root, source):
    command = [compiler, "-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Wshadow", "-Werror", "-fsyntax-only"]
    command += ["-I", os.path.join(root, "runtime/include"), "-I", os.path.join(root, "test/support")]
    done = subprocess.run(command + ["-x", "c++", source], capture_output=True, text=True)
    return "" if done.returncode == 0 else f"{compiler}: {source}\n{done.stderr}"


def main(root, clangxx):
    jobs = [(clangxx, root, h) for h in glob.glob(os.path.join(root, "runtime/include/fearless/*.h"))]
    if shutil.which("g++"):
        jobs += [("g++", root, t) for t in glob.glob(os.path.join(root, "test/runtime/library/*.cpp"))]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        problems = list(filter(None, pool.map(lambda job: compile_alone(*job), sorted(jobs))))
    print("\n".join(problems))
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
