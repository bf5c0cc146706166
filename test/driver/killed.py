"""Kills a check in the middle, alone and with all its children, and runs it again.

usage: killed.py FEARLESS FAKE_TIDY FOLDER
"""

import json
import os
import signal
import subprocess
import sys
import time

UNITS = 24


def write_project(folder):
    units = []
    for i in range(UNITS):
        name = f"unit{i}.cpp"
        with open(os.path.join(folder, name), "w") as stream:
            stream.write("int BAD;\n" * (i % 3))
        units.append({"directory": folder, "file": name, "command": f"c++ -c {name}"})
    with open(os.path.join(folder, "compile_commands.json"), "w") as stream:
        json.dump(units, stream)


class Project:
    def __init__(self, fearless, tidy, folder):
        self.command = [fearless, "check", f"--tidy={tidy}", "-j", "2"]
        self.folder = os.path.abspath(folder)
        self.log = os.path.join(self.folder, "log.txt")
        self.env = dict(os.environ, FAKE_TIDY_LOG=self.log, FAKE_TIDY_DELAY="0.1")
        write_project(self.folder)

    def runs(self):
        if not os.path.exists(self.log):
            return []
        with open(self.log) as stream:
            return stream.read().split()

    def check(self, *options):
        run = subprocess.run(
            self.command + list(options), cwd=self.folder, env=self.env, capture_output=True, text=True
        )
        assert run.returncode == 1, run
        return run.stdout

    def start_and_kill(self, with_children):
        process = subprocess.Popen(
            self.command,
            cwd=self.folder,
            env=self.env,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while len(self.runs()) < UNITS // 3:
            assert process.poll() is None, "too fast to be killed"
            time.sleep(0.01)
        (os.killpg if with_children else os.kill)(process.pid, signal.SIGKILL)
        process.wait()


def main(fearless, tidy, folder):
    project = Project(fearless, tidy, folder)
    undisturbed = project.check("--work", "undisturbed")
    for with_children in True, False:
        os.remove(project.log)
        project.start_and_kill(with_children)
        # Children that are still there are waited for.
        assert project.check() == undisturbed
        runs = project.runs()
        assert set(runs) == {f"unit{i}.cpp" for i in range(UNITS)}, runs
        # A few were in flight: two, and two that ninja did not hear of.
        assert len(runs) <= UNITS + 4, runs
        assert project.check("--fresh") == undisturbed
        project.command += ["--header-filter", str(with_children)]


if __name__ == "__main__":
    main(*sys.argv[1:])
