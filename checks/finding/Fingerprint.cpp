//===- Fingerprint.cpp - The same finding in another run ------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/Fingerprint.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/xxhash.h"

namespace fearless {
namespace {

/// Without places: clang names a lambda's type "(lambda at file:line:column)".
std::string normalise(llvm::StringRef Message) {
  static const llvm::Regex PlaceInText("[^ '()]*:[0-9]+:[0-9]+");
  std::string Text;
  llvm::SmallVector<llvm::StringRef, 1> Match;
  while (PlaceInText.match(Message, &Match)) {
    Text += Message.take_front(Match[0].data() - Message.data());
    Message = Message.drop_front(Match[0].end() - Message.data());
  }
  return Text + Message.str();
}

llvm::StringRef seenFrom(llvm::StringRef Root, llvm::StringRef File) {
  if (!Root.empty() && File.starts_with(Root) &&
      File.drop_front(Root.size()).starts_with("/"))
    File = File.drop_front(Root.size() + 1);
  return File;
}

/// All that tells the finding from others, but its order among equals. NUL is
/// in no part.
std::string identityOf(const Finding &F, llvm::StringRef Root) {
  std::string Text = F.Check;
  // The name of what has internal linkage starts with its file.
  for (const std::string &Part : F.Identity)
    Text += '\0' + seenFrom(Root, Part).str();
  if (!F.Identity.empty())
    return Text;
  Text += '\0' + F.In.Key + '\0' + normalise(F.Message);
  if (F.In.Key.empty() || F.In.OfOneFile)
    Text += '\0' + seenFrom(Root, F.At.File).str();
  return Text;
}

std::string digest(llvm::StringRef Text) {
  const llvm::XXH128_hash_t Hash =
      llvm::xxh3_128bits(llvm::arrayRefFromStringRef(Text));
  return llvm::utohexstr(Hash.high64, /*LowerCase=*/true, 16) +
         llvm::utohexstr(Hash.low64, /*LowerCase=*/true, 16);
}

} // namespace

std::vector<std::string>
fingerprintsOf(llvm::ArrayRef<const Finding *> Findings, llvm::StringRef Root) {
  std::vector<std::string> All(Findings.size());
  llvm::StringMap<unsigned> Equals;
  // Definite ones count first: a run of the profile strict finds them under the
  // names that they have in core.
  for (Confidence Sureness : {Confidence::Definite, Confidence::Possible})
    for (size_t I = 0; I != Findings.size(); ++I) {
      if (Findings[I]->Sureness != Sureness)
        continue;
      std::string Identity = identityOf(*Findings[I], Root);
      const unsigned Before = Equals[Identity]++;
      if (Before != 0)
        Identity += '\0' + std::to_string(Before);
      All[I] = digest(Identity);
    }
  return All;
}

} // namespace fearless
