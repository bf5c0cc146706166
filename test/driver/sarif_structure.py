"""A SARIF log has the shape that SARIF 2.1.0 prescribes.

usage: sarif_structure.py FILE

The table below is the part of the standard that fearless writes: for each
object its properties, which of them must be there, and what they hold. What is
not in the table is an error. Where FEARLESS_SARIF_SCHEMA names the standard's
own JSON schema (OASIS publishes it; it is not ours to ship) and Python has the
package jsonschema, the log is held against that too.
"""

import json
import os
import re
import sys

TEXT, WHOLE, BOOL, ANY = "text", "whole number", "boolean", "anything"

# Property: what it holds; "!" marks those that must be there. A list holds one
# kind of thing.
OBJECTS = {
    "log": {"$schema": TEXT, "version!": TEXT, "runs!": ["run"]},
    "run": {
        "tool!": "tool",
        "columnKind": TEXT,
        "originalUriBaseIds": {"artifactLocation"},
        "invocations": ["invocation"],
        "results": ["result"],
    },
    "tool": {"driver!": "component"},
    "component": {"name!": TEXT, "version": TEXT, "semanticVersion": TEXT, "rules": ["rule"]},
    "rule": {
        "id!": TEXT,
        "name": TEXT,
        "shortDescription": "message",
        "fullDescription": "message",
        "help": "message",
        "defaultConfiguration": "configuration",
        "properties": ANY,
    },
    "configuration": {"level": TEXT},
    "message": {"text!": TEXT, "markdown": TEXT},
    "invocation": {"executionSuccessful!": BOOL, "toolExecutionNotifications": ["notification"]},
    "notification": {"message!": "message", "level": TEXT, "locations": ["location"]},
    "result": {
        "message!": "message",
        "ruleId": TEXT,
        "ruleIndex": WHOLE,
        "level": TEXT,
        "kind": TEXT,
        "locations": ["location"],
        "relatedLocations": ["location"],
        "codeFlows": ["codeFlow"],
        "fixes": ["fix"],
        "suppressions": ["suppression"],
        "partialFingerprints": {TEXT},
        "baselineState": TEXT,
        "properties": ANY,
    },
    "location": {
        "id": WHOLE,
        "physicalLocation": "physicalLocation",
        "logicalLocations": ["logicalLocation"],
        "message": "message",
    },
    "logicalLocation": {"fullyQualifiedName": TEXT, "decoratedName": TEXT},
    "physicalLocation": {"artifactLocation!": "artifactLocation", "region": "region"},
    "artifactLocation": {"uri": TEXT, "uriBaseId": TEXT, "description": "message"},
    "region": {"startLine": WHOLE, "startColumn": WHOLE, "endLine": WHOLE, "endColumn": WHOLE},
    "codeFlow": {"threadFlows!": ["threadFlow"]},
    "threadFlow": {"locations!": ["threadFlowLocation"]},
    "threadFlowLocation": {"location": "location", "importance": TEXT},
    "fix": {"description": "message", "artifactChanges!": ["artifactChange"]},
    "artifactChange": {"artifactLocation!": "artifactLocation", "replacements!": ["replacement"]},
    "replacement": {"deletedRegion!": "region", "insertedContent": "message"},
    "suppression": {"kind!": TEXT},
}

WORDS = {
    "level": ["none", "note", "warning", "error"],
    "kind": ["fail", "inSource", "external"],
    "columnKind": ["utf16CodeUnits", "unicodeCodePoints"],
    "baselineState": ["new", "unchanged", "updated", "absent"],
    "importance": ["important", "essential", "unimportant"],
}

# Lists that must hold something.
NEVER_EMPTY = ["threadFlows", "artifactChanges", "replacements"]


def problems_of(value, kind, where):
    if kind == ANY:
        return []
    if kind == TEXT:
        return [] if isinstance(value, str) else [f"{where}: not text"]
    if kind == BOOL:
        return [] if isinstance(value, bool) else [f"{where}: not a boolean"]
    if kind == WHOLE:
        least = 0 if where.endswith(("ruleIndex", "id")) else 1
        return [] if type(value) is int and value >= least else [f"{where}: not a number from {least}"]
    if isinstance(kind, list):
        if not isinstance(value, list):
            return [f"{where}: not a list"]
        empty = [f"{where}: empty"] if not value and where.rsplit(".")[-1] in NEVER_EMPTY else []
        return empty + [p for i, v in enumerate(value) for p in problems_of(v, kind[0], f"{where}[{i}]")]
    if isinstance(kind, set):
        (inner,) = kind
        return [p for k, v in value.items() for p in problems_of(v, inner, f"{where}.{k}")]
    return problems_of_object(value, kind, where)


def problems_of_object(value, kind, where):
    if not isinstance(value, dict):
        return [f"{where}: not a {kind}"]
    properties = {name.rstrip("!"): inner for name, inner in OBJECTS[kind].items()}
    problems = [
        f"{where}: a {kind} needs '{name[:-1]}'"
        for name in OBJECTS[kind]
        if name.endswith("!") and name[:-1] not in value
    ]
    for name, inner in value.items():
        if name not in properties:
            problems.append(f"{where}: a {kind} has no '{name}'")
            continue
        problems += problems_of(inner, properties[name], f"{where}.{name}")
        if name in WORDS and isinstance(inner, str) and inner not in WORDS[name]:
            problems.append(f"{where}.{name}: '{inner}' is none of {WORDS[name]}")
        if name == "uri" and not re.fullmatch(r"[\w:/.~%@+-]*", inner, re.ASCII):
            problems.append(f"{where}.uri: '{inner}' is no URI")
    return problems


def problems_of_references(log):
    problems = []
    for run in log["runs"]:
        rules = run["tool"]["driver"]["rules"]
        for result in run.get("results", []):
            if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
                problems.append(f"{result['ruleId']}: its ruleIndex is that of another rule")
        prints = [tuple(sorted(r["partialFingerprints"].items())) for r in run.get("results", [])]
        if len(set(prints)) != len(prints):
            problems.append("two results have the same fingerprints")
    return problems


def problems_of_schema(log):
    schema = os.environ.get("FEARLESS_SARIF_SCHEMA")
    if not schema:
        return []
    import jsonschema

    with open(schema, encoding="utf-8") as stream:
        rules = json.load(stream)
    validator = jsonschema.validators.validator_for(rules)(rules)
    return [f"schema: {error.json_path}: {error.message}" for error in validator.iter_errors(log)]


def main(path):
    with open(path, encoding="utf-8") as stream:
        log = json.load(stream)
    problems = problems_of(log, "log", "log") or problems_of_references(log)
    if log.get("version") != "2.1.0":
        problems.append("the version is not 2.1.0")
    problems += problems_of_schema(log)
    print("\n".join(problems))
    sys.exit(bool(problems))


if __name__ == "__main__":
    main(*sys.argv[1:])
