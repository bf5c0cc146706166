//===- WorkFolder.cpp - Where results stay for the next check -------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/WorkFolder.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Errno.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace fearless {
namespace {

namespace fs = llvm::sys::fs;

/// Programs that make backups know a folder with this file in it as a cache.
constexpr llvm::StringLiteral TagName = "/CACHEDIR.TAG";
constexpr llvm::StringLiteral Tag =
    "Signature: 8a477f597d28d172789f06886806bc55\n"
    "# Results of 'fearless check'; it may be removed.\n";

/// Enough for core, strict and a few checks alone.
constexpr size_t MostPlans = 4;

llvm::Error errorOf(std::error_code EC, const llvm::Twine &What) {
  return llvm::createStringError("cannot " + What + ": " + EC.message());
}

llvm::Error writeText(const std::string &Path, llvm::StringRef Text) {
  return llvm::writeToOutput(Path, [&](llvm::raw_ostream &OS) {
    OS << Text;
    return llvm::Error::success();
  });
}

std::vector<std::string> entriesOf(const llvm::Twine &Folder) {
  std::vector<std::string> Paths;
  std::error_code EC;
  for (fs::directory_iterator I(Folder, EC), E; !EC && I != E; I.increment(EC))
    Paths.push_back(I->path());
  return Paths;
}

llvm::Error makeWorkFolder(llvm::StringRef Folder) {
  const std::string TagPath = (Folder + TagName).str();
  const auto Found = llvm::MemoryBuffer::getFile(TagPath);
  if (Found && (*Found)->getBuffer() == Tag)
    return llvm::Error::success();
  if (fs::exists(Folder) && !entriesOf(Folder).empty())
    return llvm::createStringError(
        "'" + Folder +
        "' is not an empty folder, nor the work folder of an earlier check; "
        "name another one");
  if (const std::error_code EC = fs::create_directories(Folder))
    return errorOf(EC, "make folder '" + Folder + "'");
  if (llvm::Error E = writeText(TagPath, Tag))
    return E;
  // Whatever version control the folder is in: it is no part of the sources.
  return writeText((Folder + "/.gitignore").str(), "*\n");
}

/// Removes the run folders that were not used for the longest time, unless they
/// are in use.
void forgetOldPlans(llvm::StringRef Runs) {
  std::vector<std::pair<llvm::sys::TimePoint<>, std::string>> ByAge;
  for (const std::string &Path : entriesOf(Runs)) {
    fs::file_status Status;
    if (!fs::status(Path + "/lock", Status))
      ByAge.emplace_back(Status.getLastModificationTime(), Path);
  }
  llvm::sort(ByAge, std::greater<>());
  for (const auto &[Age, Path] :
       llvm::drop_begin(ByAge, std::min(MostPlans, ByAge.size()))) {
    const int Lock = ::open((Path + "/lock").c_str(), O_RDWR | O_CLOEXEC);
    if (Lock < 0)
      continue;
    if (::flock(Lock, LOCK_EX | LOCK_NB) == 0)
      fs::remove_directories(Path);
    ::close(Lock);
  }
}

} // namespace

llvm::Expected<RunFolder> RunFolder::open(llvm::StringRef WorkFolder,
                                          const RunPlan &Plan,
                                          llvm::function_ref<void()> OnWait) {
  if (llvm::Error E = makeWorkFolder(WorkFolder))
    return E;
  const std::string Path = (WorkFolder + "/runs/" + idOf(Plan)).str();
  if (const std::error_code EC = fs::create_directories(Path + "/units"))
    return errorOf(EC, "make folder '" + Path + "/units'");

  const std::string LockPath = Path + "/lock";
  const int Lock = ::open(LockPath.c_str(), O_RDWR | O_CREAT, 0666);
  if (Lock < 0)
    return errorOf(llvm::errnoAsErrorCode(), "open '" + LockPath + "'");
  RunFolder Opened(Path, Lock);
  if (::flock(Lock, LOCK_EX | LOCK_NB) != 0) {
    OnWait();
    while (::flock(Lock, LOCK_EX) != 0)
      if (errno != EINTR)
        return errorOf(llvm::errnoAsErrorCode(), "lock '" + LockPath + "'");
  }
  fs::setLastAccessAndModificationTime(Lock, std::chrono::system_clock::now());
  forgetOldPlans((WorkFolder + "/runs").str());
  return Opened;
}

RunFolder::RunFolder(RunFolder &&Other)
    : Path(std::move(Other.Path)), Lock(std::exchange(Other.Lock, -1)) {}

RunFolder::~RunFolder() {
  if (Lock >= 0)
    ::close(Lock);
}

llvm::Error RunFolder::clear() const {
  for (llvm::StringRef Name : {"/.ninja_log", "/.ninja_deps"})
    if (const std::error_code EC = fs::remove(Path + Name))
      return errorOf(EC, "remove '" + Path + Name + "'");
  if (const std::error_code EC =
          fs::remove_directories(Path + "/units", /*IgnoreErrors=*/false))
    return errorOf(EC, "remove '" + Path + "/units'");
  return llvm::Error::success();
}

void RunFolder::keepOnly(const llvm::StringSet<> &Ids) const {
  for (const std::string &Unit : entriesOf(Path + "/units"))
    if (!Ids.contains(llvm::sys::path::filename(Unit)))
      fs::remove_directories(Unit);
}

} // namespace fearless
