"""An editor's session with fearless-clangd: findings come and go with the text.

usage: session.py CLANGD ROOT FOLDER
"""

import os
import sys

CLANGD, ROOT, FOLDER = sys.argv[1:]
sys.path.insert(0, os.path.join(ROOT, "test", "support"))
from lsp import Session, apply_edits, findings  # noqa: E402

DETACHED = """#include <thread>

void use(int n);
void count(int n) {
  std::thread t([&n] { use(n); });
  t.detach();
}
"""
DETACHED_AT = 4
REQUEST_CANCELLED = -32800  # of the protocol
KEPT = """#include <thread>

void keep(std::thread t);

void wait() {
  int n = 0;
  std::thread t([&n] { ++n; });
  keep(std::move(t));
}
"""


def sample(*path):
    with open(os.path.join(ROOT, "runtime", "samples", *path), encoding="utf-8") as stream:
        return stream.read()


def configure(folder, text):
    os.makedirs(folder, exist_ok=True)
    for name, content in (".clang-tidy", text), ("compile_flags.txt", "-std=c++20\n"):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as stream:
            stream.write(content)


def codes(diagnostics):
    return [d["code"] for d in findings(diagnostics)]


def finding_with_its_way(session, path):
    found = findings(session.open(path, DETACHED))
    assert [d["code"] for d in found] == ["fearless-dangling-capture"], found
    assert found[0]["range"]["start"]["line"] == DETACHED_AT, found
    # A limit: clangd takes every check for one of clang-tidy's own.
    assert found[0]["codeDescription"]["href"].startswith("https://clang.llvm.org/"), found
    notes = [n["message"] for n in found[0]["relatedInformation"]]
    assert any("detached here" in n for n in notes), notes
    return found[0]


def fix_is_offered_and_right(session, path, finding):
    offered = session.fixes(path, finding)
    assert len(offered) == 1, offered
    repaired = apply_edits(DETACHED, offered[0])
    assert "[n]" in repaired, repaired
    assert codes(session.change(path, repaired)) == []


def edits_move_findings(session, path):
    assert codes(session.change(path, DETACHED.replace("detach", "join"))) == []
    moved = findings(session.change(path, "\n\n" + DETACHED))
    assert [d["range"]["start"]["line"] for d in moved] == [DETACHED_AT + 2], moved


def comments_silence(session, path):
    line = "  std::thread t([&n] { use(n); });"
    quiet = DETACHED.replace(line, line + " // NOLINT(fearless-dangling-capture)")
    assert codes(session.change(path, quiet)) == []


def half_typed_code_is_no_evidence(session, path):
    joined = DETACHED.replace("t.detach();", "t.join();")
    assert codes(session.change(path, joined[: joined.index("t.join")])) == []
    assert codes(session.change(path, joined.replace("t.join();", "t.jo"))) == []
    assert codes(session.change(path, joined)) == []


def request_can_be_cancelled(session, path):
    hover = {"textDocument": {"uri": "file://" + os.path.abspath(path)}, "position": {"line": 4, "character": 15}}
    for attempt in range(5):
        # The answer has to wait for the new text, so that it can be cancelled.
        session.replace(path, "\n" * attempt + DETACHED)
        asked = session.ask("textDocument/hover", hover)
        session.cancel(asked)
        answer = session.answer(asked)
        if answer.get("error", {}).get("code") == REQUEST_CANCELLED:
            break
        assert "result" in answer, answer
    else:
        raise AssertionError(f"no request was cancelled: {answer}")
    assert codes(session.change(path, "// Again.\n" + DETACHED)) == ["fearless-dangling-capture"]


def profile_comes_from_the_file(session, core, strict):
    assert codes(session.open(core, KEPT)) == []
    assert codes(session.open(strict, KEPT)) == ["fearless-dangling-capture"]


def locks_and_types_too(session, folder):
    for check, topic in ("fearless-lock-order-inversion", "transfer"), ("fearless-non-send", "local-count"):
        path = os.path.join(folder, topic + ".cpp")
        assert check in codes(session.open(path, sample(check, topic, "flagged.cpp"))), (check, topic)
        assert codes(session.change(path, sample(check, topic, "fixed.cpp"))) == [], (check, topic)


def what_is_in_headers_is_not_shown(session, folder):
    with open(os.path.join(folder, "count.hpp"), "w", encoding="utf-8") as stream:
        stream.write(DETACHED.replace("void count", "inline void count"))
    assert codes(session.open(os.path.join(folder, "uses.cpp"), '#include "count.hpp"\n')) == []
    header = session.open(os.path.join(folder, "count.hpp"), DETACHED)
    assert codes(header) == ["fearless-dangling-capture"], "a header is checked when it is open itself"


core, strict = os.path.join(FOLDER, "core"), os.path.join(FOLDER, "strict")
configure(core, "Checks: '-*,fearless-*'\n")
configure(strict, "Checks: '-*,fearless-*'\nCheckOptions:\n  Profile: strict\n")
with Session([CLANGD, "--log=error", "--background-index=false"], FOLDER) as session:
    path = os.path.join(core, "count.cpp")
    finding = finding_with_its_way(session, path)
    fix_is_offered_and_right(session, path, finding)
    edits_move_findings(session, path)
    comments_silence(session, path)
    half_typed_code_is_no_evidence(session, path)
    request_can_be_cancelled(session, path)
    profile_comes_from_the_file(session, os.path.join(core, "wait.cpp"), os.path.join(strict, "wait.cpp"))
    locks_and_types_too(session, core)
    what_is_in_headers_is_not_shown(session, core)
print("session as expected")
