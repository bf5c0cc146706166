//===- UnitAnalysis.h - One analysis for all checks of a unit ---*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_PLUGIN_UNITANALYSIS_H
#define FEARLESS_CHECKS_PLUGIN_UNITANALYSIS_H

#include "model/Model.h"
#include "program/Program.h"
#include "summary/UnitRecord.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <memory>
#include <mutex>

namespace clang {
class ASTContext;
class SourceManager;
namespace tidy {
class ClangTidyContext;
} // namespace tidy
} // namespace clang

namespace fearless {

/// The stages of one unit, made once however many checks ask for them.
class UnitAnalysis {
public:
  /// The analysis that the checks of one clang-tidy run over one unit share:
  /// found by the run's context, alive as long as one check holds it. Safe to
  /// call from several threads (clangd builds several units at once).
  static std::shared_ptr<UnitAnalysis>
  shared(const clang::tidy::ClangTidyContext *Run);

  /// Loads the shipped rows and those of the files in Models (paths separated
  /// by semicolons). Only the first call loads; all return its outcome as text,
  /// empty when all is well.
  llvm::StringRef loadModels(llvm::StringRef Models);

  /// The unit as a program, collected and linked at the first call.
  const Program &program(clang::ASTContext &Unit);

  /// The same, once it is there.
  const Program &linked() const { return Whole; }

  /// The files that rows were read from.
  const std::vector<std::string> &modelFiles() const { return ModelFiles; }

  /// What a wider run has found in the unit, asked for at the first call.
  const std::vector<Finding> &earlier(clang::SourceManager &Sources);

  /// What the checks have found so far, and what they were asked for; they run
  /// one after the other.
  UnitRecord Record;
  /// The number of checks that may still find something.
  unsigned Unfinished = 0;
  /// The number of those that have not looked at the unit yet.
  unsigned Waiting = 0;

private:
  std::once_flag ModelsLoaded;
  std::once_flag Linked;
  std::once_flag Asked;
  std::string ModelError;
  std::vector<std::string> ModelFiles;
  Model Rows;
  Program Whole;
  std::vector<Finding> Earlier;
};

} // namespace fearless

#endif
