"""What `fearless explain` does on a terminal, and that it does it only there.

usage: terminal.py FEARLESS PAGE
"""

import os
import pty
import re
import subprocess
import sys

FEARLESS, PAGE = sys.argv[1:]
ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
PAGER = "sed 's/^/paged: /'"


def settings(**changes):
    env = {k: v for k, v in os.environ.items() if k not in ("PAGER", "LESS", "NO_COLOR")}
    return {**env, "TERM": "xterm-256color", **changes}


def on_terminal(*options, **changes):
    """What a terminal shows."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([FEARLESS, "explain", "dangling-capture", *options], stdin=theirs, stdout=theirs,
                               stderr=theirs, env=settings(**changes))
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 65536):
            shown += part
    except OSError:  # the other end was closed
        pass
    os.close(ours)
    assert process.wait() == 0, shown
    return shown.decode().replace("\r\n", "\n")


def in_pipe(*options, **changes):
    return subprocess.run([FEARLESS, "explain", "dangling-capture", *options], capture_output=True, text=True,
                          check=True, env=settings(**changes)).stdout


with open(PAGE, encoding="utf-8") as stream:
    page = stream.read()
paged = "".join(f"paged: {line}\n" for line in page.splitlines())

assert in_pipe(PAGER=PAGER) == page, "a pipe gets the page as it is"
colored = in_pipe("--color=always")
assert colored != page and ESCAPE.sub("", colored) == page, "colour changes no word"
heading, code = colored.splitlines()[0], next(line for line in colored.splitlines() if "std::" in line)
assert ESCAPE.match(heading) and heading.endswith("\x1b[0m"), heading
assert ESCAPE.search(code), code
assert all(ESCAPE.findall(line)[-1:] in ([], ["\x1b[0m"]) for line in colored.splitlines()), "no colour goes over a line"

assert ESCAPE.sub("", on_terminal(PAGER=PAGER)) == paged, "a terminal gets the pager of the user"
assert ESCAPE.search(on_terminal(PAGER=PAGER)), "and colour"
assert on_terminal(PAGER=PAGER, NO_COLOR="1") == paged, "unless NO_COLOR is set"
assert on_terminal("--color=never", PAGER="cat") == page, "PAGER=cat wants none"
assert on_terminal("--color=never", PAGER="") == page, "nor does an empty PAGER"
assert on_terminal(PAGER=PAGER, TERM="dumb") == page, "a dumb terminal has neither"
assert ESCAPE.sub("", on_terminal("--color=never", PAGER="no-such-pager")).endswith(page), "without the pager, the page"
print("explained")
