//===- ClangdMain.cpp - main() of fearless-clangd -------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clangd's own main with the checks linked in, for any editor that speaks LSP.
// `Checks: fearless-*` in a .clang-tidy file is enough to switch them on: where
// clangd would drop checks whose cost it has not measured, ours are named fast
// (the linker's --wrap puts __wrap_… in place of clangd's function).
//
// What only the whole program shows comes from the last `fearless check`.
//
// Takes the options of clangd. Not in here: the client of a remote index, which
// would need gRPC; `--remote-index-address` does nothing.
//
//===----------------------------------------------------------------------===//

#include "collect/LastCheck.h"
#include "finding/CheckTable.h"
#include "frontends/ResourceDir.h"
#include "frontends/Version.h"
#include "plugin/EarlierFindings.h"
#include "plugin/VisitedScope.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <memory>
#include <optional>
#include <vector>

namespace clang::clangd {

/// clangd's main, which no installed header declares (clang-tools-extra,
/// clangd/tool/ClangdMain.h).
int clangdMain(int argc, char *argv[]);

/// As much of clangd's class as its destruction needs (clangd/index/Index.h).
class SymbolIndex {
public:
  virtual ~SymbolIndex();
};

namespace remote {
/// What clangd asks for a client of a remote index; without gRPC, as in its
/// own builds without it, there is none (clangd/index/remote/Client.h).
std::unique_ptr<SymbolIndex> getClient(llvm::StringRef Address,
                                       llvm::StringRef ProjectRoot);
} // namespace remote
} // namespace clang::clangd

std::unique_ptr<clang::clangd::SymbolIndex>
clang::clangd::remote::getClient(llvm::StringRef, llvm::StringRef) {
  return nullptr;
}

// std::optional<bool> clang::clangd::isFastTidyCheck(StringRef Check): whether
// a check slows building of the AST by less than 8 %; nothing if not known.
std::optional<bool> clangdKnowsAsFast(llvm::StringRef Check) __asm__(
    "__real__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
std::optional<bool> isFastCheck(llvm::StringRef Check) __asm__(
    "__wrap__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");

std::optional<bool> isFastCheck(llvm::StringRef Check) {
  return fearless::findCheck(Check) ? true : clangdKnowsAsFast(Check);
}

int main(int argc, char *argv[]) {
  llvm::Expected<std::string> Resources = fearless::resourceDir();
  if (!Resources) {
    llvm::errs() << "fearless-clangd: error: "
                 << llvm::toString(Resources.takeError()) << '\n';
    return 2;
  }
  std::string ResourceArg = "--resource-dir=" + *Resources;
  std::vector<char *> Args(argv, argv + argc);
  // A --resource-dir of the user's stands alone: clangd takes the option once.
  if (llvm::none_of(llvm::drop_begin(Args), [](llvm::StringRef Arg) {
        return Arg.ltrim('-').starts_with("resource-dir");
      }))
    Args.insert(Args.begin() + 1, ResourceArg.data());
  // clangd's own lines follow.
  if (llvm::any_of(llvm::drop_begin(Args), [](llvm::StringRef Arg) {
        return Arg.ltrim('-') == "version" && Arg.starts_with("-");
      })) {
    fearless::printVersion(llvm::outs());
    llvm::outs().flush();
  }
  fearless::visitsMainFileOnly() = true;
  fearless::findEarlier() = &fearless::unchangedFindings;
  const int Count = static_cast<int>(Args.size());
  Args.push_back(nullptr);
  return clang::clangd::clangdMain(Count, Args.data());
}
