//===- StringSwitch.h - Text -> value, by cases -----------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// llvm::StringSwitch, with the braced lists of cases that LLVM 22 takes.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_COMPAT_STRINGSWITCH_H
#define FEARLESS_CHECKS_COMPAT_STRINGSWITCH_H

#include "llvm/ADT/StringSwitch.h"
#include "llvm/Config/llvm-config.h"
#include <initializer_list>

namespace fearless {

#if LLVM_VERSION_MAJOR >= 22

template <typename T> using StringSwitch = llvm::StringSwitch<T>;

#else

/// Before 22, Cases() takes up to ten strings one by one, and no list.
template <typename T> class StringSwitch {
public:
  explicit StringSwitch(llvm::StringRef Text) : Rest(Text) {}

  StringSwitch &Case(llvm::StringLiteral Text, T Value) {
    Rest.Case(Text, Value);
    return *this;
  }

  StringSwitch &Cases(std::initializer_list<llvm::StringLiteral> Texts,
                      T Value) {
    for (const llvm::StringLiteral &Text : Texts)
      Rest.Case(Text, Value);
    return *this;
  }

  T Default(T Value) { return Rest.Default(Value); }

private:
  llvm::StringSwitch<T> Rest;
};

#endif

} // namespace fearless

#endif
