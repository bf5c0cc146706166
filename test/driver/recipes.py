"""Runs the recipes of the guides in a small project of CMake.

usage: recipes.py ROOT FOLDER                      (fearless is in PATH)

A block that starts with ```sh recipe is run as it is.
"""

import os
import re
import shutil
import subprocess
import sys

BUG = "std::thread([&{0}] {{ ++{0}; }}).detach();"
SOURCE = "#include <thread>\nvoid f(int Old) {{ {0} }}\nint main() {{ {1} }}\n"
CMAKE = """cmake_minimum_required(VERSION 3.16)
project(sample CXX)
set(CMAKE_CXX_STANDARD 20)
add_executable(sample main.cpp)
"""


def run(command, folder, expected=0):
    env = dict(os.environ, GIT_CONFIG_COUNT="2")
    for i, key in enumerate(("user.name", "user.email")):
        env[f"GIT_CONFIG_KEY_{i}"], env[f"GIT_CONFIG_VALUE_{i}"] = key, "n"
    done = subprocess.run(["sh", "-ec", command], cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == expected, (command, done.returncode, done.stdout, done.stderr)
    return done.stdout + done.stderr


def write_source(folder, main=""):
    with open(os.path.join(folder, "main.cpp"), "w") as stream:
        stream.write(SOURCE.format(BUG.format("Old"), main))


def new_project(folder):
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    with open(os.path.join(folder, "CMakeLists.txt"), "w") as stream:
        stream.write(CMAKE)
    write_source(folder)
    run("git init -q . && git add . && git commit -qm first", folder)


def blocks(root, page):
    """(info, text) of the page's fenced blocks."""
    with open(os.path.join(root, "docs", page), encoding="utf-8") as stream:
        return re.findall(r"^```([^\n]+)\n(.*?)^```$", stream.read(), re.MULTILINE | re.DOTALL)


def recipes(root, page):
    return [text for info, text in blocks(root, page) if info == "sh recipe"]


def try_gates(root, folder):
    write, against, since = recipes(root, "pull-requests.md")
    new_project(folder)
    run("cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON", folder)
    run("git update-ref refs/remotes/origin/main HEAD", folder)
    run(write, folder)
    for gate in against, since:
        run(gate, folder)
    write_source(folder, "int New = 0; " + BUG.format("New"))
    for gate in against, since:
        assert "1 new finding" in run(gate, folder, expected=1), gate


def try_clang_tidy(root, folder):
    new_project(folder)
    run("cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON", folder)
    alone, many, each, apart = recipes(root, "ci.md")
    assert "outlive 'Old'" in run(alone, folder, expected=1)
    if shutil.which(many.split()[0]):
        assert "outlive 'Old'" in run(many, folder)
        collect, link = apart.strip().split("\n")
        run(collect, folder)
        assert "outlive 'Old'" in run(link, folder, expected=1)
    configure, build = each.strip().split("\n")
    run(configure, folder)
    assert "outlive 'Old'" in run(build, folder, expected=2 if shutil.which("make") else 1)


def main(root, folder):
    try_gates(root, folder)
    try_clang_tidy(root, folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
