//===- Terminal.cpp - How text gets to readers ----------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Terminal.h"
#include "compat/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"
#include <csignal>
#include <cstdlib>

namespace fearless {
namespace {

namespace fs = llvm::sys::fs;
using llvm::sys::Process;

/// What the shell says where there is no such program.
constexpr int NotFound = 127;

/// The shell's words for the pager; empty: none is wanted, or there is none.
std::string findPager() {
  if (!llvm::outs().is_displayed() || Process::GetEnv("TERM") == "dumb")
    return "";
  if (const std::optional<std::string> Wanted = Process::GetEnv("PAGER"))
    return *Wanted == "cat" ? "" : *Wanted;
  return llvm::sys::findProgramByName("less") ? "less" : "";
}

/// Whether the pager showed it.
bool showInPager(const std::string &Pager, llvm::StringRef Text) {
  llvm::SmallString<128> Path;
  int Stream;
  if (fs::createTemporaryFile("fearless", "txt", Stream, Path))
    return false;
  const ScopeExit Remove([&] { fs::remove(Path); });
  llvm::raw_fd_ostream(Stream, /*shouldClose=*/true) << Text;
  // As for git: end if it is one screen, keep colours, leave the text there.
  ::setenv("LESS", "FRX", /*replace=*/0);
  // Ctrl-C is the pager's.
  const auto Before = std::signal(SIGINT, SIG_IGN);
  const std::optional<llvm::StringRef> Redirects[] = {Path.str(), std::nullopt,
                                                      std::nullopt};
  const int Status = llvm::sys::ExecuteAndWait("/bin/sh", {"sh", "-c", Pager},
                                               /*Env=*/std::nullopt, Redirects);
  std::signal(SIGINT, Before);
  return Status >= 0 && Status != NotFound;
}

} // namespace

bool wantsColor(std::optional<bool> Asked) {
  return Asked.value_or(llvm::outs().has_colors() &&
                        !Process::GetEnv("NO_COLOR"));
}

void showText(llvm::StringRef Text) {
  const std::string Pager = findPager();
  if (Pager.empty() || !showInPager(Pager, Text))
    llvm::outs() << Text;
}

} // namespace fearless
