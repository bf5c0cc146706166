//===- ClangTidy.h - Modules and diagnostics of clang-tidy ------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a module of checks includes, diagnostics that can be asked about and
// dropped, and which headers clang-tidy reports about.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_COMPAT_CLANGTIDY_H
#define FEARLESS_CHECKS_COMPAT_CLANGTIDY_H

#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "llvm/Config/llvm-config.h"
#if LLVM_VERSION_MAJOR < 22
#include "clang-tidy/ClangTidyModuleRegistry.h"
#include "llvm/Support/CommandLine.h"
#endif

namespace fearless {

#if LLVM_VERSION_MAJOR < 22

/// Befriends engineOf() with the member that it is made with: before 22 a
/// diagnostic keeps its engine to itself, and the engine of a run of clang-tidy
/// is found nowhere else. An explicit instantiation may name private members.
template <clang::DiagnosticsEngine *clang::DiagnosticBuilder::*Member>
struct EngineAccess {
  friend clang::DiagnosticsEngine &engineOf(const clang::DiagnosticBuilder &D) {
    return *(D.*Member);
  }
};
clang::DiagnosticsEngine &engineOf(const clang::DiagnosticBuilder &D);
template struct EngineAccess<&clang::DiagnosticBuilder::DiagObj>;

#endif

/// A diagnostic on its way, of which can be asked whether a NOLINT comment
/// keeps it back, and which can be dropped. Before 22 the engine holds the one
/// diagnostic that is on its way; since then the diagnostic holds itself.
class PendingDiagnostic : public clang::DiagnosticBuilder {
public:
  explicit PendingDiagnostic(const clang::DiagnosticBuilder &D)
      : DiagnosticBuilder(D) {}

  bool isSuppressed(clang::tidy::ClangTidyContext &Run) const {
#if LLVM_VERSION_MAJOR >= 22
    const clang::Diagnostic Info(getDiagnosticsEngine(), *this);
#else
    const clang::Diagnostic Info(&engineOf(*this));
#endif
    // Errors in the comments are clang-tidy's to report.
    llvm::SmallVector<clang::tooling::Diagnostic, 1> Errors;
    return Run.shouldSuppressDiagnostic(clang::DiagnosticsEngine::Warning, Info,
                                        Errors);
  }

  void drop() {
#if LLVM_VERSION_MAJOR < 22
    engineOf(*this).Clear();
#endif
    Clear();
  }
};

/// For a program with clang-tidy's main(), before that starts: findings in all
/// headers are reported, unless a flag or a .clang-tidy file says otherwise.
/// Before 22, no header is the default.
inline void reportHeadersByDefault() {
#if LLVM_VERSION_MAJOR < 22
  const auto Flag = llvm::cl::getRegisteredOptions().find("header-filter");
  if (Flag != llvm::cl::getRegisteredOptions().end())
    static_cast<llvm::cl::opt<std::string> *>(Flag->second)
        ->setInitialValue(".*");
#endif
}

} // namespace fearless

#endif
