#!/usr/bin/env python3
"""What the checks cost an editor: the time from an edit to its diagnostics in
fearless-clangd, with all checks over that with none.

    ./dev bench --editor [--edits N] [--lines N]

One server each, over the same made-up file of classes with threads and locks
under many headers. Each edit changes one function body, so that the preamble
stands and the AST is built anew; the servers take turns, so that a busy machine
slows both. The processor's time, of all threads, says it without that noise.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "support"))
from lsp import Session, findings  # noqa: E402

HEADERS = ("algorithm atomic chrono condition_variable deque filesystem fstream functional future iostream list map "
           "memory mutex numeric optional queue random ranges regex set shared_mutex sstream string string_view "
           "thread tuple unordered_map variant vector").split()
# One class: a queue with a worker, a cache, and a function that starts threads.
CLASS = """
class Store{n} {{
public:
  explicit Store{n}(std::string Name) : Name(std::move(Name)), Worker([this] {{ run(); }}) {{}}
  ~Store{n}() {{
    {{
      std::lock_guard<std::mutex> Lock(Mutex);
      Done = true;
    }}
    Changed.notify_all();
    Worker.join();
  }}

  void put(std::string Key, int Value) {{
    std::unique_lock<std::mutex> Lock(Mutex);
    Values[Key] = Value;
    Queue.push_back(std::move(Key));
    Lock.unlock();
    Changed.notify_one();
  }}

  std::optional<int> get(const std::string &Key) const {{
    std::lock_guard<std::mutex> Lock(Mutex);
    auto Found = Values.find(Key);
    if (Found == Values.end())
      return std::nullopt;
    return Found->second;
  }}

  int sum(const std::vector<int> &Numbers) const {{
    std::vector<std::future<int>> Parts;
    for (std::size_t At = 0; At < Numbers.size(); At += 100)
      Parts.push_back(std::async(std::launch::async, [&Numbers, At] {{
        auto End = std::min(At + 100, Numbers.size());
        return std::accumulate(Numbers.begin() + At, Numbers.begin() + End, {n});
      }}));
    int Sum = 0;
    for (auto &Part : Parts)
      Sum += Part.get();
    return Sum;
  }}

private:
  void run() {{
    std::unique_lock<std::mutex> Lock(Mutex);
    while (!Done) {{
      Changed.wait(Lock, [this] {{ return Done || !Queue.empty(); }});
      while (!Queue.empty()) {{
        std::string Key = std::move(Queue.front());
        Queue.pop_front();
        ++Seen[Key.size() % 7];
      }}
    }}
  }}

  const std::string Name;
  mutable std::mutex Mutex;
  std::condition_variable Changed;
  std::map<std::string, int> Values;
  std::deque<std::string> Queue;
  std::unordered_map<std::size_t, int> Seen;
  bool Done = false;
  std::thread Worker;
}};
"""
LAST = "\nint edited() {{ return {n}; }}\n"
# A finding, so that it can be seen that the checks run.
BUG = "\nvoid forget(int N) { std::thread([&N] { ++N; }).detach(); }\n"


def make_text(lines):
    text = "".join(f"#include <{header}>\n" for header in HEADERS)
    number = 0
    while text.count("\n") < lines:
        text += CLASS.format(n=number)
        number += 1
    return text + BUG


class Editor:
    """A server with a document that is edited again and again."""

    def __init__(self, clangd, folder, checks, text):
        os.makedirs(folder)
        for name, content in (".clang-tidy", f"Checks: '{checks}'\n"), ("compile_flags.txt", "-std=c++20\n"):
            with open(os.path.join(folder, name), "w", encoding="utf-8") as stream:
                stream.write(content)
        self.path, self.text, self.times = os.path.join(folder, "stores.cpp"), text, []
        self.session = Session([clangd, "--log=error", "--background-index=false"], folder)
        self.found = len(findings(self.session.open(self.path, text)))

    def edit(self, number):
        start = time.perf_counter()
        diagnostics = self.session.change(self.path, self.text + LAST.format(n=number))
        self.times.append(time.perf_counter() - start)
        assert len(findings(diagnostics)) == self.found, diagnostics

    def processor_time(self):
        """Seconds of user and system time so far."""
        with open(f"/proc/{self.session.server.pid}/stat", encoding="utf-8") as stream:
            user, system = stream.read().rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def end(self):
        self.session.__exit__(None, None, None)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--fearless-clangd", required=True)
    parser.add_argument("--edits", type=int, default=30)
    parser.add_argument("--lines", type=int, default=2000)
    options = parser.parse_args()
    clangd, text = os.path.abspath(options.fearless_clangd), make_text(options.lines)
    with tempfile.TemporaryDirectory() as scratch:
        off = Editor(clangd, os.path.join(scratch, "off"), "-*", text)
        on = Editor(clangd, os.path.join(scratch, "on"), "-*,fearless-*", text)
        assert (off.found, on.found) == (0, 1), (off.found, on.found)
        for number in range(options.edits + 2):
            if number == 2:  # the first ones warm up
                before = [editor.processor_time() for editor in (off, on)]
            for editor in (off, on) if number % 2 else (on, off):
                editor.edit(number)
        used = [editor.processor_time() - start for editor, start in zip((off, on), before)]
        off.end()
        on.end()
    text_lines = text.count("\n")
    print(f"{text_lines} lines under {len(HEADERS)} headers, {options.edits} edits, from the edit to its diagnostics")
    figures = []
    for name, editor, seconds in ("without checks", off, used[0]), ("all checks", on, used[1]):
        times = editor.times[2:]
        row = [1000 * t for t in (min(times), statistics.median(times), seconds / len(times))]
        print("  {:15} minimum {:6.1f} ms   median {:6.1f} ms   processor {:6.1f} ms".format(name, *row))
        figures.append(row)
    ratios = [on / off for off, on in zip(*figures)]
    print("all checks / without: minimum {:.3f}, median {:.3f}, processor {:.3f}".format(*ratios))


if __name__ == "__main__":
    main()
