"""A client of a language server, for tests: open, change, wait, ask."""

import collections
import json
import os
import queue
import subprocess
import threading
import urllib.parse


class ServerDied(Exception):
    """The server closed its output; `status` is its exit status."""

    def __init__(self, status):
        super().__init__(f"the server ended with status {status}")
        self.status = status


class Hang(Exception):
    """Nothing came in time."""


def uri_of(path):
    return "file://" + urllib.parse.quote(os.path.abspath(path))


class Session:
    """One run of a server over a folder. Messages are read by a thread, so that
    a server that writes much never waits for a client that writes much."""

    def __init__(self, command, folder, seconds=120):
        self.seconds = seconds
        self.server = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=folder
        )
        self.inbox = queue.Queue()
        self.last_id = 0
        self.versions = collections.Counter()
        threading.Thread(target=self._read, daemon=True).start()
        abilities = {
            "publishDiagnostics": {"relatedInformation": True, "codeDescriptionSupport": True},
            "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}},
        }
        self.request("initialize", {"rootUri": uri_of(folder), "capabilities": {"textDocument": abilities}})
        self.notify("initialized", {})

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        if kind is None:
            self.request("shutdown", None)
            self.notify("exit", None)
            assert self.server.wait(self.seconds) == 0, "the server did not end well"
        else:
            self.server.kill()

    def _read(self):
        stream = self.server.stdout
        while True:
            length = 0
            while (line := stream.readline()) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not length:
                self.inbox.put(None)
                return
            self.inbox.put(json.loads(stream.read(length)))

    def _send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        try:
            self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
            self.server.stdin.flush()
        except BrokenPipeError:
            raise ServerDied(self.server.wait()) from None

    def _receive(self):
        try:
            message = self.inbox.get(timeout=self.seconds)
        except queue.Empty:
            raise Hang(f"no answer in {self.seconds} s") from None
        if message is None:
            raise ServerDied(self.server.wait())
        return message

    def notify(self, method, params):
        self._send({"method": method, "params": params})

    def request(self, method, params):
        """The whole answer, with `result` or `error`."""
        return self.answer(self.ask(method, params))

    def ask(self, method, params):
        """Asks without waiting; the number is for answer() and cancel()."""
        self.last_id += 1
        self._send({"id": self.last_id, "method": method, "params": params})
        return self.last_id

    def answer(self, number):
        while True:
            message = self._receive()
            if message.get("id") == number and "method" not in message:
                return message

    def cancel(self, number):
        self.notify("$/cancelRequest", {"id": number})

    def open(self, path, text):
        """The diagnostics of a document that is opened with that text."""
        self.versions[path] += 1
        document = {"uri": uri_of(path), "languageId": "cpp", "version": self.versions[path], "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})
        return self.diagnostics(path)

    def change(self, path, text):
        """The diagnostics of the document once all its text is replaced."""
        self.replace(path, text)
        return self.diagnostics(path)

    def replace(self, path, text):
        """Replaces all text, and waits for nothing."""
        self.versions[path] += 1
        document = {"uri": uri_of(path), "version": self.versions[path]}
        changes = {"textDocument": document, "contentChanges": [{"text": text}], "wantDiagnostics": True}
        self.notify("textDocument/didChange", changes)

    def close(self, path):
        self.notify("textDocument/didClose", {"textDocument": {"uri": uri_of(path)}})

    def diagnostics(self, path):
        """Waits for those of the document's present version."""
        while True:
            message = self._receive()
            if message.get("method") != "textDocument/publishDiagnostics":
                continue
            params = message["params"]
            if params["uri"] == uri_of(path) and params.get("version") == self.versions[path]:
                return params["diagnostics"]

    def fixes(self, path, diagnostic):
        """The edits of the quick fixes that the server offers for a diagnostic,
        each a list of (range, new text)."""
        params = {
            "textDocument": {"uri": uri_of(path)},
            "range": diagnostic["range"],
            "context": {"diagnostics": [diagnostic]},
        }
        actions = self.request("textDocument/codeAction", params)["result"] or []
        return [
            [(e["range"], e["newText"]) for e in action["edit"]["changes"][uri_of(path)]]
            for action in actions
            if action.get("kind") == "quickfix" and "edit" in action
        ]


def findings(diagnostics):
    """Those of our checks."""
    return [d for d in diagnostics if str(d.get("code", "")).startswith("fearless-")]


def apply_edits(text, edits):
    """The text after edits (range, new text) of one action."""
    lines = text.splitlines(keepends=True)

    def offset(position):
        return sum(map(len, lines[: position["line"]])) + position["character"]

    for where, new in sorted(edits, key=lambda e: offset(e[0]["start"]), reverse=True):
        text = text[: offset(where["start"])] + new + text[offset(where["end"]) :]
    return text
