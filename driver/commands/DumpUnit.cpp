//===- DumpUnit.cpp - fearless dump ---------------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Builds the AST of one file in this process, and prints a stage of its walk.
// No release build is without this.
//
//===----------------------------------------------------------------------===//

#include "collect/CollectUnits.h"
#include "commands/Commands.h"
#include "commands/DumpTypes.h"
#include "facts/CollectFacts.h"
#include "flow/Flow.h"
#include "frontends/ResourceDir.h"
#include "model/LoadModel.h"
#include "program/LockProgram.h"
#include "program/Program.h"
#include "summary/SummaryJson.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {
namespace {

using namespace clang;

class DumpConsumer : public ASTConsumer {
public:
  DumpConsumer(const DumpOptions &Options, const Model &Rows)
      : Options(Options), Rows(Rows) {}

  void HandleTranslationUnit(ASTContext &Unit) override {
    switch (Options.Stage) {
    case DumpOptions::Type:
    case DumpOptions::Types:
      return dumpTypes(Unit, Rows, Options.Stage == DumpOptions::Type);
    case DumpOptions::Facts:
      return printFacts(llvm::outs(), collectFacts(Unit, Rows));
    case DumpOptions::Flow:
      return printFlow(llvm::outs(), linkUnit(collectFacts(Unit, Rows)).Unit);
    case DumpOptions::Summary:
      return dumpSummary(linkUnit(collectFacts(Unit, Rows)).Summary);
    case DumpOptions::Program:
      return printProgram(llvm::outs(), linkUnit(collectFacts(Unit, Rows)));
    case DumpOptions::Accesses:
      return printAccesses(llvm::outs(),
                           locksOf(linkUnit(collectFacts(Unit, Rows)).Unit));
    }
  }

private:
  void dumpSummary(const UnitSummary &Summary) {
    if (!Options.AsJson)
      return printSummary(llvm::outs(), Summary);
    llvm::outs() << llvm::formatv("{0:2}\n", toJSON(Summary));
  }

  const DumpOptions &Options;
  const Model &Rows;
};

class DumpFactory : public tooling::FrontendActionFactory {
public:
  DumpFactory(const DumpOptions &Options, const Model &Rows)
      : Options(Options), Rows(Rows) {}

  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<Action>(Options, Rows);
  }

private:
  struct Action : ASTFrontendAction {
    Action(const DumpOptions &Options, const Model &Rows)
        : Options(Options), Rows(Rows) {}

    std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                   llvm::StringRef) override {
      return std::make_unique<DumpConsumer>(Options, Rows);
    }

    const DumpOptions &Options;
    const Model &Rows;
  };

  const DumpOptions &Options;
  const Model &Rows;
};

llvm::Expected<std::unique_ptr<tooling::CompilationDatabase>>
commandsFor(const DumpOptions &Options) {
  if (Options.Flags)
    return std::make_unique<tooling::FixedCompilationDatabase>(".",
                                                               *Options.Flags);
  llvm::Expected<std::string> Path = findDatabase(Options.Build);
  if (!Path)
    return llvm::createStringError(
        llvm::toString(Path.takeError()) +
        "; or give the compiler's flags behind '--'");
  llvm::Expected<std::vector<CompileUnit>> Units = readDatabase(*Path);
  if (!Units)
    return Units.takeError();
  Units = selectUnits(std::move(*Units), {Options.File});
  if (!Units)
    return Units.takeError();
  // As clang-tidy does: compiler wrappers and response files are undone.
  std::string Error;
  return tooling::inferTargetAndDriverMode(tooling::expandResponseFiles(
      tooling::JSONCompilationDatabase::loadFromBuffer(
          databaseOf(Units->front()), Error,
          tooling::JSONCommandLineSyntax::Gnu),
      llvm::vfs::getRealFileSystem()));
}

} // namespace

int dumpUnit(const DumpOptions &Options) {
  if (!llvm::sys::fs::exists(Options.File))
    return reportError("'" + Options.File + "' does not exist");
  llvm::Expected<std::string> Resources = resourceDir();
  if (!Resources)
    return reportError(llvm::toString(Resources.takeError()));
  Model Rows = shippedModel();
  for (const std::string &File : Options.Models)
    if (llvm::Error E = addRowsOfFile(Rows, File))
      return reportError(llvm::toString(std::move(E)));
  llvm::Expected<std::unique_ptr<tooling::CompilationDatabase>> Commands =
      commandsFor(Options);
  if (!Commands)
    return reportError(llvm::toString(Commands.takeError()));

  tooling::ClangTool Tool(**Commands, {Options.File});
  Tool.setPrintErrorMessage(false);
  Tool.appendArgumentsAdjuster(tooling::getInsertArgumentAdjuster(
      ("-resource-dir=" + *Resources).c_str(),
      tooling::ArgumentInsertPosition::BEGIN));
  std::string WithType;
  llvm::SmallString<128> Path(Options.File);
  if (Options.Stage == DumpOptions::Type) {
    const auto Text = llvm::MemoryBuffer::getFile(Options.File);
    if (!Text || llvm::sys::fs::make_absolute(Path))
      return reportError("cannot read '" + Options.File + "'");
    WithType = (*Text)->getBuffer().str() + declarationOf(Options.TypeName);
    Tool.mapVirtualFile(Path, WithType);
  }
  DumpFactory Factory(Options, Rows);
  if (Tool.run(&Factory) != 0)
    return reportError("'" + Options.File +
                       "' does not compile; the dump shows what is left of it");
  return ExitClean;
}

} // namespace fearless
