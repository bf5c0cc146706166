//===- ReadTypeCondition.cpp - Text -> condition --------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/TypeCondition.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

namespace fearless {
namespace {

using llvm::StringRef;

constexpr StringRef Predicates[] = {"send",
                                    "sync",
                                    "ts",
                                    "shared",
                                    "view",
                                    "const",
                                    "atomic_refcount",
                                    "sig_const",
                                    "thread_owned"};

/// Recursive descent, one function a level of binding. The first error stays.
class ConditionReader {
public:
  explicit ConditionReader(StringRef Text) : Rest(Text) {}

  llvm::Expected<TypeCondition> read() {
    TypeCondition C = either();
    if (Error.empty() && !word().empty())
      fail("expected '&', '|' or the end of the condition");
    if (!Error.empty())
      return llvm::createStringError(Error);
    return C;
  }

private:
  using Kind = TypeCondition::Kind;

  /// The next word or sign, which is left where it is.
  StringRef word() {
    Rest = Rest.ltrim();
    const StringRef Word =
        Rest.take_while([](char C) { return llvm::isAlnum(C) || C == '_'; });
    return Word.empty() ? Rest.take_front(1) : Word;
  }

  bool take(StringRef Wanted) {
    if (word() != Wanted)
      return false;
    Rest = Rest.drop_front(Wanted.size());
    return true;
  }

  void fail(const llvm::Twine &Expected) {
    if (!Error.empty())
      return;
    const StringRef Word = word();
    Error = (Word.empty() ? "the condition ends too early"
                          : "found '" + Word.str() + "' in the condition") +
            "; " + Expected.str();
    Rest = "";
  }

  TypeCondition either() {
    return chain('|', Kind::Or, [&] { return both(); });
  }
  TypeCondition both() {
    return chain('&', Kind::And, [&] { return one(); });
  }

  TypeCondition chain(char Sign, Kind What,
                      llvm::function_ref<TypeCondition()> Operand) {
    TypeCondition First = Operand();
    if (word() != StringRef(&Sign, 1))
      return First;
    TypeCondition All{What, {std::move(First)}, "", ""};
    while (take(StringRef(&Sign, 1)))
      All.Operands.push_back(Operand());
    return All;
  }

  TypeCondition one() {
    if (take("!"))
      return {Kind::Not, {one()}, "", ""};
    if (take("(")) {
      TypeCondition Inner = either();
      if (!take(")"))
        fail("expected ')'");
      return Inner;
    }
    for (const auto &[Word, What] :
         {std::pair("true", Kind::True), std::pair("false", Kind::False),
          std::pair("unknown", Kind::Unknown),
          std::pair("opaque", Kind::Opaque), std::pair("all", Kind::All)})
      if (take(Word))
        return {What, {}, "", ""};
    return predicate();
  }

  TypeCondition predicate() {
    const StringRef Word = word();
    if (!llvm::is_contained(Predicates, Word)) {
      fail("expected 'true', 'false', 'unknown', 'opaque', 'all' or a "
           "predicate such as 'send(T)'");
      return {};
    }
    take(Word);
    if (!take("("))
      fail("expected '('");
    const StringRef Name = word();
    if (Name.empty() || !(llvm::isAlpha(Name.front()) || Name.front() == '_'))
      fail("expected the name of a template parameter");
    take(Name);
    if (!take(")"))
      fail("expected ')'");
    return {Kind::Predicate, {}, Word.str(), Name.str()};
  }

  StringRef Rest;
  std::string Error;
};

} // namespace

llvm::Expected<TypeCondition> readTypeCondition(StringRef Text) {
  return ConditionReader(Text).read();
}

std::vector<std::string> namesIn(const TypeCondition &C) {
  std::vector<std::string> Names;
  if (C.What == TypeCondition::Kind::Predicate)
    Names.push_back(C.Name);
  for (const TypeCondition &Operand : C.Operands)
    llvm::append_range(Names, namesIn(Operand));
  return Names;
}

} // namespace fearless
