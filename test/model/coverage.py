"""Every fact of the list is in a model file, or the list says why not.

usage: coverage.py FACTS MODEL...

Prints how many are shipped, listed with a reason, and missing.
"""

import re
import sys

NAME = re.compile(r'"([A-Za-z_][\w:]*)(?:<[^"]*>)?"')


def shipped_names(models):
    """The last components of all names in rows."""
    names = set()
    for model in models:
        with open(model, encoding="utf-8") as stream:
            names |= {name.rsplit("::", 1)[-1] for name in NAME.findall(stream.read())}
    return names


def main(facts, *models):
    known = shipped_names(models)
    shipped, listed, missing = 0, 0, []
    with open(facts, encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            if line.startswith("#"):
                continue
            _, names, reason = (part.strip() for part in line.split(";", 2))
            if any(name in known for name in names.split()):
                shipped += 1
            elif reason:
                listed += 1
            else:
                missing.append(f"{facts}:{number}: no model file has one of '{names}', and no reason is given")
    print(f"facts: {shipped} shipped, {listed} listed, {len(missing)} missing")
    print("\n".join(missing))
    return bool(missing)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
