"""Names in model files are in the headers of the library, if it is installed.

usage: names_in_headers.py FOLDER_OF_MODELS

A library without headers on this machine is skipped, never a failure.
"""

import os
import re
import subprocess
import sys

# The headers of each model's library, below /usr/include.
HEADERS = {
    "boost": "boost",
    "asio": "boost/asio",
    "abseil": "absl",
    "folly": "folly",
    "tbb": "oneapi/tbb",
    "grpc": "grpcpp",
    "protobuf": "google/protobuf",
    "spdlog": "spdlog",
    "sqlite": "sqlite3.h",
    "curl": "curl",
    "leveldb": "leveldb",
    "libuv": "uv.h",
    "glib": "glib-2.0",
    "poco": "Poco",
}
# Named in documentation only, newer than the release that is installed, or
# another spelling of the same class.
ELSEWHERE = {
    "asio": {"basic_stream_file", "basic_concurrent_channel", "basic_channel"},
    "boost": set(),
    "leveldb": {"MergeOperator", "CompactionFilter"},
    "glib": {"signal", "slot", "connection", "trackable", "signal_base", "slot_base", "Dispatcher"},
    "abseil": {"linked_hash_map", "linked_hash_set", "SimulatedClock", "NoDestructor", "LogEntry",
               "LogSink", "CordBuffer", "AnyInvocable", "NonsecureURBGBase"},
    "libuv": set(),
}


def names_in(path):
    with open(path, encoding="utf-8") as stream:
        rows = re.findall(r'"([A-Za-z_][\w:]*)(?:<[^"]*>)?"', stream.read())
    return {name.rsplit("::", 1)[-1] for name in rows if not name in ("true", "false")}


def main(folder):
    problems = []
    for library, headers in HEADERS.items():
        where = os.path.join("/usr/include", headers)
        if not os.path.exists(where):
            print(f"{library}: not installed, not looked at")
            continue
        wanted = names_in(os.path.join(folder, library + ".yaml")) - ELSEWHERE.get(library, set())
        wanted -= {"all", "unknown", "opaque"}
        pattern = r"\b(" + "|".join(sorted(wanted)) + r")\b"
        found = subprocess.run(["grep", "-rhoE", pattern, where], capture_output=True, text=True).stdout
        for name in sorted(wanted - set(found.split())):
            problems.append(f"{library}.yaml: '{name}' is in no header below {where}")
        print(f"{library}: {len(wanted)} names looked up")
    print("\n".join(problems))
    sys.exit(bool(problems))


if __name__ == "__main__":
    main(*sys.argv[1:])
