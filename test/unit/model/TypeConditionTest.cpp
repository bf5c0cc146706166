//===- TypeConditionTest.cpp - Conditions of rows and annotations ---------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/TypeCondition.h"
#include "model/LoadModel.h"
#include "model/TypeAnswer.h"
#include "gtest/gtest.h"

namespace fearless {
namespace {

using Kind = TypeCondition::Kind;

TypeCondition read(llvm::StringRef Text) {
  return llvm::cantFail(readTypeCondition(Text));
}

std::string errorOf(llvm::StringRef Text) {
  return llvm::toString(readTypeCondition(Text).takeError());
}

TEST(TypeCondition, Words) {
  EXPECT_EQ(read("true").What, Kind::True);
  EXPECT_EQ(read(" false ").What, Kind::False);
  EXPECT_EQ(read("unknown").What, Kind::Unknown);
  EXPECT_EQ(read("opaque").What, Kind::Opaque);
  EXPECT_EQ(read("all").What, Kind::All);
}

TEST(TypeCondition, Predicate) {
  const TypeCondition C = read("shared(T)");
  EXPECT_EQ(C.What, Kind::Predicate);
  EXPECT_EQ(C.Predicate, "shared");
  EXPECT_EQ(C.Name, "T");
}

TEST(TypeCondition, AndBindsTighterThanOr) {
  const TypeCondition C = read("send(A) | !sync(B) & ts(C)");
  ASSERT_EQ(C.What, Kind::Or);
  ASSERT_EQ(C.Operands.size(), 2u);
  EXPECT_EQ(C.Operands[0].Name, "A");
  ASSERT_EQ(C.Operands[1].What, Kind::And);
  EXPECT_EQ(C.Operands[1].Operands[0].What, Kind::Not);
  EXPECT_EQ(namesIn(C), (std::vector<std::string>{"A", "B", "C"}));
}

TEST(TypeCondition, Parentheses) {
  const TypeCondition C = read("(send(A) | send(B)) & send(C)");
  ASSERT_EQ(C.What, Kind::And);
  EXPECT_EQ(C.Operands[0].What, Kind::Or);
}

TEST(TypeCondition, Errors) {
  EXPECT_EQ(errorOf(""), "the condition ends too early; expected 'true', "
                         "'false', 'unknown', 'opaque', 'all' or a predicate "
                         "such as 'send(T)'");
  EXPECT_EQ(errorOf("send"), "the condition ends too early; expected '('");
  EXPECT_EQ(errorOf("send(T"), "the condition ends too early; expected ')'");
  EXPECT_EQ(errorOf("send(1)"), "found '1' in the condition; expected the name "
                                "of a template parameter");
  EXPECT_EQ(errorOf("true false"), "found 'false' in the condition; expected "
                                   "'&', '|' or the end of the condition");
  EXPECT_EQ(errorOf("(true"), "the condition ends too early; expected ')'");
}

constexpr const char *Head = "schema: 1\nlibrary: mine\ntypes:\n";

Model load(const std::string &Rows) {
  Model M;
  EXPECT_EQ(llvm::toString(addRows(M, Head + Rows, "my.yaml")), "");
  return M;
}

std::string loadError(const std::string &Rows) {
  Model M;
  return llvm::toString(addRows(M, Head + Rows, "my.yaml"));
}

TEST(TypeRow, EveryKey) {
  const Model M = load("  - name: ['my::Ptr<T, Rest...>']\n"
                       "    view: true\n"
                       "    shares: true\n"
                       "    send: send(T) & shared(T)\n"
                       "    sync: 'false'\n"
                       "    ts: 'true'\n"
                       "    with_derived: true\n"
                       "    thread_owned: true\n"
                       "    count: plain\n"
                       "    affinity: main thread\n"
                       "    except: [clear]\n"
                       "    reason: it is so\n"
                       "    src: own code\n");
  const TypeRow &Row = M.Types.at("my::Ptr");
  EXPECT_EQ(Row.Name, "my::Ptr");
  EXPECT_EQ(Row.Pattern, (std::vector<std::string>{"T", "Rest..."}));
  EXPECT_EQ(Row.Send->What, Kind::And);
  EXPECT_EQ(Row.Sync->What, Kind::False);
  EXPECT_EQ(Row.ThreadSafe->What, Kind::True);
  EXPECT_TRUE(Row.WithDerived && Row.ThreadOwned);
  EXPECT_EQ(Row.Count, "plain");
  EXPECT_EQ(Row.Affinity, "main thread");
  EXPECT_EQ(Row.Except, std::vector<std::string>{"clear"});
  EXPECT_EQ(Row.Reason, "it is so");
  EXPECT_EQ(Row.Library, "mine");
}

TEST(TypeRow, RowsOfOneTemplateByLiterals) {
  const Model M = load("  - name: ['my::Set<T>', 'my::Set<bool>']\n"
                       "    src: own code\n");
  EXPECT_EQ(M.Types.at("my::Set").Pattern, std::vector<std::string>{"T"});
  EXPECT_EQ(M.Types.at("my::Set<bool>").Pattern,
            std::vector<std::string>{"bool"});
}

TEST(TypeRow, Errors) {
  EXPECT_EQ(loadError("  - name: ['my::Ptr<T>']\n"
                      "    send: send(U)\n"
                      "    src: own code\n"),
            "my.yaml:4:5: 'U' is no argument of 'my::Ptr'; conditions ask "
            "about names of the pattern");
  EXPECT_EQ(loadError("  - name: ['my::Ptr<T>']\n"
                      "    send: sends(T)\n"
                      "    src: own code\n"),
            "my.yaml:5:11: found 'sends' in the condition; expected 'true', "
            "'false', 'unknown', 'opaque', 'all' or a predicate such as "
            "'send(T)'; a condition is made of predicates of template "
            "arguments, '!', '&' and '|'");
  EXPECT_EQ(loadError("  - name: ['my::Ptr<T']\n"
                      "    src: own code\n"),
            "my.yaml:4:12: found 'my::Ptr<T' for 'name'; expected a qualified "
            "name such as 'ns::Class<T, Rest...>'");
}

Answer answerOf(Truth Is, LeafKind Leaf = LeafKind::Language) {
  Answer A;
  A.Is = Is;
  A.Leaf = Leaf;
  return A;
}

TEST(TypeAnswer, Conjunction) {
  const Answer Yes = answerOf(Truth::Yes), No = answerOf(Truth::No),
               Unknown = answerOf(Truth::Unknown, LeafKind::Opaque),
               Suspicious = answerOf(Truth::Unknown, LeafKind::Mutable);
  EXPECT_TRUE(both(Yes, No).isNo());
  EXPECT_TRUE(both(No, Unknown).isNo());
  EXPECT_EQ(both(Yes, Unknown), Unknown);
  EXPECT_EQ(both(Unknown, Suspicious), Suspicious);
  EXPECT_EQ(both(Suspicious, Unknown), Suspicious);
  EXPECT_TRUE(both(Yes, Yes).isYes());
}

} // namespace
} // namespace fearless
