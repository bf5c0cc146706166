"""Programs that are built with a sanitizer and run, for the tests of samples
and of the library."""

import os
import subprocess
import tempfile

ADDRESS = ["-fsanitize=address", "-fsanitize-address-use-after-scope"]
THREAD = ["-fsanitize=thread"]
SECONDS_TO_RUN = 120
SECONDS_TO_BUILD = 300

ENVIRONMENT = dict(
    os.environ, ASAN_OPTIONS="detect_stack_use_after_return=1", TSAN_OPTIONS="halt_on_error=1"
)


class Problem(Exception):
    pass


def build(clangxx, source, flags, folder):
    """Path of the program, or a Problem."""
    program = tempfile.mktemp(dir=folder)
    language = ["-x", "c", "-std=c17"] if source.endswith(".c") else ["-std=c++20"]
    command = [clangxx, *language, "-Wall", "-Wextra", "-Werror", "-g", "-O0", "-pthread"]
    command += [*flags, source, "-o", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS_TO_BUILD)
    if done.returncode != 0:
        raise Problem(f"does not build: {done.stderr}")
    return program


def run(program, *args):
    return subprocess.run(
        [program, *args], capture_output=True, text=True, errors="replace",
        timeout=SECONDS_TO_RUN, env=ENVIRONMENT, stdin=subprocess.DEVNULL,
    )


def run_clean(program, what, *args):
    """What the program prints; a Problem if it fails or is reported."""
    done = run(program, *args)
    if done.returncode != 0 or done.stderr:
        raise Problem(f"{what}: exit status {done.returncode}\n{done.stderr}")
    return done.stdout


def which_run_here(clangxx, sanitizers, folder):
    """Some containers do not give the address space that sanitizers need."""
    source = os.path.join(folder, "empty.cpp")
    with open(source, "w", encoding="utf-8") as stream:
        stream.write("int main() {}\n")
    here = []
    for sanitizer in sanitizers:
        if run(build(clangxx, source, sanitizer, folder)).returncode == 0:
            here.append(sanitizer)
        else:
            print(f"note: programs built with {sanitizer[0]} do not run here; not tried")
    return here
