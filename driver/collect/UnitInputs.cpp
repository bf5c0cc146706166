//===- UnitInputs.cpp - What the result of a unit is made of --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/UnitInputs.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

namespace fearless {
namespace {

namespace fs = llvm::sys::fs;

int64_t nanoseconds(llvm::sys::TimePoint<> Time) {
  return Time.time_since_epoch().count();
}

/// The file without its hash; nullopt if there is none.
std::optional<InputFile> lookAt(llvm::StringRef Path) {
  fs::file_status Status;
  if (fs::status(Path, Status))
    return std::nullopt;
  return InputFile{Path.str(), Status.getSize(),
                   nanoseconds(Status.getLastModificationTime()), ""};
}

/// Empty if the file cannot be read.
std::string hashOfFile(llvm::StringRef Path) {
  const auto Text =
      llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                  /*RequiresNullTerminator=*/false);
  return Text ? hashOf((*Text)->getBuffer()) : "";
}

} // namespace

std::string hashOf(llvm::StringRef Text) {
  const llvm::XXH128_hash_t Hash =
      llvm::xxh3_128bits(llvm::arrayRefFromStringRef(Text));
  return llvm::utohexstr(Hash.high64, /*LowerCase=*/true, 16) +
         llvm::utohexstr(Hash.low64, /*LowerCase=*/true, 16);
}

std::vector<InputFile> examineFiles(llvm::ArrayRef<std::string> Paths,
                                    llvm::sys::TimePoint<> Start) {
  std::vector<InputFile> Files;
  for (const std::string &Path : Paths) {
    InputFile File = lookAt(Path).value_or(InputFile{Path, 0, 0, ""});
    if (File.Time != 0 && File.Time < nanoseconds(Start))
      File.Hash = hashOfFile(Path);
    Files.push_back(std::move(File));
  }
  return Files;
}

bool areUnchanged(UnitInputs &Inputs, llvm::StringRef Key) {
  if (Inputs.Key != Key)
    return false;
  for (InputFile &File : Inputs.Files) {
    std::optional<InputFile> Now = lookAt(File.Path);
    if (!Now || File.Hash.empty() || Now->Size != File.Size)
      return false;
    if (Now->Time == File.Time)
      continue;
    if (hashOfFile(File.Path) != File.Hash)
      return false;
    File.Time = Now->Time;
  }
  return true;
}

std::string printInputs(const UnitInputs &Inputs) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << Inputs.Key << '\n';
  for (const InputFile &File : Inputs.Files)
    OS << File.Size << ' ' << File.Time << ' ' << File.Hash << ' ' << File.Path
       << '\n';
  return Text;
}

std::optional<UnitInputs> parseInputs(llvm::StringRef Text) {
  if (!Text.ends_with("\n"))
    return std::nullopt;
  UnitInputs Inputs;
  auto [Key, Rest] = Text.split('\n');
  Inputs.Key = Key.str();
  while (!Rest.empty()) {
    llvm::StringRef Line;
    std::tie(Line, Rest) = Rest.split('\n');
    InputFile File;
    if (Line.consumeInteger(10, File.Size) || !Line.consume_front(" ") ||
        Line.consumeInteger(10, File.Time) || !Line.consume_front(" "))
      return std::nullopt;
    const auto [Hash, Path] = Line.split(' ');
    File.Hash = Hash.str();
    File.Path = Path.str();
    Inputs.Files.push_back(std::move(File));
  }
  return Inputs;
}

std::vector<std::string> configurationsOf(llvm::StringRef File) {
  std::vector<std::string> Found;
  for (llvm::StringRef Dir = llvm::sys::path::parent_path(File); !Dir.empty();
       Dir = llvm::sys::path::parent_path(Dir)) {
    llvm::SmallString<256> Path(Dir);
    llvm::sys::path::append(Path, ".clang-tidy");
    if (fs::exists(Path))
      Found.push_back(Path.str().str());
  }
  return Found;
}

std::string dependencyRule(llvm::StringRef Target,
                           llvm::ArrayRef<InputFile> Files) {
  const auto escape = [](llvm::StringRef Path) {
    std::string Text;
    for (const char C : Path) {
      if (C == '$')
        Text += '$';
      if (C == ' ' || C == '#')
        Text += '\\';
      Text += C;
    }
    return Text;
  };
  std::string Rule = escape(Target) + ":";
  for (const InputFile &File : Files)
    Rule += " \\\n " + escape(File.Path);
  return Rule + "\n";
}

} // namespace fearless
