//===- DumpTypes.h - Whether types may cross, as text -----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COMMANDS_DUMPTYPES_H
#define FEARLESS_DRIVER_COMMANDS_DUMPTYPES_H

#include "model/Model.h"
#include <string>

namespace clang {
class ASTContext;
} // namespace clang

namespace fearless {

/// What to add to a file so that the type is a declaration of it.
std::string declarationOf(llvm::StringRef Type);

/// Prints the answers about that type, or about all classes and aliases that
/// the main file declares outside functions.
void dumpTypes(clang::ASTContext &Unit, const Model &Rows, bool OnlyDeclared);

} // namespace fearless

#endif
