//===- RunUnits.cpp - All units through the checks ------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "collect/RunUnits.h"
#include "collect/CollectUnits.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
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

constexpr llvm::StringLiteral FirstLine =
    "# The units of one fearless check; see collect/UnitRun.h.\n";

llvm::Error errorOf(std::error_code EC, const llvm::Twine &What) {
  return llvm::createStringError("cannot " + What + ": " + EC.message());
}

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

llvm::Error writeText(const llvm::Twine &Path,
                      llvm::function_ref<void(llvm::raw_ostream &)> Write) {
  const std::string Name = Path.str();
  std::error_code EC;
  llvm::raw_fd_ostream OS(Name, EC);
  if (!EC)
    Write(OS);
  OS.close();
  if (!EC)
    EC = OS.error();
  OS.clear_error();
  return EC ? errorOf(EC, "write '" + Name + "'") : llvm::Error::success();
}

llvm::Error writeUnit(const CompileUnit &Unit, const std::string &Folder) {
  if (const std::error_code EC = fs::create_directories(Folder))
    return errorOf(EC, "make folder '" + Folder + "'");
  return writeText(Folder + "/compile_commands.json",
                   [&](auto &OS) { OS << databaseOf(Unit); });
}

llvm::Error writeNinjaFile(size_t Units, llvm::StringRef WorkFolder,
                           llvm::StringRef Driver) {
  return writeText(WorkFolder + "/build.ninja", [&](auto &OS) {
    // The description is what ninja prints when a unit is over.
    OS << FirstLine << "builddir = " << escapePath(WorkFolder) << '\n'
       << "rule unit\n  description = $unit\n  command = "
       << escapeDollars(quoteForShell(Driver) + " run-unit " +
                        quoteForShell(WorkFolder))
       << " $unit\n";
    for (size_t I = 0; I != Units; ++I)
      OS << "build " << escapePath(unitFolder(WorkFolder, I))
         << "/outcome.json: unit\n  unit = " << I << '\n';
  });
}

std::atomic<bool> Interrupted = false;

/// Reads the lines that ninja has added to its log since the last call.
class NinjaLog {
public:
  explicit NinjaLog(std::string Path) : Path(std::move(Path)) {}

  void readNew(llvm::function_ref<void(std::optional<size_t>)> OnDone) {
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
      size_t Unit;
      if (Line.getAsInteger(10, Unit))
        Other += (Line + "\n").str();
      else
        OnDone(Unit);
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

llvm::Error prepareWorkFolder(llvm::StringRef Folder) {
  if (fs::exists(Folder)) {
    std::error_code EC;
    const bool Empty =
        fs::directory_iterator(Folder, EC) == fs::directory_iterator();
    const auto Ninja = llvm::MemoryBuffer::getFile(Folder + "/build.ninja");
    const bool Ours = Ninja && (*Ninja)->getBuffer().starts_with(FirstLine);
    if (EC || (!Empty && !Ours))
      return llvm::createStringError(
          "'" + Folder +
          "' is not an empty folder, nor the work folder of an earlier check; "
          "name another one");
    if (Ours)
      for (llvm::StringRef Name : {"/units", "/.ninja_log", "/ninja.txt"})
        if (const std::error_code EC = fs::remove_directories(Folder + Name))
          return errorOf(EC, "remove '" + Folder + Name + "'");
  }
  if (const std::error_code EC = fs::create_directories(Folder + "/units"))
    return errorOf(EC, "make folder '" + Folder + "/units'");
  return llvm::Error::success();
}

llvm::Expected<std::string> findNinja() {
  for (llvm::StringRef Name : {"ninja", "ninja-build"})
    if (llvm::ErrorOr<std::string> Path = llvm::sys::findProgramByName(Name))
      return *Path;
  return llvm::createStringError("ninja is not in PATH; install the package "
                                 "ninja-build");
}

llvm::Error
runUnits(llvm::ArrayRef<CompileUnit> Units, const RunPlan &Plan,
         llvm::StringRef WorkFolder, llvm::StringRef Driver, unsigned Jobs,
         llvm::function_ref<void(std::optional<size_t> Done)> OnDone) {
  llvm::Expected<std::string> Ninja = findNinja();
  if (!Ninja)
    return Ninja.takeError();
  if (llvm::Error E = writePlan(Plan, WorkFolder))
    return E;
  for (size_t I = 0; I != Units.size(); ++I)
    if (llvm::Error E = writeUnit(Units[I], unitFolder(WorkFolder, I)))
      return E;
  if (llvm::Error E = writeNinjaFile(Units.size(), WorkFolder, Driver))
    return E;

  // ninja keeps the working directory, so relative paths in a .clang-tidy file
  // mean what they mean to clang-tidy. NINJA_STATUS would precede the numbers.
  ::setenv("NINJA_STATUS", "", /*replace=*/1);
  const std::string File = (WorkFolder + "/build.ninja").str();
  const std::string LogPath = (WorkFolder + "/ninja.txt").str();
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
  const llvm::scope_exit Restore(
      [] { llvm::sys::SetInterruptFunction(nullptr); });
  NinjaLog Log(LogPath);
  llvm::sys::ProcessInfo State;
  bool Told = false;
  while (true) {
    State = llvm::sys::Wait(Process, /*SecondsToWait=*/0, &Why);
    Log.readNew(OnDone);
    if (State.Pid == Process.Pid)
      break;
    OnDone(std::nullopt);
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
