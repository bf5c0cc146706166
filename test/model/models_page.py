"""The example of docs/models.md works as the page says.

usage: models_page.py ROOT FEARLESS_TIDY

With the page's model file the lines marked `// flagged` are flagged and no
other; without it none is. Each slip makes one of the errors that it lists. Each
key that the sources read is on the page.
"""

import glob
import json
import os
import re
import subprocess
import sys
import tempfile

# One slip for each line of the page's list of errors, in its order.
SLIPS = [
    ("callable:", "callabel:"),
    ("[wait]", "wait"),
    ("end: leak", "end: leave"),
    ('"my::waitFor"', '"my::Event::wait"'),
    ('    src: "my/slice.h"\n', ""),
]


def read_blocks(page):
    with open(page, encoding="utf-8") as stream:
        found = re.findall(r"^```([^\n]+)\n(.*?)^```$", stream.read(), re.MULTILINE | re.DOTALL)
    return dict(found)


def read_keys(root):
    """The keys that rows may have, from the sources of the reader."""
    keys = set()
    for source in glob.glob(os.path.join(root, "checks/model/*.cpp")):
        with open(source, encoding="utf-8") as stream:
            keys |= set(re.findall(r'(?:Key(?:<\w+>)?[({](?:Reader,)?|return \{)\s*"(\w+)",', stream.read()))
    return keys


def run(tidy, folder, models):
    options = {"CheckOptions": {"Models": models}} if models else {}
    config = json.dumps({"Checks": "-*,fearless-*", **options})
    command = [tidy, "--quiet", f"--config={config}", "use.cpp", "--", "-std=c++20"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True).stdout


def flagged_lines(output):
    return [int(line) for line in re.findall(r"use\.cpp:(\d+):\d+: (?:warning|error):", output)]


def main(root, tidy):
    blocks = read_blocks(os.path.join(root, "docs/models.md"))
    code = blocks["cpp header"] + "\n" + blocks["cpp use"]
    model = blocks["yaml my.yaml"]
    expected = [n for n, line in enumerate(code.splitlines(), 1) if line.endswith("// flagged")]
    problems = []
    with open(os.path.join(root, "docs/models.md"), encoding="utf-8") as stream:
        words = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]+)`", stream.read()))))
    keys = read_keys(root)
    if not {"callable", "unit", "lock"} <= keys:
        problems.append(f"only these keys were found in the sources: {sorted(keys)}")
    problems += [f"no word of the key `{key}`" for key in sorted(keys - words)]
    with tempfile.TemporaryDirectory() as folder:

        def write(name, text):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as stream:
                stream.write(text)

        write("use.cpp", code)
        write("my.yaml", model)
        output = run(tidy, folder, "my.yaml")
        if not expected or sorted(set(flagged_lines(output))) != expected:
            problems.append(f"expected findings in lines {expected} of the example:\n{output}")
        output = run(tidy, folder, None)
        if flagged_lines(output):
            problems.append(f"expected no finding without the model file:\n{output}")

        errors = blocks["text errors"].splitlines()
        if len(errors) != len(SLIPS):
            problems.append(f"{len(errors)} errors in the page, {len(SLIPS)} slips in this script")
        for (right, wrong), error in zip(SLIPS, errors):
            write("my.yaml", model.replace(right, wrong, 1))
            output = run(tidy, folder, "my.yaml")
            if f"error: {error} [clang-tidy-config]" not in output.splitlines():
                problems.append(f"'{wrong}' for '{right}': expected {error}\n{output}")
    for problem in problems:
        print(f"docs/models.md: {problem}")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main(*sys.argv[1:])
