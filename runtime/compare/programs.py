"""Programs of one source file: built, with a sanitizer or without, and run.

A run has a limit in time, and a watchdog (watchdog.cpp) ends programs in which
no thread goes on, with the stacks of all: nothing here waits for a deadlock.
"""

import os
import re
import subprocess
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
INCLUDE = os.path.join(os.path.dirname(HERE), "include")

ADDRESS = ["-fsanitize=address", "-fsanitize-address-use-after-scope"]
THREAD = ["-fsanitize=thread"]
PLAIN = ["-O1"]

HEADERS = [
    "algorithm", "atomic", "chrono", "condition_variable", "coroutine", "cstdio", "deque", "functional",
    "future", "map", "memory", "mutex", "optional", "random", "ranges", "shared_mutex", "sstream", "string",
    "thread", "vector",
]

SECONDS_TO_RUN = 120
SECONDS_TO_BUILD = 300
DEADLOCK_STATUS = 66


class Problem(Exception):
    pass


class Run:
    """What a program did."""

    def __init__(self, status, output, errors, seconds):
        self.status, self.output, self.errors, self.seconds = status, output, errors, seconds

    def is_clean(self):
        return self.status == 0 and not self.errors

    def evidence(self):
        """What went wrong, each as a (tool, kind): ("ThreadSanitizer", "data race")."""
        found = [("AddressSanitizer", kind)
                 for kind in re.findall(r"ERROR: AddressSanitizer: ([\w-]+)", self.errors)]
        found += [("ThreadSanitizer", re.sub(r" \(potential deadlock\)$", "", kind))
                  for kind in re.findall(r"WARNING: ThreadSanitizer: (.+?) \(pid=", self.errors)]
        if self.status == DEADLOCK_STATUS and "watchdog: deadlock" in self.errors:
            found.append(("watchdog", "deadlock"))
        if self.status == -6 and not found:
            found.append(("exit", "SIGABRT"))
        if self.status is None:
            found.append(("watchdog", "still running"))
        return list(dict.fromkeys(found))


class Builder:
    """Builds programs in a folder of its own, with one compiler."""

    def __init__(self, clangxx, folder, extra=()):
        self.clangxx, self.folder, self.extra = clangxx, folder, list(extra)
        self.made = {}
        self.making = threading.Lock()

    def build(self, source, flags, watched=False):
        """Path of the program, or a Problem."""
        program = tempfile.mktemp(dir=self.folder)
        language = ["-x", "c", "-std=c17"] if source.endswith(".c") else ["-std=c++20"]
        command = [self.clangxx, *language, "-Wall", "-Wextra", "-Werror", "-g", "-O0", "-pthread", "-I", INCLUDE]
        command += [*self.extra, *flags]
        if source.endswith(".cpp"):
            command += ["-include-pch", self.precompiled_headers(command)]
        command.append(source)
        if watched:
            command += ["-x", "none", self.watchdog(flags)]
        self.execute(command + ["-o", program])
        return program

    def watchdog(self, flags):
        """The object file of the watchdog, to be linked to programs built so."""
        command = [self.clangxx, "-std=c++20", "-g", "-O1", "-pthread", *flags, "-c"]
        return self.make_once(command + [os.path.join(HERE, "watchdog.cpp")], ".o")

    def precompiled_headers(self, command):
        """Those of the standard library take longer to read than the programs."""
        header = os.path.join(self.folder, "standard.h")
        with self.making:
            if not os.path.exists(header):
                with open(header, "w", encoding="utf-8") as stream:
                    stream.writelines(f"#include <{name}>\n" for name in HEADERS)
        return self.make_once([*command, "-x", "c++-header", header], ".pch")

    def make_once(self, command, ending):
        """The file that the command makes, for all who need the same."""
        key = " ".join(command)
        with self.making:
            if key not in self.made:
                made = os.path.join(self.folder, f"made{len(self.made)}{ending}")
                self.execute([*command, "-o", made])
                self.made[key] = made
            return self.made[key]

    def execute(self, command):
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS_TO_BUILD)
        if done.returncode != 0:
            raise Problem(f"does not build: {done.stderr}")

    def run(self, program, *args, seconds=SECONDS_TO_RUN):
        symbolizer = os.path.join(os.path.dirname(os.path.realpath(self.clangxx)), "llvm-symbolizer")
        symbolizer = f":external_symbolizer_path={symbolizer}" if os.path.exists(symbolizer) else ""
        environment = dict(
            os.environ,
            ASAN_OPTIONS="detect_stack_use_after_return=1" + symbolizer,
            TSAN_OPTIONS="halt_on_error=1:detect_deadlocks=1" + symbolizer,
        )
        begin = time.monotonic()
        try:
            done = subprocess.run(
                [program, *args], capture_output=True, text=True, errors="replace",
                timeout=seconds, env=environment, stdin=subprocess.DEVNULL)
        except subprocess.TimeoutExpired as late:
            texts = [(t or b"").decode(errors="replace") for t in (late.stdout, late.stderr)]
            return Run(None, *texts, seconds)
        return Run(done.returncode, done.stdout, done.stderr, time.monotonic() - begin)

    def run_clean(self, program, what, *args):
        """What the program prints; a Problem if it fails or is reported."""
        done = self.run(program, *args)
        if not done.is_clean():
            raise Problem(f"{what}: exit status {done.status}\n{done.errors}")
        return done.output

    def which_run_here(self, sanitizers):
        """Some containers do not give the address space that sanitizers need."""
        source = os.path.join(self.folder, "empty.cpp")
        with open(source, "w", encoding="utf-8") as stream:
            stream.write("int main() {}\n")
        here = []
        for sanitizer in sanitizers:
            if self.run(self.build(source, sanitizer)).status == 0:
                here.append(sanitizer)
            else:
                print(f"note: programs built with {sanitizer[0]} do not run here; not tried")
        return here
