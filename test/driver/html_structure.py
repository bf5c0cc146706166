"""An HTML page is well-formed, and loads nothing.

usage: html_structure.py FILE
"""

import html.parser
import re
import sys

VOID = {"meta", "input", "br"}
LOADING = {"src", "href", "action", "data", "srcset"}


class Structure(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.problems, self.ids = [], [], set()

    def problem(self, text):
        self.problems.append(f"{self.getpos()[0]}: {text}")

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attributes:
            if name in LOADING:
                self.problem(f"<{tag} {name}> loads something")
            if name == "id" and value in self.ids:
                self.problem(f"two elements have the id '{value}'")
            if name == "id":
                self.ids.add(value)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.problem(f"</{tag}> ends nothing")

    def handle_data(self, data):
        style = self.open and self.open[-1] == "style"
        if style and re.search(r"url\(|@import", data):
            self.problem("the style loads something")


def main(path):
    with open(path, encoding="utf-8") as stream:
        structure = Structure()
        structure.feed(stream.read())
    problems = structure.problems + [f"<{tag}> has no end" for tag in structure.open]
    print("\n".join(problems))
    sys.exit(bool(problems))


if __name__ == "__main__":
    main(*sys.argv[1:])
