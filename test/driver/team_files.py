"""The files that teams copy or refer to do what docs/ci.md says of them.

usage: team_files.py ROOT FOLDER PLUGIN CLANG_TIDY
       (fearless and fearless-tidy are in PATH)

What needs a network or a service (GitHub's runner, a registry of images) is not
run; its text is held against what there is.
"""

import json
import os
import re
import shutil
import subprocess
import sys

import yaml

from recipes import BUG, new_project, run, write_source

ACTION = "driver/action/action.yml"
GITLAB = "docs/examples/ci/gitlab.yml"
HOOKS = ".pre-commit-hooks.yaml"
PRESETS = "docs/examples/ci/CMakePresets.json"
DOCKERFILE = "driver/package/Dockerfile"
PROFILES = "docs/examples/profiles"
WORKFLOW = "docs/examples/ci/github.yml"
PAGES = ("docs/ci.md", "docs/pull-requests.md")
# A finding that is definite, and one that is only possible.
TWO = """#include <thread>

void keep(std::thread t);
void both() {
  int n = 0, m = 0;
  std::thread([&n] { ++n; }).detach();
  std::thread t([&m] { ++m; });
  keep(std::move(t));
}
"""
INSTRUCTIONS = {"FROM", "COPY", "WORKDIR", "RUN", "CMD", "ENV", "ENTRYPOINT", "ARG", "USER", "LABEL"}


def read(root, path):
    with open(os.path.join(root, path), encoding="utf-8") as stream:
        return stream.read()


def output_of(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


# --- what every file uses is there -------------------------------------------


def options_in(text, call):
    """The options of each such call that the text shows."""
    for words in re.findall(rf"(?<![\w/-]){call}((?: [^\n`|;&>]*)?)", text):
        yield from re.findall(r"(?<!\S)-{1,2}[a-z][a-z-]*", words)


def options_exist(root):
    calls = {f"fearless {name}": output_of("fearless", "help", name)
             for name in re.findall(r"^  (\w+) ", output_of("fearless", "help"), re.MULTILINE)}
    calls["fearless-tidy"] = output_of("fearless-tidy", "--help")
    assert "fearless check" in calls, calls.keys()
    for path in (ACTION, GITLAB, HOOKS, DOCKERFILE, WORKFLOW, "driver/action/check.sh", *PAGES):
        for call, text in calls.items():
            for option in options_in(read(root, path), call):
                assert re.search(rf"^  {option}\b", text, re.MULTILINE), (path, call, option)


def links_are_there(root):
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#:]+)\)", read(root, page)):
            assert os.path.exists(os.path.join(root, os.path.dirname(page), target)), (page, target)


def action_is_whole(root):
    action = yaml.safe_load(read(root, ACTION))
    assert {"name", "description", "inputs", "runs"} <= action.keys()
    assert action["runs"]["using"] == "composite"
    declared, used = set(action["inputs"]), set(re.findall(r"inputs\.([\w-]+)", read(root, ACTION)))
    assert declared == used, declared ^ used
    for step in action["runs"]["steps"]:
        assert ("run" in step) != ("uses" in step), step
        if "run" in step:
            assert step["shell"] == "bash", step
            assert "${{" not in step["run"], "what comes from outside goes through the environment"
            script = re.search(r"\$GITHUB_ACTION_PATH/(\S+)", step["run"])[1]
            assert os.access(os.path.join(root, os.path.dirname(ACTION), script), os.X_OK), script
        else:
            assert re.fullmatch(r"[\w-]+(/[\w-]+)+@v\d+", step["uses"]), step
    inputs = {i for job in yaml.safe_load(read(root, WORKFLOW))["jobs"].values() for step in job["steps"]
              if step.get("uses", "").startswith("OWNER/fearless/driver/action@") for i in step["with"]}
    assert inputs and inputs <= declared, inputs


def dockerfile_is_sound(root):
    lines = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", read(root, DOCKERFILE), flags=re.MULTILINE)).splitlines()
    steps = [line.split(None, 1) for line in lines if line]
    assert {word for word, _ in steps} <= INSTRUCTIONS, steps
    assert steps[0][0] == "FROM"
    stages = set()
    for word, rest in steps:
        if word == "FROM":
            assert re.match(r"[\w./-]+:(?!latest)\S+", rest), f"an image without its version: {rest}"
            stages.update(re.findall(r" AS (\w+)", rest))
        elif word == "COPY" and (source := re.match(r"--from=(\w+) ", rest)):
            assert source[1] in stages, rest
        elif word == "COPY":
            assert os.path.exists(os.path.join(root, rest.split()[0])), rest
        elif word == "RUN" and "apt-get install" in rest:
            assert "apt-get update" in rest and "--no-install-recommends" in rest and "rm -rf" in rest, rest
        elif word == "CMD":
            json.loads(rest)


def profiles_are_right(root, folder, plugin, clang_tidy):
    assert sorted(os.listdir(os.path.join(root, PROFILES))) == ["core.clang-tidy", "strict.clang-tidy"]
    os.makedirs(folder, exist_ok=True)
    source = os.path.join(folder, "two.cpp")
    with open(source, "w", encoding="utf-8") as stream:
        stream.write(TWO)
    for profile, expected in ("core", 1), ("strict", 2):
        config = os.path.join(root, PROFILES, f"{profile}.clang-tidy")
        for program in ["fearless-tidy"], [clang_tidy, f"--load={plugin}"]:
            if len(program) > 1 and not os.path.exists(plugin):
                continue
            verified = subprocess.run([*program, "--verify-config", f"--config-file={config}"], capture_output=True, text=True)
            assert verified.returncode == 0 and "warning" not in verified.stdout + verified.stderr, verified
            found = subprocess.run([*program, "--quiet", f"--config-file={config}", source, "--", "-std=c++20"],
                                   capture_output=True, text=True)
            assert found.returncode == 1, found
            errors = re.findall(r"error: .*\[fearless-dangling-capture,-warnings-as-errors\]", found.stdout)
            assert len(errors) == expected, (profile, found)


# --- and fails for what is new -----------------------------------------------


def with_known_finding(folder):
    new_project(folder)
    run("cmake -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON && fearless baseline write -p build", folder)
    run("git add . ':!build' && git commit -qm baseline", folder)


def fails_for_new_only(folder, command):
    with_known_finding(folder)
    run(command, folder)
    write_source(folder, "int New = 0; " + BUG.format("New"))
    found = run(command, folder, expected=1)
    assert "outlive 'New'" in found and "outlive 'Old'" not in found, (command, found)


def quoted(variables):
    return "".join(f"export {name}='{value}'\n" for name, value in variables.items())


def action_gates(root, folder):
    action = yaml.safe_load(read(root, ACTION))
    [step] = [s for s in action["runs"]["steps"] if "check.sh" in s.get("run", "")]
    defaults = {name: row["default"] for name, row in action["inputs"].items()}
    environment = {name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: defaults[m[1]], value)
                   for name, value in step["env"].items()}
    environment["GITHUB_ACTION_PATH"] = os.path.join(root, os.path.dirname(ACTION))
    fails_for_new_only(folder, quoted(environment) + step["run"])
    assert os.path.exists(os.path.join(folder, defaults["sarif"]))
    for name, value, status in (("FAIL_ON", "never", 0), ("PROFILE", "strict", 1), ("SINCE", "HEAD", 1),
                                ("OPTIONS", "--quiet --fail-on never", 0)):
        run(quoted({**environment, f"FEARLESS_{name}": value}) + step["run"], folder, expected=status)
    shutil.rmtree(os.path.join(folder, "build"))
    run(quoted(environment) + step["run"], folder, expected=1)
    assert run(f"{environment['GITHUB_ACTION_PATH']}/install.sh key", folder) == "key=\n", "it is installed already"


def gitlab_gates(root, folder):
    template = yaml.safe_load(read(root, GITLAB))
    job = template["fearless"]
    assert job["artifacts"]["reports"]["codequality"] in job["script"][-1]
    fails_for_new_only(folder, quoted(template["variables"]) + "\n".join(job["script"]))


def hooks_gate(root, folder):
    hooks = {hook["id"]: hook for hook in yaml.safe_load(read(root, HOOKS))}
    assert set(hooks) == {"fearless", "fearless-tidy"}
    fails_for_new_only(folder, hooks["fearless"]["entry"])
    found = run(hooks["fearless-tidy"]["entry"] + " -p build main.cpp", folder, expected=1)
    assert "outlive 'New'" in found and "outlive 'Old'" in found, found
    shown = yaml.safe_load(read(root, "docs/examples/ci/pre-commit-config.yaml"))
    assert all(hook["id"] in hooks for repo in shown["repos"] for hook in repo["hooks"])
    if shutil.which("pre-commit"):
        run(f"pre-commit validate-manifest {root}/{HOOKS}", folder)
        run(f"pre-commit validate-config {root}/docs/examples/ci/pre-commit-config.yaml", folder)


def preset_checks(root, folder):
    with_known_finding(folder)
    shutil.copy(os.path.join(root, PRESETS), folder)
    run("cmake --preset fearless", folder)
    assert "outlive 'Old'" in run("cmake --build --preset fearless", folder)
    assert "outlive 'Old'" in run("fearless check -p build/fearless", folder, expected=1)


def main(root, folder, plugin, clang_tidy):
    options_exist(root)
    links_are_there(root)
    action_is_whole(root)
    dockerfile_is_sound(root)
    profiles_are_right(root, folder + ".profiles", plugin, clang_tidy)
    for gate in action_gates, gitlab_gates, hooks_gate, preset_checks:
        gate(root, folder)
    print("files as their page says")


if __name__ == "__main__":
    main(*sys.argv[1:])
