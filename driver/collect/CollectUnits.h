//===- CollectUnits.h - Compile database -> units ---------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes a compile_commands.json, gives its units, each once. Strict: a database
// that is not well-formed is one error with its place, and no unit.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_DRIVER_COLLECT_COLLECTUNITS_H
#define FEARLESS_DRIVER_COLLECT_COLLECTUNITS_H

#include "collect/CompileUnit.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace fearless {

/// The path of the database that Build names: a compile_commands.json, or a
/// folder with one. Without Build, that of the working directory or of the
/// nearest folder above that has one, in itself or in its `build` folder.
llvm::Expected<std::string> findDatabase(llvm::StringRef Build);

/// The units of the database, in its order. Left out: repeated entries, and
/// files of languages that are not derived from C (assembler, Fortran, ...).
llvm::Expected<std::vector<CompileUnit>> readDatabase(llvm::StringRef Path);

/// Likewise, of a database's text; Path is for messages.
llvm::Expected<std::vector<CompileUnit>> parseDatabase(llvm::StringRef Json,
                                                       llvm::StringRef Path);

/// The text of a database with that one entry. parseDatabase() gives the unit
/// again, and clang's own reader what it would have made of the whole one.
std::string databaseOf(const CompileUnit &Unit);

/// Those units whose file is one of Files, or is below a folder among them; an
/// error if one of Files selects nothing. All units if there are no Files.
llvm::Expected<std::vector<CompileUnit>>
selectUnits(std::vector<CompileUnit> Units, llvm::ArrayRef<std::string> Files);

} // namespace fearless

#endif
