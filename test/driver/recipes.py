"""Runs the recipes of the guides in a small project of CMake.

usage: recipes.py ROOT FOLDER                      (fearless is in PATH)

A block that starts with ```sh recipe is run as it is, and what one with ```cmake
recipe has is added to the project, before its targets.
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


FORWARD = """#include <mutex>
extern std::mutex A, B;
void forward() {
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B);
}
"""
BACKWARD = FORWARD.replace("forward", "backward").replace("L(A)", "L(B)").replace("K(B)", "K(A)")


def run(command, folder, expected=0):
    env = dict(os.environ, GIT_CONFIG_COUNT="2")
    for i, key in enumerate(("user.name", "user.email")):
        env[f"GIT_CONFIG_KEY_{i}"], env[f"GIT_CONFIG_VALUE_{i}"] = key, "n"
    done = subprocess.run(["sh", "-ec", command], cwd=folder, env=env, capture_output=True, text=True)
    assert done.returncode == expected, (command, done.returncode, done.stdout, done.stderr)
    return done.stdout + done.stderr


def write(folder, name, text):
    os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
    with open(os.path.join(folder, name), "w") as stream:
        stream.write(text)


def write_source(folder, main=""):
    write(folder, "main.cpp", SOURCE.format(BUG.format("Old"), main))


def new_project(folder, **sources):
    """Of the files of that names and texts; else of one with a finding."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    names = [name.replace("__", "/") + ".cpp" for name in sources]
    write(folder, "CMakeLists.txt", CMAKE.replace("main.cpp", " ".join(names) or "main.cpp"))
    for name, text in zip(names, sources.values()):
        write(folder, name, text)
    if not sources:
        write_source(folder)
    run("git init -q . && git add . && git commit -qm first", folder)


def blocks(root, page):
    """(info, text) of the page's fenced blocks."""
    with open(os.path.join(root, "docs", page), encoding="utf-8") as stream:
        return re.findall(r"^```([^\n]+)\n(.*?)^```$", stream.read(), re.MULTILINE | re.DOTALL)


def recipes(root, page, language="sh"):
    return [text for info, text in blocks(root, page) if info == language + " recipe"]


def configure(folder):
    run("cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON", folder)


def try_gates(root, folder):
    keep, against, since, _ = recipes(root, "pull-requests.md")
    new_project(folder)
    configure(folder)
    run("git update-ref refs/remotes/origin/main HEAD", folder)
    run(keep, folder)
    for gate in against, since:
        run(gate, folder)
    write_source(folder, "int New = 0; " + BUG.format("New"))
    for gate in against, since:
        assert "1 new finding" in run(gate, folder, expected=1), gate


def try_order(root, folder):
    order = recipes(root, "pull-requests.md")[3]
    new_project(folder, main=FORWARD)
    configure(folder)
    run(order, folder)
    write(folder, "main.cpp", BACKWARD)
    assert "contrary to the order file" in run(order.strip().split("\n")[-1], folder, expected=1)


def try_whole_program(root, folder):
    whole, pieces = recipes(root, "whole-program.md")
    new_project(folder, src__net__in=FORWARD, src__disk__out=BACKWARD)
    configure(folder)
    assert "opposite orders" in run(whole, folder, expected=1)
    assert "opposite orders" in run(pieces, folder, expected=1)


def try_models(root, folder):
    page = dict(blocks(root, "models.md"))
    new_project(folder, main=page["cpp header"] + page["cpp use"])
    configure(folder)
    write(folder, "my.yaml", page["yaml my.yaml"])
    (check,) = recipes(root, "models.md")
    assert "2 findings" in run(check, folder, expected=1)


def try_target(root, folder):
    (target,) = recipes(root, "ci.md", "cmake")
    new_project(folder)
    write(folder, "CMakeLists.txt", CMAKE.replace("add_executable", target + "add_executable"))
    run("cmake -B build", folder)
    made = run("cmake --build build --target fearless", folder, expected=2 if shutil.which("make") else 1)
    assert "outlive 'Old'" in made, made


def try_clang_tidy(root, folder):
    new_project(folder)
    configure(folder)
    alone, many, each, apart = recipes(root, "ci.md")
    assert "outlive 'Old'" in run(alone, folder, expected=1)
    if shutil.which(many.split()[0]):
        assert "outlive 'Old'" in run(many, folder)
        collect, link = apart.strip().split("\n")
        run(collect, folder)
        assert "outlive 'Old'" in run(link, folder, expected=1)
    else:
        print(f"note: no {many.split()[0]} here: its recipes are not tried")
    prepare, build = each.strip().split("\n")
    run(prepare, folder)
    assert "outlive 'Old'" in run(build, folder, expected=2 if shutil.which("make") else 1)


def main(root, folder):
    try_gates(root, folder)
    try_order(root, folder)
    try_whole_program(root, folder)
    try_models(root, folder)
    try_target(root, folder)
    try_clang_tidy(root, folder)


if __name__ == "__main__":
    main(*sys.argv[1:])
