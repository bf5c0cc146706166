//===- ExplainCheck.cpp - fearless explain --------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "commands/Commands.h"
#include "commands/NearNames.h"
#include "commands/Pages.h"
#include "report/ColorMarkdown.h"
#include "report/Terminal.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

int explainCheck(llvm::StringRef Id, std::optional<bool> Color) {
  const CheckRow *Check = findCheck(Id);
  if (!Check) {
    const llvm::StringRef Prefix = "fearless-";
    llvm::StringRef Name = Id;
    Name.consume_front(Prefix);
    std::vector<llvm::StringRef> Known;
    for (const CheckRow &Row : allChecks())
      Known.push_back(Row.Id.drop_front(Prefix.size()));
    return reportError("no check '" + Id + "'" + didYouMean(Name, Known) +
                       " ('fearless list' shows all)");
  }
  const auto Page = llvm::find_if(
      allPages(), [&](const fearless::Page &P) { return P.Id == Check->Id; });
  if (Page == allPages().end())
    return reportError("this build has no page for '" + Check->Id +
                       "'; see docs/checks in the sources");
  showText(wantsColor(Color) ? colorMarkdown(Page->Markdown)
                             : Page->Markdown.str());
  return ExitClean;
}

} // namespace fearless
