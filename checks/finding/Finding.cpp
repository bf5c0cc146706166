//===- Finding.cpp - Order and text of findings ---------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/Finding.h"
#include "llvm/Support/raw_ostream.h"
#include <iterator>
#include <tuple>

namespace fearless {

llvm::raw_ostream &operator<<(llvm::raw_ostream &OS, const Place &P) {
  return OS << P.File << ':' << P.Line << ':' << P.Column;
}

void addDoubt(Finding &F, const std::string &Doubt, const Place &At) {
  F.Sureness = Confidence::Possible;
  F.Unknowns.push_back(Doubt);
  F.Steps.insert(F.Steps.empty() ? F.Steps.end() : std::prev(F.Steps.end()),
                 {At, "not seen: " + Doubt});
}

bool operator<(const Finding &A, const Finding &B) {
  return std::tie(A.At, A.Check, A.Message) <
         std::tie(B.At, B.Check, B.Message);
}

std::string quoteNames(const std::vector<std::string> &Names) {
  constexpr size_t MostNamed = 3;
  std::string Text;
  const size_t Named = Names.size() > MostNamed ? MostNamed - 1 : Names.size();
  for (size_t I = 0; I != Named; ++I) {
    if (I != 0)
      Text += I + 1 == Names.size() ? " and " : ", ";
    Text += "'" + Names[I] + "'";
  }
  if (Named != Names.size())
    Text += " and " + std::to_string(Names.size() - Named) + " more";
  return Text;
}

llvm::raw_ostream &operator<<(llvm::raw_ostream &OS, const Finding &F) {
  OS << F.At << ": warning: " << F.Message << " [" << F.Check << "]\n";
  for (const Step &S : F.Steps)
    OS << "  " << S.At << ": note: " << S.Message << "\n";
  return OS;
}

} // namespace fearless
