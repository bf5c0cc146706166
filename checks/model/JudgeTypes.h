//===- JudgeTypes.h - Types -> Send, Sync, ThreadSafe -----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes a type, gives an answer with its chain of reasons. In the order of
// authority: an annotation on the type, a row of a model, what bases and fields
// (private and mutable ones too) and visible bodies say, unknown. A type that
// contains itself is taken to have the trait while it is being asked for.
//
// A "no" rests on an annotation, on a row, or on a write that is seen
// (FindEvidence.h). Everything that only looks wrong is unknown.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_JUDGETYPES_H
#define FEARLESS_CHECKS_MODEL_JUDGETYPES_H

#include "model/MatchModel.h"
#include "model/Ownership.h"
#include "model/ReadAnnotations.h"
#include "model/TypeAnswer.h"
#include <map>
#include <set>

namespace clang {
class FieldDecl;
} // namespace clang

namespace fearless {

/// What it takes to share an object that is not const: in core that it is
/// Sync, for most are guarded by a lock of somebody else; in strict that it is
/// ThreadSafe.
enum class Sharing : uint8_t { Core, Strict };

/// One unit's answers about types. Memoises; not for use by several threads.
class TypeJudge {
public:
  TypeJudge(const ModelMatcher &Rows, const Ownership &Types,
            const clang::ASTContext &Unit)
      : Rows(Rows), Types(Types), Unit(Unit) {}

  /// Whether the type has the trait.
  Answer ask(Trait Of, clang::QualType T, Sharing How = Sharing::Core) const;

  /// Whether several threads may reach one object of the type.
  Answer shared(clang::QualType T, Sharing How = Sharing::Core) const;

  /// Whether a class has the trait by its bases, fields and bodies, whatever
  /// annotation is written on the class itself.
  Answer derive(Trait Of, const clang::CXXRecordDecl *R,
                Sharing How = Sharing::Core) const;

private:
  using Decl = clang::CXXRecordDecl;
  /// A question, of a canonical type.
  struct Question {
    const void *Of;
    Trait What;
    Sharing How;
    auto operator<=>(const Question &) const = default;
  };
  /// Template arguments by the names that a condition uses.
  using Bindings = std::map<std::string, std::vector<clang::QualType>>;

  // JudgeTypes.cpp
  Answer judge(Trait Of, clang::QualType T, Sharing How) const;
  Answer judgePointer(Trait Of, clang::QualType T, Sharing How) const;
  Answer judgeClass(Trait Of, clang::QualType T, Sharing How) const;
  Answer judgeRecord(Trait Of, const clang::RecordDecl *R, Sharing How) const;
  Answer pointee(Answer A, clang::QualType To) const;

  // JudgeRows.cpp
  std::optional<Answer> byPromise(Trait Of, const Decl *R, Sharing How) const;
  std::optional<Answer> byRow(Trait Of, clang::QualType T, Sharing How) const;
  Answer evaluate(const TypeCondition &If, Trait Of, clang::QualType T,
                  const Bindings &Names, Sharing How) const;
  Answer evaluatePredicate(const TypeCondition &If, Trait Of, clang::QualType T,
                           clang::QualType Argument, Sharing How) const;
  Answer allArguments(Trait Of, clang::QualType T, Sharing How) const;
  Answer countIsAtomic(clang::QualType Pointer, clang::QualType T) const;
  bool isThreadOwned(clang::QualType Lock) const;

  // JudgeClasses.cpp
  Answer deriveClosure(Trait Of, const Decl *R, Sharing How) const;
  Answer deriveFields(Trait Of, const clang::RecordDecl *R, Sharing How) const;
  Answer ofField(Trait Of, const clang::FieldDecl *F, Sharing How) const;
  std::optional<Answer> byEvidence(Trait Of, const Decl *R) const;
  std::optional<Answer> byMutable(const Decl *R, Sharing How) const;

  std::string spell(clang::QualType T) const;
  std::string spell(const clang::TagDecl *R) const;
  Place place(clang::SourceLocation L) const;
  bool isInSystemHeader(const clang::Decl *D) const;

  const ModelMatcher &Rows;
  const Ownership &Types;
  const clang::ASTContext &Unit;
  /// Notes the answer to a question that was asked at that depth, and settles
  /// what rested on it.
  void keep(const Question &Q, unsigned Depth, const Answer &A) const;

  mutable std::map<Question, Answer> Known;
  /// Answers that hold if the question at that depth, still open, has a yes.
  struct Resting {
    Answer Given;
    unsigned On;
  };
  mutable std::map<Question, Resting> Provisional;
  /// Questions being asked, and how deep; the shallowest of them that the
  /// answers given so far rest on.
  mutable std::map<Question, unsigned> Asking;
  mutable unsigned RestsOn = ~0u;
};

/// The same answer, about a leaf of the type.
Answer about(const std::string &Type, Answer A);

/// An answer with a chain of one link.
Answer answer(Truth Is, LeafKind Leaf, Trait Of, std::string Text,
              Place At = {});

/// The same answer, with a link in front of its chain.
Answer because(std::string Text, Place At, Answer A);

} // namespace fearless

#endif
