//===- WriteNinjaFile.cpp - Units -> build.ninja --------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/RunUnits.h"
#include "collect/UnitInputs.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {
namespace {

/// For a word of a shell command.
std::string quoteForShell(llvm::StringRef Word) {
  std::string Quoted = "'";
  for (char C : Word)
    Quoted += C == '\'' ? std::string("'\\''") : std::string(1, C);
  return Quoted + "'";
}

/// For the value of a ninja variable.
std::string escapeDollars(llvm::StringRef Text) {
  std::string Escaped;
  for (char C : Text)
    Escaped += C == '$' ? std::string("$$") : std::string(1, C);
  return Escaped;
}

/// For a path in a ninja build line.
std::string escapePath(llvm::StringRef Path) {
  std::string Escaped;
  for (char C : Path) {
    if (C == '$' || C == ' ' || C == ':')
      Escaped += '$';
    Escaped += C;
  }
  return Escaped;
}

/// Stands for the .clang-tidy files that there are for a file: their contents
/// are inputs like others, but one more is a change too.
std::string configurationsId(llvm::StringRef File) {
  return hashOf(llvm::join(configurationsOf(File), "\n")).substr(0, 16);
}

} // namespace

llvm::Error writeNinjaFile(llvm::ArrayRef<CompileUnit> Units,
                           llvm::StringRef RunFolder, llvm::StringRef Driver) {
  return llvm::writeToOutput(
      (RunFolder + "/build.ninja").str(), [&](llvm::raw_ostream &OS) {
        // The description is what ninja prints when a unit is over. An outcome
        // that stands keeps its time, and ninja then remembers that (restat).
        OS << "# The units of a fearless check; see collect/UnitRun.h.\n"
           << "ninja_required_version = 1.5\n"
           << "builddir = " << escapePath(RunFolder) << '\n'
           << "rule unit\n  description = $number\n  command = "
           << escapeDollars(quoteForShell(Driver) + " run-unit " +
                            quoteForShell(RunFolder))
           << " $unit $configurations\n  depfile = $folder/deps.d\n"
           << "  deps = gcc\n  restat = 1\n";
        for (const auto &[I, Unit] : llvm::enumerate(Units)) {
          const std::string Id = idOf(Unit);
          const std::string Folder = unitFolder(RunFolder, Id);
          OS << "build " << escapePath(Folder) << "/outcome.json: unit "
             << escapePath(Folder) << "/compile_commands.json | "
             << escapePath(Unit.File) << "\n  number = " << I
             << "\n  unit = " << Id
             << "\n  configurations = " << configurationsId(Unit.File)
             << "\n  folder = " << escapeDollars(Folder) << '\n';
        }
        return llvm::Error::success();
      });
}

} // namespace fearless
