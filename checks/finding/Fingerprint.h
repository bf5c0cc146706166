//===- Fingerprint.h - The same finding in another run ----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Whether a finding was there before is asked of its fingerprint, not of its
// place: a line added above it, a file that was formatted anew or moved change
// nothing. It is made of the check, the enclosing declaration and the message,
// and where those are equal, of the order in the file. Renaming a thing that
// the message names makes a new finding.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FINDING_FINGERPRINT_H
#define FEARLESS_CHECKS_FINDING_FINGERPRINT_H

#include "finding/Finding.h"
#include "llvm/ADT/ArrayRef.h"

namespace fearless {

/// The fingerprints of all findings of a run, in their order: 32 hexadecimal
/// digits each, all different. The findings come sorted. Root is the folder of
/// the sources: a path below it counts from there, so that the fingerprints are
/// the same in another folder.
std::vector<std::string>
fingerprintsOf(llvm::ArrayRef<const Finding *> Findings, llvm::StringRef Root);

} // namespace fearless

#endif
