"""Races that are flagged are races, and what is not flagged is none.

usage: run_races.py ROOT CLANGXX

Every function of test/checks/fearless-racy-capture/ that takes no argument runs
in a process of its own under ThreadSanitizer, and every member function of a
class: `..._bad` and `FN_...` are reported, `..._ok` and `FP_...` are not. Of a
class with a `start...` that is run, and then its `stop...` or `finish...`. What
stands behind a comment that begins with `Not seen by ThreadSanitizer` is
counted and not run.
"""

import concurrent.futures
import glob
import os
import re
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../../runtime/compare"))
from programs import THREAD, Builder, Problem

CLASS = re.compile(r"^(?:class|struct) (\w+)[^;]*\{$")
FUNCTION = re.compile(r"^(?:void|int) (\w+_(?:bad|ok)|F[PN]_\w+)\(\) \{")
METHOD = re.compile(r"^  (?:void|int) ((?:start|stop|finish)\w*|\w+_(?:bad|ok)|F[PN]_\w+)\(\) \{")
IN_ORDER = re.compile(r"start|stop|finish")
UNSEEN = "// Not seen by ThreadSanitizer"
# Holds what is reported in strict only, with functions that have no body.
NOT_RUN = ["possible.cpp"]
# Optimized code has fewer accesses, but ThreadSanitizer of clang 19 leaves out
# accesses to locals in code that is not.
LEVELS = [[], ["-O1"]]
TRIES = 5


class Scenario:
    def __init__(self, name, call, seen, races=None):
        self.name, self.call, self.seen = name, call, seen
        self.races = is_racy(name) if races is None else races


def is_racy(name):
    return name.endswith("_bad") or name.startswith("FN_")


def scenarios_of_class(name, methods, seen):
    """Its functions one by one, or what starts and then what stops it."""
    if not any(IN_ORDER.match(m) for m in methods) and not is_racy(name):
        return [Scenario(m, f"{name}().{m}()", seen) for m in methods]
    calls = "".join(f" It.{m}();" for m in methods if IN_ORDER.match(m))
    return [Scenario(name, f"{{ {name} It;{calls} }}", seen, any(map(is_racy, [name, *methods])))]


def scenarios_of(lines):
    found, around, methods, unseen = [], "", [], False
    for line in lines:
        if match := CLASS.match(line):
            around, methods = match[1], []
        elif line.startswith("}") and around:
            found += scenarios_of_class(around, methods, not unseen)
            around = ""
        elif around and (match := METHOD.match(line)):
            methods.append(match[1])
        if match := FUNCTION.match(line):
            found.append(Scenario(match[1], f"{match[1]}()", not unseen))
        if not around:
            unseen = (unseen and line.startswith("//")) or line.startswith(UNSEEN)
    return [scenario for scenario in found if scenario.call]


def program_of(source, scenarios, folder):
    """A program that runs the scenario whose number it is given."""
    path = os.path.join(folder, os.path.basename(source))
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(f'#include <cstdlib>\n#include "{source}"\n')
        stream.write("int main(int, char **Args) {\n  switch (std::atoi(Args[1])) {\n")
        for number, scenario in enumerate(scenarios):
            stream.write(f"  case {number}: {scenario.call}; break;\n")
        stream.write("  }\n}\n")
    return path


def check(builder, programs, source, number, scenario):
    """What is wrong with one scenario; None if nothing is."""
    where = f"{os.path.basename(source)}: {scenario.name}"
    for program in programs * TRIES if scenario.races else programs[:1]:
        run = builder.run(program, str(number), seconds=20)
        if ("ThreadSanitizer", "data race") in run.evidence():
            return None if scenario.races else f"{where}: races\n{run.errors}"
        if not scenario.races:
            return None if run.status == 0 else f"{where}: exit status {run.status}\n{run.errors}"
    return f"{where}: ThreadSanitizer reports no race in {TRIES} runs"


def main(root, clangxx):
    problems, count, unseen = [], 0, 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(2) as pool:
        builder = Builder(clangxx, folder, ["-Wno-everything"])
        if not builder.which_run_here([THREAD]):
            return
        for source in sorted(glob.glob(f"{root}/test/checks/fearless-racy-capture/*.cpp")):
            if os.path.basename(source) in NOT_RUN:
                continue
            with open(source, encoding="utf-8") as stream:
                scenarios = scenarios_of(stream.read().splitlines())
            seen = [(n, s) for n, s in enumerate(scenarios) if s.seen]
            count += len(seen)
            unseen += len(scenarios) - len(seen)
            if not seen:
                continue
            try:
                program = program_of(source, scenarios, folder)
                programs = [builder.build(program, THREAD + level) for level in LEVELS]
            except Problem as problem:
                sys.exit(f"{source}: {problem}")
            problems += pool.map(lambda one: check(builder, programs, source, *one), seen)
    problems = [problem for problem in problems if problem]
    print("\n".join(problems))
    print(f"{count} scenarios run, {unseen} left out, {len(problems)} not as they say")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main(*sys.argv[1:])
