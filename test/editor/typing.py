"""Types programs into an editor, piece by piece, and breaks them in passing.

usage: typing.py CLANGD ROOT FOLDER [--inputs N] [--random-seed N]

The programs are the fixed samples: none of them has a finding when whole, so
none may have one while it is typed, because what is missing from code that is
not finished is no evidence. The server may neither crash nor hang.
"""

import argparse
import glob
import os
import random
import sys

parser = argparse.ArgumentParser()
parser.add_argument("clangd")
parser.add_argument("root")
parser.add_argument("folder")
parser.add_argument("--inputs", type=int, default=600)
parser.add_argument("--random-seed", type=int, default=22)
options = parser.parse_args()
sys.path.insert(0, os.path.join(options.root, "test", "support"))
from lsp import Hang, ServerDied, Session, findings  # noqa: E402

INPUTS_PER_VISIT = 25


def start_of_code(text):
    """Behind the last #include, so that the preamble is built once."""
    last = text.rfind("#include")
    return text.index("\n", last) + 1 if last >= 0 else 0


def unfinished(text, choose):
    """The text as it might be while somebody types it."""
    begin = start_of_code(text)
    cut = choose.randrange(begin, len(text))
    kind = choose.choice(["prefix", "hole", "word gone"])
    if kind == "prefix":
        return text[:cut]
    if kind == "hole":
        return text[:cut] + text[min(len(text), cut + choose.randrange(1, 40)) :]
    end = cut
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return text[:cut] + text[end:]


def main():
    choose = random.Random(options.random_seed)
    samples = sorted(glob.glob(os.path.join(options.root, "runtime/samples/*/*/fixed*.cpp")))
    assert samples, "no samples found"
    choose.shuffle(samples)
    with open(os.path.join(options.folder, ".clang-tidy"), "w", encoding="utf-8") as stream:
        stream.write("Checks: '-*,fearless-*'\n")
    with open(os.path.join(options.folder, "compile_flags.txt"), "w", encoding="utf-8") as stream:
        stream.write(f"-std=c++20\n-I{options.root}/runtime/include\n")
    typed, broken, wrong = 0, 0, []
    with Session([options.clangd, "--log=error", "--background-index=false"], options.folder) as session:
        while typed < options.inputs:
            sample = samples[typed // INPUTS_PER_VISIT % len(samples)]
            with open(sample, encoding="utf-8") as stream:
                whole = stream.read()
            path = os.path.join(options.folder, f"typed{typed}.cpp")
            text = whole
            assert not findings(session.open(path, text)), sample
            for _ in range(min(INPUTS_PER_VISIT, options.inputs - typed)):
                before = text
                while text == before:  # clangd says nothing about what it has seen
                    text = unfinished(whole, choose)
                try:
                    diagnostics = session.change(path, text)
                except (Hang, ServerDied) as problem:
                    keep = os.path.join(options.folder, "last.cpp")
                    with open(keep, "w", encoding="utf-8") as stream:
                        stream.write(text)
                    sys.exit(f"{problem}: {os.path.relpath(sample, options.root)}, kept as {keep}")
                typed += 1
                broken += any(d.get("severity") == 1 for d in diagnostics)
                # Code that still compiles without a part may have a bug by that.
                if any(d.get("severity") == 1 for d in diagnostics):
                    for d in findings(diagnostics):
                        wrong.append((sample, d, text))
            session.close(path)
    for sample, d, text in wrong:
        line = d["range"]["start"]["line"]
        print(f"{os.path.relpath(sample, options.root)}:{line + 1}: {d['message']} [{d['code']}] in:")
        print("\n".join("    " + line for line in text.splitlines()[max(0, line - 3) :]))
    assert broken > typed // 4, f"only {broken} of {typed} inputs did not compile"
    print(f"{typed} inputs, {broken} of them broken, {len(wrong)} findings from what was missing")
    sys.exit(1 if wrong else 0)


main()
