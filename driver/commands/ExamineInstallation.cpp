//===- ExamineInstallation.cpp - fearless doctor --------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Looks at every part that a finding depends on, one line each. A line that
// says FAILED also says how to mend it.
//
//===----------------------------------------------------------------------===//

#include "collect/CollectUnits.h"
#include "collect/RunUnits.h"
#include "commands/Commands.h"
#include "commands/TryPrograms.h"
#include "frontends/ResourceDir.h"
#include "frontends/Version.h"
#include "model/LoadModel.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {
namespace {

namespace fs = llvm::sys::fs;
using llvm::createStringError;
using llvm::Expected;

constexpr const char *TidyName = "clang-tidy-" CLANG_VERSION_MAJOR_STRING;

std::string quote(llvm::StringRef Path) { return ("'" + Path + "'").str(); }

/// Prints the lines, and remembers whether one of them was bad.
class Doctor {
public:
  /// What is what was examined; Found, what there is to tell about it.
  void line(llvm::StringRef What, Expected<std::string> Found) {
    llvm::outs() << What << ": ";
    if (Found) {
      llvm::outs() << "ok" << (Found->empty() ? "" : ", ") << *Found << '\n';
      return;
    }
    llvm::outs() << "FAILED: " << llvm::toString(Found.takeError()) << '\n';
    Failed = true;
  }

  int status() const { return Failed ? ExitError : ExitClean; }

private:
  bool Failed = false;
};

/// The clang-tidy of our version; empty where there is none, as only the plugin
/// needs it.
std::string findClangTidy(const std::string &LlvmBin) {
  if (const auto Path = llvm::sys::findProgramByName(TidyName))
    return *Path;
  const auto Path = llvm::sys::findProgramByName("clang-tidy", {LlvmBin});
  return Path ? *Path : "";
}

Expected<std::string> examineClangTidy(const std::string &Path) {
  if (Path.empty())
    return ("none here; install " + llvm::StringRef(TidyName) +
            " to load the plugin into it")
        .str();
  Expected<std::string> Text = outputOf(Path, {"--version"});
  if (!Text)
    return Text;
  if (!llvm::StringRef(*Text).contains("version " CLANG_VERSION_STRING))
    return createStringError(
        "'" + Path +
        "' is not version " CLANG_VERSION_STRING
        ", which fearless was built for; install that, or rebuild fearless");
  return CLANG_VERSION_STRING " at " + quote(Path);
}

/// Whether the program lists all our checks.
llvm::Error examineList(llvm::StringRef Program,
                        std::vector<llvm::StringRef> Args) {
  Args.insert(Args.end(), {"--checks=-*,fearless-*", "--list-checks"});
  Expected<std::string> Text = outputOf(Program, std::move(Args));
  if (!Text)
    return Text.takeError();
  for (const CheckRow &Row : allChecks())
    if (!llvm::StringRef(*Text).contains(Row.Id))
      return createStringError("'" + Program + "' does not list " + Row.Id +
                               "; rebuild or reinstall fearless");
  return llvm::Error::success();
}

Expected<std::string> examineModule([[maybe_unused]] llvm::StringRef Module,
                                    [[maybe_unused]] llvm::StringRef Tidy) {
#ifdef FEARLESS_HAS_MODULE
  if (!fs::exists(Module))
    return createStringError("no plugin at '" + Module +
                             "'; build or install fearless-tidy-module");
  const std::string Load = ("--load=" + Module).str();
  if (llvm::Error E = examineList(Tidy, {Load}))
    return E;
  return quote(Module);
#else
  return "not part of this build";
#endif
}

/// Whether a program beside this one is of the same build.
Expected<std::string> examineNeighbour(llvm::StringRef Name,
                                       const std::string &Path) {
  if (!fs::can_execute(Path))
    return createStringError("no " + Name + " at '" + Path +
                             "'; install it beside fearless");
  Expected<std::string> Text = outputOf(Path, {"--version"});
  if (!Text)
    return Text;
  std::string Own;
  llvm::raw_string_ostream OS(Own);
  printVersion(OS);
  if (!llvm::StringRef(*Text).contains(Own.substr(0, Own.size() - 1)))
    return createStringError("'" + Path +
                             "' is of another version than fearless ('" + Name +
                             " --version'); reinstall both");
  return quote(Path);
}

Expected<std::string> examineTidy(const std::string &Tidy) {
  Expected<std::string> Found = examineNeighbour("fearless-tidy", Tidy);
  if (Found)
    if (llvm::Error E = examineList(Tidy, {}))
      return E;
  return Found;
}

Expected<std::string> examineResources() {
  Expected<std::string> Dir = resourceDir();
  if (!Dir)
    return Dir;
  return quote(*Dir);
}

Expected<std::string> examineNinja() {
  Expected<std::string> Path = findNinja();
  if (!Path)
    return Path;
  return quote(*Path);
}

Expected<std::string> examineShippedModels() {
  Model Rows;
  for (const ShippedModel &File : shippedModels())
    if (llvm::Error E = addRows(Rows, File.Yaml, File.FileName))
      return createStringError(llvm::toString(std::move(E)) +
                               "; rebuild or reinstall fearless");
  return describeModels();
}

Expected<std::string> examineModel(const std::string &File) {
  Model Rows = shippedModel();
  if (llvm::Error E = addRowsOfFile(Rows, File))
    return E;
  return "";
}

/// Whether 'fearless check' would find a database by itself.
bool hasDatabaseNear() {
  Expected<std::string> Path = findDatabase("");
  if (Path)
    return true;
  llvm::consumeError(Path.takeError());
  return false;
}

Expected<std::string> examineDatabase(const std::string &Build) {
  Expected<std::string> Path = findDatabase(Build);
  if (!Path)
    return Path;
  Expected<std::vector<CompileUnit>> Units = readDatabase(*Path);
  if (!Units)
    return Units.takeError();
  if (Units->empty())
    return createStringError("'" + *Path +
                             "' has no entry for a C or C++ file");
  size_t Missing = 0;
  for (const CompileUnit &Unit : *Units)
    Missing += !fs::exists(Unit.File);
  if (Missing != 0)
    return createStringError(
        std::to_string(Missing) + " of " + std::to_string(Units->size()) +
        " files in '" + *Path +
        "' do not exist; build the generated ones, or make it anew");
  return std::to_string(Units->size()) +
         (Units->size() == 1 ? " unit in '" : " units in '") + *Path + "'";
}

/// Whether everything that runs checks reports a bad program.
void examineFindings(Doctor &D, const Installation &Where,
                     [[maybe_unused]] const std::string &ClangTidy) {
  D.line("self-check", tryTidy(Where.Tidy, {}));
#ifdef FEARLESS_HAS_MODULE
  const std::string Load = "--load=" + Where.Module;
  if (!ClangTidy.empty())
    D.line("self-check of the plugin", tryTidy(ClangTidy, {Load}));
#endif
#ifdef FEARLESS_HAS_CLANGD
  D.line("self-check of fearless-clangd", tryClangd(Where.Clangd));
#endif
}

} // namespace

int examineInstallation(const DoctorOptions &Options,
                        const Installation &Where) {
  const std::string ClangTidy = findClangTidy(Where.LlvmBin);
  Doctor D;
  D.line("fearless", FEARLESS_VERSION " at " + quote(Where.Driver) +
                         ", for clang " CLANG_VERSION_STRING);
  D.line("clang-tidy", examineClangTidy(ClangTidy));
  if (!ClangTidy.empty())
    D.line("plugin", examineModule(Where.Module, ClangTidy));
  D.line("fearless-tidy", examineTidy(Where.Tidy));
  D.line("fearless-clangd", examineNeighbour("fearless-clangd", Where.Clangd));
  D.line("clang headers", examineResources());
  D.line("ninja", examineNinja());
  D.line("shipped models", examineShippedModels());
  for (const std::string &File : Options.Models)
    D.line("model '" + File + "'", examineModel(File));
  if (!Options.Build.empty() || hasDatabaseNear())
    D.line("compile database", examineDatabase(Options.Build));
  else
    D.line("compile database", "none here; -p BUILD names one");
  examineFindings(D, Where, ClangTidy);
  return D.status();
}

} // namespace fearless
