"""Examples in docs/checks/ and in docs/annotations.md do what the pages say.

usage: docs_examples.py ROOT FEARLESS_TIDY

A block that starts with ```cpp says what it is: `cpp flagged` is flagged by
the check of its page, in core, and by no other; `cpp ok` is clean in strict;
`cpp fragment` is not compiled. `cpp flagged CHECK` is flagged by that check; other
pages than those of checks write it so.
"""

import concurrent.futures
import os
import sys

from project import own_files, read_fences, read_text, report, run_checks_on_text


def check_flagged(tidy, fence, check):
    problems = []
    found = run_checks_on_text(tidy, fence.text, "core")
    if not any(f"[{check}]" in line for line in found):
        problems.append(f"is not flagged by {check}")
    problems += [f"unexpected: {line}" for line in found if f"[{check}]" not in line]
    return problems


def check_fence(tidy, fence, check):
    if fence.info.startswith("cpp flagged fearless-"):
        return check_flagged(tidy, fence, fence.info.split()[-1])
    if fence.info == "cpp flagged":
        return check_flagged(tidy, fence, check)
    if fence.info == "cpp ok":
        return [f"unexpected: {line}" for line in run_checks_on_text(tidy, fence.text, "strict")]
    if fence.info == "cpp fragment" or not fence.info.startswith("c"):
        return []
    return [f"'{fence.info}' is not 'cpp flagged', 'cpp ok' or 'cpp fragment'"]


def check_page(root, tidy, page):
    check = os.path.basename(page)[: -len(".md")]
    fences = read_fences(read_text(root, page))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = list(pool.map(lambda fence: check_fence(tidy, fence, check), fences))
    problems = [f"{page}:{fence.line}: {p}" for fence, ps in zip(fences, found) for p in ps]
    for needed in ("cpp flagged", "cpp ok"):
        if not any(fence.info.startswith(needed) for fence in fences):
            problems.append(f"{page}: no ```{needed} example")
    return problems


def main(root, tidy):
    pages = [p for p in own_files(root, [".md"]) if p.startswith("docs/checks/") or p == "docs/annotations.md"]
    report([problem for page in pages for problem in check_page(root, tidy, page)])


if __name__ == "__main__":
    main(*sys.argv[1:])
