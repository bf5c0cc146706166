"""The page of a comparison: one file, with everything in it.

A table, and for each pair the two sources side by side with their differences
marked, the findings under the lines that they are about, what the run showed,
and for pairs that differ in speed a plot of throughput.
"""

import difflib
import html
import re

from topics import read_text

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 1500px; padding: 0 1em; color: #1b1f24;
  background: #fff }
h2 { margin-top: 3em; border-top: 1px solid #ccc; padding-top: 1em }
table { border-collapse: collapse } th, td { text-align: left; padding: .2em .8em; border-bottom: 1px solid #e3e3e3 }
code, pre, .code { font: 13px/1.45 ui-monospace, monospace }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1em }
.code { border: 1px solid #ddd; overflow-x: auto; white-space: pre; background: #fafafa }
.code div { padding: 0 .6em; min-height: 1.45em } .number { color: #888; user-select: none }
.gone { background: #ffe9e7 } .new { background: #e2f5e4 }
.finding { background: #fff3c4; border-left: 3px solid #c98a00; white-space: pre-wrap }
.note { background: #fffbe8; border-left: 3px solid #e2c877; white-space: pre-wrap }
.bad { color: #b3261e } .good { color: #1a7f37 }
pre { background: #f4f4f4; padding: .6em; overflow-x: auto; max-height: 24em }
@media (prefers-color-scheme: dark) {
  body { background: #16181b; color: #e4e4e4 } .code, pre { background: #1e2125; border-color: #333 }
  .gone { background: #44211f } .new { background: #1d3a22 } .finding { background: #4a3b10 } .note { background: #35301c }
  th, td, h2 { border-color: #333 } .bad { color: #ff8f86 } .good { color: #6fd385 }
}
"""


def in_html(text):
    """A paragraph of a README: code in backticks, emphasis in stars."""
    text = html.escape(text, quote=False)
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", text)
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", text)


def show_source(lines, marked, css, findings=()):
    """Lines with numbers; those of `marked` stand out, findings under theirs."""
    below = {}
    for finding in findings:
        words = f"{finding['kind']}: {finding['text']} [{finding['check']}]"
        below.setdefault(finding["line"], []).append(("finding", words))
        for note in finding["notes"]:
            if note["here"]:
                below.setdefault(note["line"], []).append(("note", f"note: {note['text']}"))
    shown = []
    for number, line in enumerate(lines, 1):
        mark = f' class="{css}"' if number - 1 in marked else ""
        shown.append(f'<div{mark}><span class="number">{number:3} </span>{html.escape(line)}</div>')
        shown += [f'<div class="{kind}">{html.escape(words)}</div>' for kind, words in below.get(number, [])]
    return f'<div class="code">{"".join(shown)}</div>'


def show_pair(topic, findings):
    flagged, fixed = (read_text(topic.source(kind)).splitlines() for kind in ("flagged", "fixed"))
    bare = [line.split(" // flagged")[0] for line in flagged]
    gone, new = set(), set()
    for kind, a, b, c, d in difflib.SequenceMatcher(None, bare, fixed, autojunk=False).get_opcodes():
        if kind != "equal":
            gone.update(range(a, b))
            new.update(range(c, d))
    page = (f'<div class="pair"><div><h4>flagged</h4>{show_source(flagged, gone, "gone", findings)}</div>'
            f'<div><h4>fixed</h4>{show_source(fixed, new, "new")}</div></div>')
    if topic.source("fixed-library"):
        lines = read_text(topic.source("fixed-library")).splitlines()
        page += f"<details><summary>fixed, with the library</summary>{show_source(lines, (), '')}</details>"
    return page


def plot_throughput(dynamic):
    """Bars: operations in a second, or runs if the program counts none."""
    counted = dynamic["operations"] or 1
    unit = "operations" if dynamic["operations"] else "runs"
    rates = {kind: counted / seconds for kind, seconds in dynamic["seconds"].items()}
    most = max(rates.values())
    bars = []
    for row, (kind, rate) in enumerate(rates.items()):
        width, y = 460 * rate / most, 4 + row * 28
        color = "#d9534f" if kind == "flagged" else "#3f9c54"
        bars.append(f'<text x="0" y="{y + 15}">{kind}</text>'
                    f'<rect x="110" y="{y}" width="{width:.0f}" height="20" fill="{color}"/>'
                    f'<text x="{118 + width:.0f}" y="{y + 15}">{rate:.0f} {unit} per second</text>')
    return (f'<svg width="800" height="{8 + 28 * len(rates)}" font-size="13" fill="currentColor" role="img" '
            f'aria-label="throughput">{"".join(bars)}</svg>')


def show_topic(topic, row):
    static, dynamic = row["static"], row["dynamic"]
    seen = ", ".join(f"{tool}: {kind}" for tool, kind in dynamic["flagged"]) or "nothing"
    begin = re.sub(r"^# .*\n", "", topic.readme).split("\n\n**")[0].split("\n**")[0].strip()
    parts = [f'<h2 id="{topic}">{html.escape(str(topic))}</h2>', f"<p><b>{in_html(row['title'])}</b></p>",
             *(f"<p>{in_html(p)}</p>" for p in begin.split("\n\n")),
             f"<p>Seen when run: <b>{html.escape(seen)}</b>.</p>"]
    if dynamic["seconds"]:
        parts.append(plot_throughput(dynamic))
    parts.append(show_pair(topic, static["flagged"]))
    if dynamic["report"]:
        parts.append(f"<details><summary>what the run reported</summary><pre>{html.escape(dynamic['report'])}</pre></details>")
    parts += [f"<p><b>{title}.</b> {in_html(text)}</p>"
              for title in ("What was seen", "Why the fixed one is right") if (text := topic.paragraph(title))]
    if row["disagree"]:
        parts.append(f'<p class="bad">Checks and run disagree: {in_html(row["disagree"])}</p>')
    parts += [f'<p class="bad">fixed: {html.escape(p)}</p>' for p in dynamic["fixed"]]
    return "\n".join(parts)


def write_page(path, topics, rows, headings, in_words, summary):
    head = "".join(f"<th>{h}</th>" for h in headings)
    body = ""
    for topic, row in zip(topics, rows):
        first, *rest = (html.escape(cell) for cell in in_words(row))
        css = "good" if row["as_promised"] else "bad"
        body += f'<tr><td><a href="#{topic}">{first}</a></td>' + "".join(f"<td>{c}</td>" for c in rest)
        body += f'<td class="{css}">{"as promised" if row["as_promised"] else "not as promised"}</td></tr>\n'
    sections = "\n".join(show_topic(t, r) for t, r in zip(topics, rows))
    with open(path, "w", encoding="utf-8") as stream:
        stream.write(f'<!doctype html>\n<html lang="en"><meta charset="utf-8"><title>fearless: flagged and fixed</title>'
                     f"<style>{STYLE}</style>\n<h1>Flagged and fixed</h1><p>{html.escape(summary)}</p>\n"
                     f"<table><tr>{head}<th></th></tr>\n{body}</table>\n{sections}\n</html>\n")
