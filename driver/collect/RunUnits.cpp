//===- RunUnits.cpp - All units through the checks ------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/RunUnits.h"
#include "collect/CollectUnits.h"
#include "compat/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/Signals.h"
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <thread>

namespace fearless {
namespace {

namespace fs = llvm::sys::fs;

llvm::Error errorOf(std::error_code EC, const llvm::Twine &What) {
  return llvm::createStringError("cannot " + What + ": " + EC.message());
}

/// Only where it changes something: ninja looks at the times of files.
llvm::Error writeIfNew(const std::string &Path, const std::string &Text) {
  const auto Found = llvm::MemoryBuffer::getFile(Path);
  if (Found && (*Found)->getBuffer() == Text)
    return llvm::Error::success();
  return llvm::writeToOutput(Path, [&](llvm::raw_ostream &OS) {
    OS << Text;
    return llvm::Error::success();
  });
}

/// Writes what the run over the unit needs, and removes an outcome that is not
/// to stay: of a unit that failed, whatever made it so.
llvm::Error prepareUnit(const CompileUnit &Unit, const std::string &Folder) {
  if (const std::error_code EC = fs::create_directories(Folder))
    return errorOf(EC, "make folder '" + Folder + "'");
  llvm::Expected<UnitOutcome> Outcome = readOutcome(Folder);
  const bool Stays = Outcome && Outcome->Complete;
  llvm::consumeError(Outcome.takeError());
  if (!Stays)
    if (const std::error_code EC = fs::remove(Folder + "/outcome.json"))
      return errorOf(EC, "remove '" + Folder + "/outcome.json'");
  return writeIfNew(Folder + "/compile_commands.json", databaseOf(Unit));
}

std::atomic<bool> Interrupted = false;

/// Reads the lines that ninja has added to its log since the last call.
class NinjaLog {
public:
  explicit NinjaLog(std::string Path) : Path(std::move(Path)) {}

  void readNew(llvm::function_ref<void(const RunProgress &)> OnProgress) {
    const auto Text = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                                  /*RequiresNullTerminator=*/
                                                  false, /*IsVolatile=*/true);
    if (!Text)
      return;
    llvm::StringRef New = (*Text)->getBuffer().drop_front(Read);
    while (New.contains('\n')) {
      const auto [Line, Rest] = New.split('\n');
      Read += Line.size() + 1;
      New = Rest;
      // "TO-RUN NUMBER", from NINJA_STATUS and the description.
      const auto [Total, Number] = Line.split(' ');
      RunProgress Progress;
      size_t Unit;
      if (Total.getAsInteger(10, Progress.ToRun) ||
          Number.getAsInteger(10, Unit)) {
        if (Line != "ninja: no work to do.")
          Other += (Line + "\n").str();
        continue;
      }
      Progress.Done = Unit;
      OnProgress(Progress);
    }
  }

  /// All lines that do not name a unit: ninja's complaints.
  llvm::StringRef other() const { return Other; }

private:
  std::string Path;
  size_t Read = 0;
  std::string Other;
};

} // namespace

llvm::Expected<std::string> findNinja() {
  for (llvm::StringRef Name : {"ninja", "ninja-build"})
    if (llvm::ErrorOr<std::string> Path = llvm::sys::findProgramByName(Name))
      return *Path;
  return llvm::createStringError("ninja is not in PATH; install the package "
                                 "ninja-build");
}

llvm::Error runUnits(llvm::ArrayRef<CompileUnit> Units, const RunPlan &Plan,
                     const RunFolder &Folder, llvm::StringRef Driver,
                     unsigned Jobs,
                     llvm::function_ref<void(const RunProgress &)> OnProgress) {
  llvm::Expected<std::string> Ninja = findNinja();
  if (!Ninja)
    return Ninja.takeError();
  if (llvm::Error E = writePlan(Plan, Folder.path()))
    return E;
  for (const CompileUnit &Unit : Units)
    if (llvm::Error E =
            prepareUnit(Unit, unitFolder(Folder.path(), idOf(Unit))))
      return E;
  if (llvm::Error E = writeNinjaFile(Units, Folder.path(), Driver))
    return E;

  // ninja keeps the working directory, so relative paths in a .clang-tidy file
  // mean what they mean to clang-tidy.
  ::setenv("NINJA_STATUS", "%t ", /*replace=*/1);
  const std::string File = Folder.path() + "/build.ninja";
  const std::string LogPath = Folder.path() + "/ninja.txt";
  if (const std::error_code EC = fs::remove(LogPath))
    return errorOf(EC, "remove '" + LogPath + "'");
  if (Jobs == 0)
    Jobs = std::max(1u, std::thread::hardware_concurrency());
  const std::string JobsText = std::to_string(Jobs);
  const llvm::StringRef Args[] = {*Ninja, "-f", File,    "-k",
                                  "0",    "-j", JobsText};
  const std::optional<llvm::StringRef> Redirects[] = {"", LogPath, LogPath};
  std::string Why;
  const llvm::sys::ProcessInfo Process = llvm::sys::ExecuteNoWait(
      *Ninja, Args, /*Env=*/std::nullopt, Redirects, /*MemoryLimit=*/0, &Why);
  if (Process.Pid == llvm::sys::ProcessInfo::InvalidPid)
    return llvm::createStringError("cannot start '" + *Ninja + "': " + Why);

  Interrupted = false;
  llvm::sys::SetInterruptFunction([] { Interrupted = true; });
  const ScopeExit Restore([] { llvm::sys::SetInterruptFunction(nullptr); });
  NinjaLog Log(LogPath);
  llvm::sys::ProcessInfo State;
  bool Told = false;
  while (true) {
    State = llvm::sys::Wait(Process, /*SecondsToWait=*/0, &Why);
    Log.readNew(OnProgress);
    if (State.Pid == Process.Pid)
      break;
    OnProgress({});
    if (Interrupted && !std::exchange(Told, true))
      ::kill(Process.Pid, SIGINT);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  if (Interrupted)
    return llvm::createStringError("interrupted");
  if (State.ReturnCode != 0)
    return llvm::createStringError(
        "ninja failed: " +
        llvm::join(llvm::split(Log.other().trim(), '\n'), " | "));
  return llvm::Error::success();
}

} // namespace fearless
