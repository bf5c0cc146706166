//===- Finding.h - A problem as plain data ----------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a rule says: one problem, in plain data. No clang type appears here, so
// that findings can be built by hand in a test, stored, compared and printed.
// A finding becomes a diagnostic in plugin/ and a report line in driver/report.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FINDING_FINDING_H
#define FEARLESS_CHECKS_FINDING_FINDING_H

#include "finding/Place.h"
#include "llvm/ADT/StringRef.h"
#include <string>
#include <vector>

namespace llvm {
class raw_ostream;
} // namespace llvm

namespace fearless {

/// How sure a finding is.
enum class Confidence {
  /// Every step rests on something seen: reported in every profile.
  Definite,
  /// Some step rests on code or a value that was not seen: strict only.
  Possible,
};

/// One place on the way to the problem, in order of execution.
struct Step {
  Place At;
  /// A sentence in clang style: no capital, no period, names in single quotes.
  std::string Message;

  bool operator==(const Step &) const = default;
};

/// Replaces the source range [Begin, End) by Text. Only edits that surely keep
/// the program's meaning (the finding aside) are offered.
struct Edit {
  Place Begin;
  Place End;
  std::string Text;

  bool operator==(const Edit &) const = default;
};

/// The named declaration around a place.
struct Enclosing {
  /// The same in every unit that sees the declaration, and whatever stands
  /// before it in its file (a USR); empty: not known.
  std::string Key;
  /// As a reader names it: "app::Session::close".
  std::string Name;
  /// Other files may have another one with that key: it has internal linkage.
  bool OfOneFile = false;

  auto operator<=>(const Enclosing &) const = default;
};

/// A problem, with everything that is needed to explain it.
struct Finding {
  /// The check's id, as in the table of checks.
  std::string Check;
  Place At;
  /// Stands alone: says what is wrong at this place.
  std::string Message;
  /// The other places and the chain of reasons; the last says what to do.
  std::vector<Step> Steps;
  Confidence Sureness = Confidence::Definite;
  /// What was not seen and would have to hold; empty for a definite finding.
  std::vector<std::string> Unknowns;
  std::vector<Edit> Fixes;
  /// What the place is in; the adapter fills it in.
  Enclosing In;
  /// What makes this problem the same one in another run, if that is neither
  /// the enclosing declaration nor the message: of a cycle its locks and
  /// functions, sorted. See Fingerprint.h.
  std::vector<std::string> Identity;

  bool operator==(const Finding &) const = default;
};

/// Makes the finding possible only, for that reason; the step which says so
/// comes before the last one, which says what to do.
void addDoubt(Finding &F, const std::string &Doubt, const Place &At);

/// Orders findings by place, then check, then message: the order of every
/// report, whatever order they were found in.
bool operator<(const Finding &A, const Finding &B);

/// Joins names for a sentence: 'a'; 'a' and 'b'; 'a', 'b' and 2 more.
std::string quoteNames(const std::vector<std::string> &Names);

/// Prints a finding in the form of a compiler message, notes indented below.
llvm::raw_ostream &operator<<(llvm::raw_ostream &OS, const Finding &F);

} // namespace fearless

#endif
