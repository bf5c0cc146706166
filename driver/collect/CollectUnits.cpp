//===- CollectUnits.cpp - Compile database -> units -----------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/CollectUnits.h"
#include "collect/Paths.h"
#include "compat/Json.h"
#include "clang/Driver/Types.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"

namespace fearless {
namespace {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

constexpr llvm::StringLiteral DatabaseName = "compile_commands.json";
constexpr llvm::StringLiteral HowToMakeOne =
    "make one with 'cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON' or "
    "'bear -- make'";

/// The path without symbolic links, where it exists.
std::string realPath(llvm::StringRef Path) {
  llvm::SmallString<256> Real;
  return fs::real_path(Path, Real) ? Path.str() : Real.str().str();
}

/// By its name; a file with an unknown ending may well be C++.
bool mayBeFromC(llvm::StringRef File) {
  llvm::StringRef Ending = path::extension(File);
  Ending.consume_front(".");
  const auto Type = clang::driver::types::lookupTypeForExtension(Ending);
  return Type == clang::driver::types::TY_INVALID ||
         clang::driver::types::isDerivedFromC(Type);
}

std::vector<std::string> splitCommand(llvm::StringRef Command) {
  llvm::BumpPtrAllocator Memory;
  llvm::StringSaver Saver(Memory);
  llvm::SmallVector<const char *, 64> Words;
  llvm::cl::TokenizeGNUCommandLine(Command, Saver, Words);
  return {Words.begin(), Words.end()};
}

llvm::Expected<CompileUnit> readEntry(const llvm::json::Object &Entry,
                                      llvm::StringRef DatabaseFolder) {
  CompileUnit Unit;
  const std::optional<llvm::StringRef> Directory = Entry.getString("directory");
  if (!Directory)
    return llvm::createStringError("needs a string 'directory'");
  Unit.Directory = absolutePath(*Directory, DatabaseFolder);

  const std::optional<llvm::StringRef> File = Entry.getString("file");
  if (!File || File->empty())
    return llvm::createStringError("needs a string 'file'");
  Unit.File = absolutePath(*File, Unit.Directory);

  if (const llvm::json::Array *Arguments = Entry.getArray("arguments")) {
    for (const llvm::json::Value &Argument : *Arguments) {
      const std::optional<llvm::StringRef> Text = Argument.getAsString();
      if (!Text)
        return llvm::createStringError("'arguments' must all be strings");
      Unit.Arguments.push_back(Text->str());
    }
  } else if (const std::optional<llvm::StringRef> Command =
                 Entry.getString("command")) {
    Unit.Arguments = splitCommand(*Command);
  }
  if (Unit.Arguments.empty())
    return llvm::createStringError(
        "needs a string 'command' or a list 'arguments'");
  return Unit;
}

/// llvm::json says "[line:column, byte=offset]: what"; the place goes first.
std::string syntaxError(llvm::StringRef Path, llvm::Error E) {
  const std::string Text = llvm::toString(std::move(E));
  llvm::StringRef Rest = Text;
  if (!Rest.consume_front("["))
    return (Path + ": " + Text).str();
  const auto [Place, What] = Rest.split("]: ");
  return (Path + ":" + Place.split(',').first + ": " + What).str();
}

} // namespace

llvm::Expected<std::string> findDatabase(llvm::StringRef Build) {
  if (!Build.empty()) {
    if (!fs::exists(Build))
      return llvm::createStringError("'" + Build +
                                     "' does not exist; -p names the build "
                                     "folder or its compile_commands.json");
    if (!fs::is_directory(Build))
      return Build.str();
    llvm::SmallString<256> Path(Build);
    path::append(Path, DatabaseName);
    if (!fs::exists(Path))
      return llvm::createStringError("no compile_commands.json in '" + Build +
                                     "'; " + HowToMakeOne);
    return Path.str().str();
  }

  const std::string Here = workingDirectory();
  for (llvm::StringRef Dir = Here; !Dir.empty(); Dir = path::parent_path(Dir))
    for (llvm::StringRef Below : {"", "build"}) {
      llvm::SmallString<256> Path(Dir);
      path::append(Path, Below, DatabaseName);
      if (fs::exists(Path))
        return Path.str().str();
    }
  return llvm::createStringError("no compile_commands.json in '" + Here +
                                 "', above it, or in a 'build' folder there; " +
                                 HowToMakeOne + ", or name its folder with -p");
}

llvm::Expected<std::vector<CompileUnit>> parseDatabase(llvm::StringRef Json,
                                                       llvm::StringRef Path) {
  llvm::Expected<llvm::json::Value> Root = llvm::json::parse(Json);
  if (!Root)
    return llvm::createStringError(syntaxError(Path, Root.takeError()) +
                                   "; make the database anew");
  const llvm::json::Array *Entries = Root->getAsArray();
  if (!Entries)
    return llvm::createStringError(
        Path + ": must be a list of entries; make the database anew");

  const std::string Folder =
      path::parent_path(absolutePath(Path, workingDirectory())).str();
  std::vector<CompileUnit> Units;
  llvm::StringSet<> Seen;
  for (size_t I = 0; I != Entries->size(); ++I) {
    const auto failure = [&](const llvm::Twine &What) {
      return llvm::createStringError(Path + ": entry " + llvm::Twine(I + 1) +
                                     ": " + What + "; make the database anew");
    };
    const llvm::json::Object *Entry = (*Entries)[I].getAsObject();
    if (!Entry)
      return failure("must be an object");
    llvm::Expected<CompileUnit> Unit = readEntry(*Entry, Folder);
    if (!Unit)
      return failure(llvm::toString(Unit.takeError()));
    if (mayBeFromC(Unit->File) && Seen.insert(identityOf(*Unit)).second)
      Units.push_back(std::move(*Unit));
  }
  return Units;
}

std::string databaseOf(const CompileUnit &Unit) {
  std::string Text;
  llvm::raw_string_ostream(Text)
      << llvm::json::Value(llvm::json::Array{
             llvm::json::Object{{"directory", Unit.Directory},
                                {"file", Unit.File},
                                {"arguments", Unit.Arguments}}})
      << '\n';
  return Text;
}

llvm::Expected<std::vector<CompileUnit>> readDatabase(llvm::StringRef Path) {
  const llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> Text =
      llvm::MemoryBuffer::getFile(Path);
  if (!Text)
    return llvm::createStringError("cannot read '" + Path +
                                   "': " + Text.getError().message());
  return parseDatabase((*Text)->getBuffer(), Path);
}

llvm::Expected<std::vector<CompileUnit>>
selectUnits(std::vector<CompileUnit> Units, llvm::ArrayRef<std::string> Files) {
  if (Files.empty())
    return Units;
  std::vector<std::string> RealFiles;
  for (const CompileUnit &Unit : Units)
    RealFiles.push_back(realPath(Unit.File));

  std::vector<bool> Wanted(Units.size());
  for (const std::string &File : Files) {
    const std::string Path = realPath(absolutePath(File, workingDirectory()));
    const std::string Folder = Path + "/";
    bool Found = false;
    for (size_t I = 0; I != Units.size(); ++I)
      if (RealFiles[I] == Path ||
          llvm::StringRef(RealFiles[I]).starts_with(Folder)) {
        Wanted[I] = true;
        Found = true;
      }
    if (Found)
      continue;
    if (!fs::exists(File))
      return llvm::createStringError("'" + File + "' does not exist");
    return llvm::createStringError(
        "'" + File +
        "' is not in the compile database; is it part of the build? A header "
        "is checked with the files that include it");
  }

  std::vector<CompileUnit> Selected;
  for (size_t I = 0; I != Units.size(); ++I)
    if (Wanted[I])
      Selected.push_back(std::move(Units[I]));
  return Selected;
}

} // namespace fearless
