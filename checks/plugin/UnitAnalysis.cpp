//===- UnitAnalysis.cpp - One analysis for all checks of a unit -----------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "plugin/UnitAnalysis.h"
#include "facts/CollectFacts.h"
#include "model/LoadModel.h"
#include "plugin/EarlierFindings.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"

namespace fearless {

std::shared_ptr<UnitAnalysis>
UnitAnalysis::shared(const clang::tidy::ClangTidyContext *Run) {
  static std::mutex Mutex;
  static llvm::DenseMap<const clang::tidy::ClangTidyContext *,
                        std::weak_ptr<UnitAnalysis>>
      OfRun;
  const std::lock_guard<std::mutex> Lock(Mutex);
  std::weak_ptr<UnitAnalysis> &Entry = OfRun[Run];
  std::shared_ptr<UnitAnalysis> Analysis = Entry.lock();
  if (!Analysis)
    Entry = Analysis = std::make_shared<UnitAnalysis>();
  return Analysis;
}

llvm::StringRef UnitAnalysis::loadModels(llvm::StringRef Models) {
  std::call_once(ModelsLoaded, [&] {
    Rows = shippedModel();
    llvm::SmallVector<llvm::StringRef, 4> Paths;
    Models.split(Paths, ';', /*MaxSplit=*/-1, /*KeepEmpty=*/false);
    for (llvm::StringRef Path : Paths) {
      ModelFiles.push_back(Path.trim().str());
      if (llvm::Error E = addRowsOfFile(Rows, Path.trim())) {
        ModelError = llvm::toString(std::move(E));
        return;
      }
    }
  });
  return ModelError;
}

const Program &UnitAnalysis::program(clang::ASTContext &Unit) {
  std::call_once(Linked, [&] { Whole = linkUnit(collectFacts(Unit, Rows)); });
  return Whole;
}

const std::vector<Finding> &
UnitAnalysis::earlier(clang::SourceManager &Sources) {
  std::call_once(Asked, [&] { Earlier = earlierFindings(Sources); });
  return Earlier;
}

} // namespace fearless
