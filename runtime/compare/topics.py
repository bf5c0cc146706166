"""The samples: what each pair promises, read from its files.

runtime/samples/<check>/<topic>/ holds
- flagged.cpp (or .c), with the comment `// flagged` on the line of the finding;
- fixed.cpp, and fixed-library.cpp where the library makes it clearer;
- README.md: a title `# <topic>: ...`, and paragraphs that begin with
    **What was seen.**  the first evidence named is what a run has to show;
    **Why the fixed one is right.**
    **Dynamic only.**   if the check does not find it: why. Delete it when it does.
"""

import glob
import os
import re

EVIDENCE = re.compile(
    r"(AddressSanitizer|ThreadSanitizer) reports (?:an? )?`([^`]+)`"
    r"|(watchdog) reports a `(deadlock)`"
    r"|`(slower|output differs|SIGABRT)`"
)
TOOLS = {"slower": "clock", "output differs": "output", "SIGABRT": "exit"}


def read_text(path):
    with open(path, encoding="utf-8") as stream:
        return stream.read()


class Topic:
    def __init__(self, folder):
        self.folder = folder
        self.name = os.path.basename(folder)
        self.check = os.path.basename(os.path.dirname(folder))
        readme = os.path.join(folder, "README.md")
        self.readme = read_text(readme) if os.path.exists(readme) else None

    def __str__(self):
        return f"{self.check}/{self.name}"

    def source(self, kind):
        """Path of flagged, fixed or fixed-library, or None."""
        found = [p for end in (".cpp", ".c") if os.path.exists(p := os.path.join(self.folder, kind + end))]
        return found[0] if len(found) == 1 else None

    def fixed_sources(self):
        return [s for s in map(self.source, ("fixed", "fixed-library")) if s]

    def title(self):
        return re.search(r"^# [\w-]+: (.*)", self.readme or "")[1]

    def paragraph(self, begin):
        """The text behind **begin.**, in one line, or None."""
        found = re.search(rf"\*\*{begin}\.\*\*(.*?)(?:\n\n|\Z)", self.readme or "", re.DOTALL)
        return " ".join(found[1].split()) if found else None

    def why_dynamic_only(self):
        return self.paragraph("Dynamic only")

    def promised_evidence(self):
        """All (tool, kind) that the README says were seen; the first counts."""
        found = EVIDENCE.findall(self.paragraph("What was seen") or "")
        return [(tool or watchdog or TOOLS[other], kind or deadlock or other)
                for tool, kind, watchdog, deadlock, other in found]

    def flagged_lines(self):
        lines = read_text(self.source("flagged")).splitlines()
        return [n for n, line in enumerate(lines, 1) if re.search(r"// flagged\b", line)]


def find_topics(root, word=""):
    folders = sorted(glob.glob(os.path.join(root, "runtime/samples/*/*/")))
    topics = [Topic(f.rstrip(os.sep)) for f in folders]
    return [t for t in topics if word in str(t)]
