//===- SourceName.h - The name of a file, kept once -------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FINDING_SOURCENAME_H
#define FEARLESS_CHECKS_FINDING_SOURCENAME_H

#include "llvm/ADT/StringRef.h"
#include <compare>
#include <string>

namespace fearless {

/// The name of a file. Facts hold tens of thousands of places in a few hundred
/// files, so each name is kept once for the whole process, and never given
/// back. Any thread may make one.
class SourceName {
public:
  SourceName() = default;
  SourceName(llvm::StringRef Name);
  SourceName(const char *Name) : SourceName(llvm::StringRef(Name)) {}
  SourceName(const std::string &Name) : SourceName(llvm::StringRef(Name)) {}

  operator llvm::StringRef() const { return Name; }
  std::string str() const { return Name.str(); }
  bool empty() const { return Name.empty(); }

  friend bool operator==(SourceName A, SourceName B) {
    return A.Name.data() == B.Name.data();
  }
  friend std::strong_ordering operator<=>(SourceName A, SourceName B) {
    return A == B ? std::strong_ordering::equal : A.Name.compare(B.Name) <=> 0;
  }

private:
  llvm::StringRef Name;
};

} // namespace fearless

#endif
