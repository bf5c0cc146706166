//===- CollectJoiningFields.cpp - Classes -> fields that join -------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fields end in the reverse order of their declarations, so that those behind a
// field that joins threads have ended when it does. A destructor that somebody
// wrote may join before, and is not looked into.
//
//===----------------------------------------------------------------------===//

#include "facts/CollectJoiningFields.h"
#include "model/BrokenCode.h"
#include "model/SpellTypes.h"
#include "clang/AST/DeclCXX.h"
#include "llvm/ADT/STLExtras.h"

namespace fearless {

using namespace clang;

/// Whether the class has a function whose body the unit has not.
static bool hasUnseenFunction(const CXXRecordDecl *R) {
  return llvm::any_of(R->methods(), [](const CXXMethodDecl *M) {
    const FunctionDecl *Pattern = M->getTemplateInstantiationPattern();
    return !M->isImplicit() && !M->isDefaulted() && !M->isDeleted() &&
           !(Pattern ? Pattern : M)->isDefined();
  });
}

std::map<std::string, EndedBefore>
collectJoiningFields(ArrayRef<const CXXRecordDecl *> Classes,
                     const Ownership &Types, const EntityNamer &Entities,
                     const SourceManager &Sources) {
  std::map<std::string, EndedBefore> All;
  for (const CXXRecordDecl *R : Classes) {
    const CXXDestructorDecl *D = R->getDestructor();
    if ((D && D->isUserProvided()) || R->isUnion() || isBroken(R))
      continue;
    std::vector<EndedBefore *> Joining;
    for (const FieldDecl *F : R->fields()) {
      const CXXRecordDecl *Class =
          F->getType()->getBaseElementTypeUnsafe()->getAsCXXRecordDecl();
      if (!Class || !Class->hasDefinition() || Class->hasTrivialDestructor())
        continue;
      for (EndedBefore *Handle : Joining)
        Handle->Fields.push_back({Entities(F), F->getNameAsString(),
                                  placeOf(F->getLocation(), Sources)});
      if (Types.handlesAtEnd(F->getType()) != HandlesAtEnd::Join)
        continue;
      EndedBefore &Ended = All[Entities(F)];
      Ended = {};
      Ended.IsOpen = F->getAccess() == AS_public || hasUnseenFunction(R);
      Joining.push_back(&Ended);
    }
  }
  return All;
}

} // namespace fearless
