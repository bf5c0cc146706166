# The lit suites: every .test, .cpp and .c file below, unless excluded here.
import os
import shutil
import subprocess

import lit.formats

config.name = "fearless"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".test", ".cpp", ".c"]
config.excludes = ["unit", "support", "bench", "Inputs"]
config.test_source_root = os.path.join(config.source_root, "test")
config.test_exec_root = os.path.join(config.build_root, "test")


def built(folder, name):
    return os.path.join(config.build_root, folder, name)


def script(*path):
    return f"'{config.python}' '{os.path.join(config.test_source_root, *path)}'"


# A word is replaced only as a whole: %fearless is not the start of
# %fearless-tidy.
for word, text in {
    "fearless": built("bin", "fearless"),
    "fearless-tidy": built("bin", "fearless-tidy"),
    "fearless-clangd": built("bin", "fearless-clangd"),
    "plugin": built("lib", "fearless-tidy-module.so"),
    "clang-tidy": os.path.join(config.llvm_bin, "clang-tidy"),
    "clangxx": os.path.join(config.llvm_bin, "clang++"),
    "llvm": config.llvm_version,
    "python": config.python,
    "root": config.source_root,
    "build": config.build_root,
    "check": script("support", "expect.py")
    + f" '--tidy={built('bin', 'fearless-tidy')}'",
    "run-sanitized": script("runtime", "run_sanitized.py")
    + f" '{config.source_root}' '{os.path.join(config.llvm_bin, 'clang++')}'",
    "database": script("support", "make_database.py"),
    "types": script("support", "expect_types.py") + f" '{built('bin', 'fearless')}'",
}.items():
    config.substitutions.append((f"%{word}(?![-\\w])", text))

# FileCheck, not, count and split-file, and the clang-tidy of the same LLVM.
config.environment["PATH"] = os.pathsep.join(
    [config.llvm_bin, built("bin", ""), os.environ["PATH"]]
)

# The standard's own JSON schema of SARIF, for sarif_structure.py.
if schema := os.environ.get("FEARLESS_SARIF_SCHEMA"):
    config.environment["FEARLESS_SARIF_SCHEMA"] = os.path.abspath(schema)
else:
    lit_config.note("no FEARLESS_SARIF_SCHEMA here: SARIF is held against our own table only")

# Tests that need one of these are skipped where it is not.
for tool in "git", "chromium", "nvim", "dpkg-shlibdeps":
    if shutil.which(tool):
        config.available_features.add(tool)
    else:
        lit_config.note(f"no {tool} here: some tests are skipped")
for feature, command in {
    "yaml": [config.python, "-c", "import yaml"],
    "eglot": ["emacs", "--batch", "--no-init-file", "--eval", "(progn (require 'package) (package-initialize) (require 'eglot))"],
}.items():
    if shutil.which(command[0]) and subprocess.run(command, capture_output=True).returncode == 0:
        config.available_features.add(feature)
    else:
        lit_config.note(f"no {feature} here: some tests are skipped")
if os.path.exists("/usr/include/boost/smart_ptr/local_shared_ptr.hpp"):
    config.available_features.add("boost")

# What differs between versions of LLVM says `REQUIRES: llvm-19` or the like.
config.available_features.add(f"llvm-{config.llvm_version}")
if os.path.exists(built("bin", "fearless-clangd")):
    config.available_features.add("clangd")
else:
    lit_config.note("no fearless-clangd in this build: tests of editors are skipped")

if config.sanitized:
    # No plugin in this build: tests of it say `UNSUPPORTED: sanitized`.
    config.available_features.add("sanitized")
    suppressions = os.path.join(config.test_source_root, "support", "lsan.supp")
    config.environment["LSAN_OPTIONS"] = (
        f"suppressions={suppressions}:print_suppressions=0"
    )
    # clangd's own objects are not sanitized, and share templates of LLVM's
    # allocators with ours: what one side poisons the other does not know of.
    config.environment["ASAN_OPTIONS"] = "allow_user_poisoning=0"
