#!/usr/bin/env python3
"""Writes every place that a new check needs: ./dev new-check ID "SENTENCE"

The id reads after "allow" and names the bad pattern: double-lock. The sentence
stands in the table of checks, the docs and the change log: "finds ...".
"""

import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

RULE = """\
{banner}
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// fearless-{id}: {sentence}.
//
// Not seen: TODO.
//
//===----------------------------------------------------------------------===//

#include "rules/Rule.h"

namespace fearless {{

std::vector<Finding> {function}(const Program &P) {{
  std::vector<Finding> Findings;
  // TODO: look at P, add a Finding a problem.
  (void)P;
  return Findings;
}}

}} // namespace fearless
"""

PAGE = """\
# fearless-{id}

{Sentence}.

## What it finds

TODO: what is reported in core (definite), what in strict (possible too).

## Why it matters

TODO: what goes wrong at run time, and why tests miss it.

## Example

```cpp flagged
#include <thread>

// TODO: the smallest program that goes wrong. Run by the tests: until the check
// is written, this block makes docs-examples.test fail.
void start() {{ std::thread([] {{}}).join(); }}
```

## Instead

```cpp ok
#include <thread>

// TODO: the same program, fixed.
void start() {{ std::thread([] {{}}).join(); }}
```

## What it does not see

TODO: one line a limit, each with its test in
`test/checks/fearless-{id}/limits.cpp`.

## Options

- `Profile`: `core` reports what is definite, `strict` what is possible too.
- `Models`: YAML files with further model rows; see [models](../models.md).
- `UnitFiles`: a folder for what units tell the [whole program](../whole-program.md).
"""

FLAGGED = """\
// RUN: %check %s
//
// What fearless-{id} finds: one shape a function, the smallest
// code that shows it. Its twin in ok.cpp is the tempting one.

#include <thread>

void shape_bad() {{
  std::thread([] {{}}).join(); // expect: TODO: the message
}}
"""

OK = """\
// RUN: %check %s
//
// What fearless-{id} leaves alone: the twins of flagged.cpp.

#include <thread>

void shape_ok() {{ std::thread([] {{}}).join(); }}
"""

LIMITS = """\
// RUN: %check %s
//
// What fearless-{id} gets wrong, kept until it gets it right:
// FP_ functions are flagged and should not be, FN_ ones should be and are not.
"""

SAMPLES = """\
# Samples of fearless-{id}

{Sentence}.

One folder a topic: `flagged.cpp`, `fixed.cpp` and a `README.md` that compares
them. TODO: write the first; samples.test fails until then.
"""


def fail(message):
    sys.exit(f"dev: {message}")


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as stream:
        return stream.read()


def write(path, text):
    full = os.path.join(ROOT, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "w", encoding="utf-8") as stream:
        stream.write(text)
    print(f"  {path}")


def insert_sorted(path, pattern, line):
    """Puts a line among those that match, which are in order; the pattern's
    group is the key to order by."""
    lines = read(path).split("\n")
    matches = {i: m[1] for i, text in enumerate(lines) if (m := re.match(pattern, text))}
    if not matches:
        fail(f"{path}: no line like {pattern!r} to stand beside")
    key = re.match(pattern, line)[1]
    behind = [i for i, other in matches.items() if other > key]
    at = behind[0] if behind else max(matches) + 1
    write(path, "\n".join(lines[:at] + [line] + lines[at:]))


def add_table_row(words):
    """A row of Checks.def takes two lines, so it goes before a whole row."""
    path = "checks/finding/Checks.def"
    text = read(path)
    row = 'FEARLESS_CHECK("{id}", {function}, Warning,\n               "{sentence}")\n'.format(**words)
    rows = list(re.finditer(r'^FEARLESS_CHECK\("([^"]+)",.*?"\)\n', text, re.MULTILINE | re.DOTALL))
    behind = [m.start() for m in rows if m[1] > words["id"]]
    at = behind[0] if behind else rows[-1].end()
    write(path, text[:at] + row + text[at:])


def add_source(file_name):
    path = "checks/CMakeLists.txt"
    text = read(path)
    room = re.search(r"(fearless_room\(Rules [^)]*?SOURCES\n)([^)]*)\)", text)
    sources = sorted(room[2].split() + [f"rules/{file_name}"])
    listed = "\n".join("  " + s for s in sources)
    write(path, text[: room.start()] + room[1] + listed + ")" + text[room.end() :])


def add_change(words):
    path = "CHANGELOG.md"
    heading = "## [Unreleased]\n\n### Added\n\n"
    text = read(path)
    if heading not in text:
        fail(f"{path}: no {heading.split()!r}")
    write(path, text.replace(heading, heading + "- Check `fearless-{id}`: {sentence}.\n".format(**words), 1))


def check_arguments(arguments):
    if len(arguments) != 2:
        fail('usage: ./dev new-check ID "SENTENCE"')
    id, sentence = arguments
    if id.startswith("fearless-"):
        fail(f"leave out 'fearless-': {id[len('fearless-'):]}")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", id):
        fail(f"'{id}' is no check id: lower-case words joined by '-', such as double-lock")
    if f'"{id}"' in read("checks/finding/Checks.def"):
        fail(f"there is a check '{id}' already")
    if not re.fullmatch(r'finds [^"\\\n]*[^"\\\n.]', sentence):
        fail("the sentence starts with 'finds' and ends without a period, such as 'finds locks taken twice'")
    return id, sentence


def make_words(id, sentence):
    camel = "".join(word.capitalize() for word in id.split("-"))
    head = f"//===- {camel}.cpp - {id.replace('-', ' ').capitalize()} "
    return {
        "id": id,
        "sentence": sentence,
        "Sentence": sentence[0].upper() + sentence[1:],
        "file": f"{camel}.cpp",
        "function": f"find{camel}",
        "banner": head + "-" * (80 - len(head) - len("===//")) + "===//",
    }


def main():
    words = make_words(*check_arguments(sys.argv[1:]))
    whole_id = "fearless-" + words["id"]
    print(f"writing {whole_id}:")
    add_table_row(words)
    write("checks/rules/" + words["file"], RULE.format(**words))
    add_source(words["file"])
    write(f"docs/checks/{whole_id}.md", PAGE.format(**words))
    for name, text in ("flagged", FLAGGED), ("ok", OK), ("limits", LIMITS):
        write(f"test/checks/{whole_id}/{name}.cpp", text.format(**words))
    write(f"runtime/samples/{whole_id}/README.md", SAMPLES.format(**words))
    for page, folder in ("README.md", "docs/checks"), ("docs/README.md", "checks"):
        insert_sorted(page, r"\| \[`(fearless-[\w-]+)`\]", f"| [`{whole_id}`]({folder}/{whole_id}.md) | {words['sentence']} |")
    add_change(words)
    print(f"next: write test/checks/{whole_id}/flagged.cpp. It fails, as do the page's example and the\n"
          f"samples, until {words['function']} in checks/rules/{words['file']} finds what they show.")


if __name__ == "__main__":
    main()
