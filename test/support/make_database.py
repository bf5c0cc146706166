"""make_database.py [FILE=FLAG...]: writes compile_commands.json for the .cpp
files of the working directory, each once, or once for each of its flags."""

import json
import pathlib
import sys

here = pathlib.Path.cwd()
flags = [argument.split("=", 1) for argument in sys.argv[1:]]
entries = []
for source in sorted(here.glob("*.cpp")):
    own = [flag for name, flag in flags if name == source.name]
    for flag in own or [""]:
        command = ["c++", "-std=c++20", "-I.", *flag.split(), "-c", source.name]
        entries.append(
            {"directory": str(here), "file": source.name, "arguments": command}
        )
(here / "compile_commands.json").write_text(json.dumps(entries, indent=1))
