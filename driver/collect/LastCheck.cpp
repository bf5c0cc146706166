//===- LastCheck.cpp - Findings of the last check, kept -------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/LastCheck.h"
#include "collect/UnitInputs.h"
#include "finding/FindingJson.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <memory>
#include <mutex>
#include <set>

namespace fearless {
namespace {

namespace fs = llvm::sys::fs;
namespace json = llvm::json;
namespace path = llvm::sys::path;

constexpr llvm::StringLiteral FileName = "last-check.json";
/// Counts up with every change of what the file means.
constexpr int64_t FormatVersion = 1;

/// What is in the file.
struct LastCheck {
  /// Hashes by the names that the findings have for the files.
  llvm::StringMap<std::string> Hashes;
  std::vector<Finding> Findings;
};

/// The files that a finding speaks of.
std::set<std::string> filesOf(const Finding &F) {
  std::set<std::string> Files = {F.At.File.str()};
  for (const Step &S : F.Steps)
    Files.insert(S.At.File.str());
  for (const Edit &E : F.Fixes)
    Files.insert({E.Begin.File.str(), E.End.File.str()});
  Files.erase("");
  return Files;
}

std::string realPath(llvm::StringRef Path) {
  llvm::SmallString<256> Real;
  return fs::real_path(Path, Real) ? Path.str() : Real.str().str();
}

std::optional<LastCheck> parse(llvm::StringRef Text) {
  llvm::Expected<json::Value> Root = json::parse(Text);
  if (!Root) {
    llvm::consumeError(Root.takeError());
    return std::nullopt;
  }
  const json::Object *O = Root->getAsObject();
  if (!O || O->getInteger("version") != FormatVersion)
    return std::nullopt;
  LastCheck Last;
  const json::Object *Files = O->getObject("files");
  const json::Value *Findings = O->get("findings");
  json::Path::Root Place;
  if (!Files || !Findings || !fromJSON(*Findings, Last.Findings, Place))
    return std::nullopt;
  for (const auto &[Name, Hash] : *Files)
    Last.Hashes[Name] = Hash.getAsString().value_or("").str();
  return Last;
}

/// When a file was written, and how long it is.
using Stamp = std::pair<llvm::sys::TimePoint<>, uint64_t>;

/// What was read so far, for all threads.
class Cache {
public:
  /// The content of the file as of then; nullopt if it is to be read.
  std::optional<std::shared_ptr<const LastCheck>> find(llvm::StringRef Path,
                                                       const Stamp &Of) {
    const std::lock_guard<std::mutex> Lock(Mutex);
    const auto Entry = Known.find(Path);
    if (Entry == Known.end() || Entry->second.first != Of)
      return std::nullopt;
    return Entry->second.second;
  }

  void keep(llvm::StringRef Path, const Stamp &Of,
            std::shared_ptr<const LastCheck> Content) {
    const std::lock_guard<std::mutex> Lock(Mutex);
    Known[Path] = {Of, std::move(Content)};
  }

private:
  std::mutex Mutex;
  llvm::StringMap<std::pair<Stamp, std::shared_ptr<const LastCheck>>> Known;
};

/// The content of the file at a path; null if there is none that can be read.
/// Read anew only when it has changed.
std::shared_ptr<const LastCheck> load(const std::string &Path) {
  static Cache Known;
  fs::file_status Status;
  if (fs::status(Path, Status))
    return nullptr;
  const Stamp Now(Status.getLastModificationTime(), Status.getSize());
  if (const auto Content = Known.find(Path, Now))
    return *Content;
  std::shared_ptr<const LastCheck> Content;
  if (const auto Text = llvm::MemoryBuffer::getFile(Path))
    if (std::optional<LastCheck> Last = parse((*Text)->getBuffer()))
      Content = std::make_shared<const LastCheck>(std::move(*Last));
  Known.keep(Path, Now, Content);
  return Content;
}

/// That of the nearest work folder.
std::shared_ptr<const LastCheck> loadFor(llvm::StringRef File) {
  for (llvm::StringRef Dir = path::parent_path(File); !Dir.empty();
       Dir = path::parent_path(Dir))
    for (llvm::StringRef Below : {"", "build"}) {
      llvm::SmallString<256> Path(Dir);
      path::append(Path, Below, ".fearless", FileName);
      if (auto Last = load(Path.str().str()))
        return Last;
    }
  return nullptr;
}

} // namespace

llvm::Error keepFindings(llvm::ArrayRef<const Finding *> Findings,
                         llvm::StringRef WorkFolder,
                         llvm::sys::TimePoint<> Start) {
  std::set<std::string> Names;
  for (const Finding *F : Findings)
    Names.merge(filesOf(*F));
  json::Object Files;
  const std::vector<std::string> Paths(Names.begin(), Names.end());
  for (const InputFile &File : examineFiles(Paths, Start))
    Files[validUtf8(File.Path)] = File.Hash;
  json::Array List;
  for (const Finding *F : Findings)
    List.push_back(*F);
  const json::Value Whole = json::Object{{"version", FormatVersion},
                                         {"files", std::move(Files)},
                                         {"findings", std::move(List)}};
  llvm::SmallString<256> Path(WorkFolder);
  path::append(Path, FileName);
  return llvm::writeToOutput(Path, [&](llvm::raw_ostream &OS) {
    OS << Whole << '\n';
    return llvm::Error::success();
  });
}

std::vector<Finding> unchangedFindings(llvm::StringRef File,
                                       llvm::StringRef Text) {
  const std::string Real = realPath(File);
  const std::shared_ptr<const LastCheck> Last = loadFor(Real);
  if (!Last)
    return {};
  llvm::StringMap<bool> Unchanged;
  const auto isUnchanged = [&](const std::string &Name) {
    const auto [Known, IsNew] = Unchanged.try_emplace(Name, false);
    if (!IsNew)
      return Known->second;
    const std::string Hash = Last->Hashes.lookup(Name);
    if (Hash.empty())
      return false;
    if (realPath(Name) == Real)
      return Known->second = hashOf(Text) == Hash;
    const auto Now = llvm::MemoryBuffer::getFile(Name);
    return Known->second = Now && hashOf((*Now)->getBuffer()) == Hash;
  };
  std::vector<Finding> Found;
  for (const Finding &F : Last->Findings)
    if (path::filename(F.At.File) == path::filename(Real) &&
        realPath(F.At.File) == Real && llvm::all_of(filesOf(F), isUnchanged))
      Found.push_back(F);
  return Found;
}

} // namespace fearless
