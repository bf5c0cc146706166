//===- ReadNames.h - Names as rows write them -------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_READNAMES_H
#define FEARLESS_CHECKS_MODEL_READNAMES_H

#include "model/Model.h"

namespace fearless {

bool isIdentifier(llvm::StringRef Name);

/// What the matcher can find: identifiers between "::". Template arguments, a
/// parameter list, an operator or a destructor would never match.
bool isQualifiedName(llvm::StringRef Name);

/// Splits "std::map<K, V, Rest...>" into the name and the pattern of template
/// arguments behind it; whether it can be.
bool splitPattern(llvm::StringRef Text, std::string &Name,
                  std::vector<std::string> &Pattern);

/// A part of a pattern that the argument has to be, not a name for it.
bool isLiteral(llvm::StringRef PatternPart);

/// The key of a type's row: its name, and the pattern if that has literals.
std::string keyOf(const std::string &Name,
                  const std::vector<std::string> &Pattern);

/// A name that a condition of the row asks about and its pattern has not; empty
/// if there is none.
std::string unboundName(const TypeRow &Row);

} // namespace fearless

#endif
