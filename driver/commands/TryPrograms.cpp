//===- TryPrograms.cpp - Programs, run for fearless doctor ----------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/TryPrograms.h"
#include "compat/ScopeExit.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {
namespace {

namespace fs = llvm::sys::fs;
using llvm::createStringError;
using llvm::Expected;

/// A finding of dangling-capture, for certain.
constexpr const char *BadProgram = R"cpp(#include <thread>
void start() {
  int x = 0;
  std::thread([&x] { ++x; }).detach();
}
)cpp";

/// A folder that holds the bad program, and a .clang-tidy file that makes an
/// error of each finding; it goes with this object.
class BadProject {
public:
  static Expected<BadProject> make() {
    llvm::SmallString<128> Folder;
    if (const std::error_code EC =
            fs::createUniqueDirectory("fearless-doctor", Folder))
      return llvm::errorCodeToError(EC);
    BadProject Made(Folder.str().str());
    const std::pair<std::string, llvm::StringRef> Files[] = {
        {Made.file(), BadProgram},
        {Made.Folder + "/.clang-tidy",
         "Checks: '-*,fearless-*'\nWarningsAsErrors: 'fearless-*'\n"},
        {Made.Folder + "/compile_flags.txt", "-std=c++20\n"}};
    for (const auto &[Path, Text] : Files) {
      std::error_code EC;
      llvm::raw_fd_ostream(Path, EC) << Text;
      if (EC)
        return llvm::errorCodeToError(EC);
    }
    return Made;
  }

  BadProject(BadProject &&Other) : Folder(std::move(Other.Folder)) {
    Other.Folder.clear();
  }
  ~BadProject() {
    if (!Folder.empty())
      fs::remove_directories(Folder);
  }

  std::string file() const { return Folder + "/bad.cpp"; }

private:
  explicit BadProject(std::string Folder) : Folder(std::move(Folder)) {}

  std::string Folder;
};

/// Whether the output of a program has the finding.
Expected<std::string> judge(llvm::StringRef Program,
                            Expected<std::string> Output) {
  if (!Output)
    return Output;
  if (llvm::StringRef(*Output).contains("fearless-dangling-capture"))
    return "a known bad program is reported";
  std::string Why = "; rebuild or reinstall fearless";
  if (const size_t Error = Output->find("error: "); Error != std::string::npos)
    Why = " (" + Output->substr(Error, Output->find('\n', Error) - Error) + ")";
  if (llvm::StringRef(*Output).contains("file not found"))
    Why += "; install a C++ standard library, such as libstdc++-dev";
  return createStringError("'" + Program +
                           "' does not report a known bad program" + Why);
}

} // namespace

Expected<std::string> outputOf(llvm::StringRef Program,
                               std::vector<llvm::StringRef> Args,
                               bool MayFail) {
  llvm::SmallString<128> OutputPath;
  if (const std::error_code EC =
          fs::createTemporaryFile("fearless-doctor", "txt", OutputPath))
    return llvm::errorCodeToError(EC);
  const ScopeExit Remove([&] { fs::remove(OutputPath); });
  const std::optional<llvm::StringRef> Redirects[] = {"", OutputPath.str(),
                                                      OutputPath.str()};
  Args.insert(Args.begin(), Program);
  std::string Why;
  const int Status =
      llvm::sys::ExecuteAndWait(Program, Args, /*Env=*/std::nullopt, Redirects,
                                /*SecondsToWait=*/60, /*MemoryLimit=*/0, &Why);
  const auto Text = llvm::MemoryBuffer::getFile(OutputPath);
  const llvm::StringRef Output = Text ? (*Text)->getBuffer().trim() : "";
  if (Status == 0 || (MayFail && Status > 0))
    return Output.str();
  if (Status > 0)
    Why = "exit status " + std::to_string(Status);
  if (!Output.empty())
    Why += ": " + Output.split('\n').first.str();
  return createStringError("'" + Program + "' failed (" + Why + ")");
}

Expected<std::string> tryTidy(llvm::StringRef Tidy,
                              std::vector<llvm::StringRef> Args) {
  Expected<BadProject> Bad = BadProject::make();
  if (!Bad)
    return Bad.takeError();
  const std::string File = Bad->file();
  Args.insert(Args.end(), {"--quiet", File});
  return judge(Tidy, outputOf(Tidy, std::move(Args), /*MayFail=*/true));
}

Expected<std::string> tryClangd(llvm::StringRef Clangd) {
  Expected<BadProject> Bad = BadProject::make();
  if (!Bad)
    return Bad.takeError();
  const std::string Check = "--check=" + Bad->file();
  // It prints only what is an error, and counts those in its exit status.
  return judge(Clangd, outputOf(Clangd, {"--log=error", Check},
                                /*MayFail=*/true));
}

} // namespace fearless
