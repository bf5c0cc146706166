//===- ScopeExit.h - What runs when a scope ends ----------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// llvm::scope_exit of LLVM 22: `const ScopeExit Done([&] { ... });`.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_COMPAT_SCOPEEXIT_H
#define FEARLESS_CHECKS_COMPAT_SCOPEEXIT_H

#include "llvm/ADT/ScopeExit.h"
#include "llvm/Config/llvm-config.h"

namespace fearless {

#if LLVM_VERSION_MAJOR >= 22
template <typename Callable> using ScopeExitBase = llvm::scope_exit<Callable>;
#else
/// Before 22 the class is a detail of llvm::make_scope_exit.
template <typename Callable>
using ScopeExitBase = llvm::detail::scope_exit<Callable>;
#endif

template <typename Callable> struct ScopeExit : ScopeExitBase<Callable> {
  using ScopeExitBase<Callable>::ScopeExitBase;
};

template <typename Callable> ScopeExit(Callable) -> ScopeExit<Callable>;

} // namespace fearless

#endif
