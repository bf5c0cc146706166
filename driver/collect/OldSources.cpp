//===- OldSources.cpp - The sources before a change -----------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/OldSources.h"
#include "compat/ScopeExit.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

namespace fearless {
namespace {

namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

std::string realPath(llvm::StringRef Path) {
  llvm::SmallString<256> Real;
  return fs::real_path(Path, Real) ? Path.str() : Real.str().str();
}

std::string textOf(const std::string &Path) {
  const auto Text = llvm::MemoryBuffer::getFile(Path);
  return Text ? (*Text)->getBuffer().str() : "";
}

llvm::Error writeText(const std::string &Path, llvm::StringRef Text) {
  return llvm::writeToOutput(Path, [&](llvm::raw_ostream &OS) {
    OS << Text;
    return llvm::Error::success();
  });
}

/// git in one repository. Its files go to a folder of ours.
class Git {
public:
  static llvm::Expected<Git> find(llvm::StringRef Root,
                                  llvm::StringRef Folder) {
    llvm::ErrorOr<std::string> Program = llvm::sys::findProgramByName("git");
    if (!Program)
      return llvm::createStringError("--since needs git, which is not in PATH");
    return Git(*Program, Root, Folder);
  }

  /// The same, working in another folder.
  Git at(llvm::StringRef Root) const { return Git(Program, Root, Folder); }

  /// What git prints; an error with git's words if it fails.
  llvm::Expected<std::string> run(std::vector<std::string> Args,
                                  llvm::StringRef InputPath = "") const {
    const std::string Out = Folder + "/git.out", Err = Folder + "/git.err";
    // LLVM writes over what is there, and leaves the rest.
    fs::remove(Out);
    fs::remove(Err);
    const std::string Command = Args.front();
    Args.insert(Args.begin(), {Program, "-C", Root});
    const std::vector<llvm::StringRef> Refs(Args.begin(), Args.end());
    const std::optional<llvm::StringRef> Redirects[] = {InputPath, Out, Err};
    std::string Why;
    const int Status = llvm::sys::ExecuteAndWait(
        Program, Refs, /*Env=*/std::nullopt, Redirects, /*SecondsToWait=*/0,
        /*MemoryLimit=*/0, &Why);
    if (Status == 0)
      return textOf(Out);
    const std::string Said = textOf(Err);
    const llvm::StringRef Line = llvm::StringRef(Said).trim().split('\n').first;
    return llvm::createStringError(
        "git " + Command + ": " + (Line.empty() ? llvm::StringRef(Why) : Line));
  }

private:
  Git(std::string Program, llvm::StringRef Root, llvm::StringRef Folder)
      : Program(std::move(Program)), Root(Root), Folder(Folder) {}

  std::string Program, Root, Folder;
};

llvm::Expected<std::string> commonRevision(const Git &In,
                                           llvm::StringRef Revision) {
  llvm::Expected<std::string> Known = In.run(
      {"rev-parse", "--verify", "--quiet", (Revision + "^{commit}").str()});
  if (!Known) {
    llvm::consumeError(Known.takeError());
    return llvm::createStringError("git knows no revision '" + Revision + "'");
  }
  llvm::Expected<std::string> Base =
      In.run({"merge-base", llvm::StringRef(*Known).trim().str(), "HEAD"});
  if (!Base) {
    llvm::consumeError(Base.takeError());
    return llvm::createStringError("'" + Revision +
                                   "' and HEAD have no revision in common; a "
                                   "shallow clone lacks it: fetch "
                                   "the whole history");
  }
  return llvm::StringRef(*Base).trim().str();
}

/// What git does not track, and is not told to ignore, is new.
llvm::Error addUntracked(const Git &AtTop, const std::string &RealRoot,
                         OldSources &Old) {
  llvm::Expected<std::string> Names =
      AtTop.run({"ls-files", "--others", "--exclude-standard", "-z"});
  if (!Names)
    return Names.takeError();
  for (const llvm::StringRef Name : llvm::split(*Names, '\0')) {
    if (Name.empty()) // behind the last one
      continue;
    const std::string Path = RealRoot + "/" + Name.str();
    Old.Changed.insert(Path);
    Old.Added.insert(Path);
  }
  return llvm::Error::success();
}

/// The folders of submodules, each with a '/' at its end.
std::vector<std::string> submodulesOf(const Git &AtTop,
                                      const std::string &RealRoot) {
  std::vector<std::string> Folders;
  llvm::Expected<std::string> Entries = AtTop.run(
      {"config", "--file", ".gitmodules", "-z", "--get-regexp", "\\.path$"});
  if (!Entries) { // most repositories have none
    llvm::consumeError(Entries.takeError());
    return Folders;
  }
  // "submodule.<name>.path\n<folder>\0": names may have spaces.
  for (const llvm::StringRef Entry : llvm::split(*Entries, '\0'))
    if (const llvm::StringRef Name = Entry.split('\n').second; !Name.empty())
      Folders.push_back(RealRoot + "/" + Name.str() + "/");
  return Folders;
}

/// How many units have their main file where git does not compare.
size_t countOutside(llvm::ArrayRef<CompileUnit> Units,
                    const std::string &RealRoot,
                    llvm::ArrayRef<std::string> Submodules) {
  return llvm::count_if(Units, [&](const CompileUnit &Unit) {
    const std::string Path = realPath(Unit.File);
    return !llvm::StringRef(Path).starts_with(RealRoot + "/") ||
           llvm::any_of(Submodules, [&](llvm::StringRef Folder) {
             return llvm::StringRef(Path).starts_with(Folder);
           });
  });
}

/// The folders by which units name the repository's root: through symbolic
/// links there may be several.
std::vector<std::string> namesOfRoot(const std::string &RealRoot,
                                     llvm::ArrayRef<CompileUnit> Units) {
  std::vector<std::string> Names = {RealRoot};
  llvm::StringMap<std::string> Real;
  const auto add = [&](llvm::StringRef Path) {
    for (; !Path.empty(); Path = path::parent_path(Path)) {
      const auto [Entry, IsNew] = Real.try_emplace(Path);
      if (!IsNew)
        return;
      Entry->second = realPath(Path);
      if (Entry->second == RealRoot && !llvm::is_contained(Names, Path))
        Names.push_back(Path.str());
    }
  };
  for (const CompileUnit &Unit : Units) {
    add(path::parent_path(Unit.File));
    add(Unit.Directory);
  }
  return Names;
}

/// Reads `git diff --name-status -z --no-renames`, and gives the names of files
/// that were there.
std::vector<std::string>
readStatus(llvm::StringRef Text, const std::string &RealRoot, OldSources &Old) {
  std::vector<std::string> WereThere;
  while (!Text.empty()) {
    llvm::StringRef Status, Name;
    std::tie(Status, Text) = Text.split('\0');
    std::tie(Name, Text) = Text.split('\0');
    const std::string Path = RealRoot + "/" + Name.str();
    Old.Changed.insert(Path);
    if (Status == "A")
      Old.Added.insert(Path);
    else
      WereThere.push_back(Name.str());
  }
  return WereThere;
}

/// Writes the files as they were to Folder/old.
llvm::Error checkOut(const Git &In, const std::string &Revision,
                     llvm::ArrayRef<std::string> Names,
                     const std::string &Folder) {
  // An index of our own: the user's stays as it is.
  ::setenv("GIT_INDEX_FILE", (Folder + "/index").c_str(), /*overwrite=*/1);
  const ScopeExit Unset([] { ::unsetenv("GIT_INDEX_FILE"); });
  llvm::Expected<std::string> Read = In.run({"read-tree", Revision});
  if (!Read)
    return Read.takeError();
  std::string List;
  for (const std::string &Name : Names)
    List += Name + '\0';
  if (llvm::Error E = writeText(Folder + "/names", List))
    return E;
  llvm::Expected<std::string> Written = In.run(
      {"checkout-index", "--prefix=" + Folder + "/old/", "-z", "--stdin"},
      Folder + "/names");
  return Written ? llvm::Error::success() : Written.takeError();
}

} // namespace

bool OldSources::wasThere(const CompileUnit &Unit) const {
  return !Added.contains(realPath(Unit.File));
}

bool OldSources::affect(const CompileUnit &Unit,
                        llvm::ArrayRef<std::string> Files) const {
  if (llvm::any_of(Files, [&](const std::string &File) {
        return Changed.contains(File);
      }))
    return true;
  // A configuration that is new or gone, too.
  const std::string Main = realPath(Unit.File);
  for (llvm::StringRef Dir = path::parent_path(Main); !Dir.empty();
       Dir = path::parent_path(Dir))
    if (Changed.contains((Dir + "/.clang-tidy").str()))
      return true;
  return Changed.contains(Main);
}

llvm::Expected<OldSources> fetchOldSources(llvm::StringRef Revision,
                                           llvm::StringRef Root,
                                           llvm::ArrayRef<CompileUnit> Units,
                                           llvm::StringRef Folder) {
  llvm::Expected<Git> In = Git::find(Root, Folder);
  if (!In)
    return In.takeError();
  llvm::Expected<std::string> Top = In->run({"rev-parse", "--show-toplevel"});
  if (!Top)
    return llvm::createStringError("--since: " +
                                   llvm::toString(Top.takeError()));
  const std::string RealRoot = realPath(llvm::StringRef(*Top).trim());
  const Git AtTop = In->at(RealRoot);
  OldSources Old;
  Old.Outside = countOutside(Units, RealRoot, submodulesOf(AtTop, RealRoot));
  if (!Units.empty() && Old.Outside == Units.size())
    return llvm::createStringError(
        "--since: no unit is of the repository '" + RealRoot +
        "'; run 'fearless check' in the repository of the sources");
  llvm::Expected<std::string> Base = commonRevision(AtTop, Revision);
  if (!Base)
    return Base.takeError();
  llvm::Expected<std::string> Status = AtTop.run(
      {"diff", "--name-status", "-z", "--no-renames", "--no-ext-diff", *Base});
  if (!Status)
    return Status.takeError();

  const std::vector<std::string> Names = readStatus(*Status, RealRoot, Old);
  if (llvm::Error E = addUntracked(AtTop, RealRoot, Old))
    return E;
  if (llvm::Error E = checkOut(AtTop, *Base, Names, Folder.str()))
    return E;
  llvm::vfs::YAMLVFSWriter Overlay;
  Overlay.setCaseSensitivity(true);
  Overlay.setUseExternalNames(false);
  for (const std::string &Prefix : namesOfRoot(RealRoot, Units))
    for (const std::string &Name : Names) {
      const std::string Before = (Folder + "/old/" + Name).str();
      // A submodule, or a link into nowhere.
      if (!fs::is_regular_file(Before))
        continue;
      Old.Instead[Prefix + "/" + Name] = Before;
      Overlay.addFileMapping(Prefix + "/" + Name, Before);
    }
  Old.Overlay = (Folder + "/overlay.yaml").str();
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  Overlay.write(OS);
  if (llvm::Error E = writeText(Old.Overlay, Text))
    return E;
  return Old;
}

} // namespace fearless
