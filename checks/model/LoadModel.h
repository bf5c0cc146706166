//===- LoadModel.h - YAML rows -> Model -------------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes YAML text, gives rows. Strict: an unknown key, a wrong type, a missing
// or duplicate name or a bad value is one error with file, line and column, and
// nothing of that file is loaded. The format is documented in docs/models.md.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_LOADMODEL_H
#define FEARLESS_CHECKS_MODEL_LOADMODEL_H

#include "model/Model.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace fearless {

/// Adds the rows of one YAML text to M; FileName is for messages. The error is
/// one line "file:line:column: what is wrong"; M is then unchanged.
llvm::Error addRows(Model &M, llvm::StringRef Yaml, llvm::StringRef FileName);

/// Adds the rows of a YAML file to M, likewise.
llvm::Error addRowsOfFile(Model &M, llvm::StringRef Path);

/// One shipped model file, compiled in.
struct ShippedModel {
  llvm::StringRef FileName;
  llvm::StringRef Yaml;
};

/// The shipped model files, in alphabetical order.
llvm::ArrayRef<ShippedModel> shippedModels();

/// All shipped rows; parsed at the first call, the same object afterwards.
const Model &shippedModel();

} // namespace fearless

#endif
