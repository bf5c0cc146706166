//===- ModelErrorsTest.cpp - What a wrong model file is told --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Every error is one line with file, line and column, says what is wrong, and
// then what is expected.
//
//===----------------------------------------------------------------------===//

#include "model/LoadModel.h"
#include "gtest/gtest.h"

namespace fearless {
namespace {

/// The error of a whole file.
std::string errorOf(const std::string &Yaml) {
  Model M;
  return llvm::toString(addRows(M, Yaml, "my.yaml"));
}

/// The error of rows behind a right head, which takes lines 1 and 2.
std::string errorOfRows(const std::string &Rows) {
  return errorOf("schema: 1\nlibrary: mine\n" + Rows);
}

TEST(ModelErrors, UnknownKeyNearAKnownOne) {
  EXPECT_EQ(errorOfRows("spawn:\n"
                        "  - name: [f]\n"
                        "    callabel: 1\n"
                        "    src: own code\n"),
            "my.yaml:5:5: unknown key 'callabel' in a spawn row; did you mean "
            "'callable'?");
}

TEST(ModelErrors, UnknownKeyNearNone) {
  EXPECT_EQ(errorOfRows("waits:\n"
                        "  - name: [f]\n"
                        "    timeout: 1\n"),
            "my.yaml:5:5: unknown key 'timeout' in a wait row; expected 'on', "
            "'name' or 'src'");
}

TEST(ModelErrors, UnknownRecordKind) {
  EXPECT_EQ(errorOfRows("handle:\n"
                        "  - name: [f]\n"),
            "my.yaml:3:1: unknown key 'handle' in a model file; did you mean "
            "'handles'?");
}

TEST(ModelErrors, MissingKey) {
  EXPECT_EQ(errorOfRows("types:\n"
                        "  - name: [a]\n"
                        "    view: true\n"),
            "my.yaml:4:5: missing key 'src' in a type row; expected the source "
            "of the fact");
  EXPECT_EQ(errorOfRows("types:\n"
                        "  - src: own code\n"),
            "my.yaml:4:5: missing key 'name' in a type row; expected a list of "
            "names");
  EXPECT_EQ(errorOfRows("functions:\n"
                        "  - name: [f]\n"
                        "    src: own code\n"),
            "my.yaml:4:5: missing key 'result' in a function row; expected "
            "what the result is");
}

TEST(ModelErrors, DuplicateKey) {
  EXPECT_EQ(errorOfRows("types:\n"
                        "  - name: [a]\n"
                        "    view: true\n"
                        "    view: false\n"
                        "    src: own code\n"),
            "my.yaml:6:5: duplicate key 'view' in a type row; expected each "
            "key once");
}

TEST(ModelErrors, DuplicateName) {
  EXPECT_EQ(errorOfRows("types:\n"
                        "  - name: [a, b]\n"
                        "    src: own code\n"
                        "  - name:\n"
                        "      - c\n"
                        "      - b\n"
                        "    src: own code\n"),
            "my.yaml:8:9: duplicate name 'b' in 'types'; expected one row for "
            "each name (the first is in line 4)");
}

TEST(ModelErrors, NameThatWouldNeverMatch) {
  for (const char *Name : {"my::Span<int>", "::wait", "my::", "my::wait()",
                           "my::Pool::~Pool", "my::Task::operator()", "2nd"})
    EXPECT_EQ(errorOfRows(std::string("waits:\n"
                                      "  - name: [\"") +
                          Name + "\"]\n    src: own code\n"),
              std::string("my.yaml:4:12: found '") + Name +
                  "' for 'name'; expected a qualified name such as "
                  "'ns::Class::member', of identifiers alone");
}

TEST(ModelErrors, MemberWithItsScope) {
  EXPECT_EQ(errorOfRows("handles:\n"
                        "  - name: [my::Thread]\n"
                        "    join: [wait, my::join_all]\n"
                        "    src: own code\n"),
            "my.yaml:5:18: found 'my::join_all' for 'join'; expected the name "
            "of a member or function, without its scope");
  EXPECT_EQ(errorOfRows("handles:\n"
                        "  - name: [my::Thread]\n"
                        "    looks: [my::id]\n"
                        "    src: own code\n"),
            "my.yaml:5:13: found 'my::id' for 'looks'; expected the name of a "
            "member or function, without its scope");
}

TEST(ModelErrors, NoName) {
  EXPECT_EQ(errorOfRows("types:\n"
                        "  - name: []\n"
                        "    src: own code\n"),
            "my.yaml:4:5: found a list for 'name'; expected at least one name");
}

TEST(ModelErrors, ScalarForAList) {
  EXPECT_EQ(errorOfRows("handles:\n"
                        "  - name: [my::Thread]\n"
                        "    join: join\n"
                        "    src: own code\n"),
            "my.yaml:5:11: found 'join' for 'join'; expected a list of names");
  EXPECT_EQ(errorOfRows("handles:\n"
                        "  - name: [my::Thread]\n"
                        "    looks: id\n"
                        "    src: own code\n"),
            "my.yaml:5:12: found 'id' for 'looks'; expected a list of names");
}

TEST(ModelErrors, ListForAScalar) {
  EXPECT_EQ(errorOfRows("spawn:\n"
                        "  - name: [f]\n"
                        "    callable: [1]\n"
                        "    src: own code\n"),
            "my.yaml:5:5: found a list for 'callable'; expected a position, "
            "counted from 0");
}

TEST(ModelErrors, NoValue) {
  EXPECT_EQ(errorOfRows("spawn:\n"
                        "  - name: [f]\n"
                        "    src:\n"),
            "my.yaml:5:5: found no value for 'src'; expected the source of the "
            "fact");
  EXPECT_EQ(errorOfRows("spawn:\n"
                        "types: []\n"),
            "my.yaml:3:1: found no value for 'spawn'; expected a list of rows");
}

TEST(ModelErrors, EmptyText) {
  EXPECT_EQ(errorOfRows("spawn:\n"
                        "  - name: [f]\n"
                        "    src: \"\"\n"),
            "my.yaml:5:10: found '' for 'src'; expected the source of the "
            "fact");
}

TEST(ModelErrors, BadNumber) {
  EXPECT_EQ(errorOfRows("spawn:\n"
                        "  - name: [f]\n"
                        "    callable: first\n"
                        "    src: own code\n"),
            "my.yaml:5:15: found 'first' for 'callable'; expected a position, "
            "counted from 0");
  EXPECT_EQ(errorOfRows("spawn:\n"
                        "  - name: [f]\n"
                        "    args: [1, -2]\n"
                        "    src: own code\n"),
            "my.yaml:5:15: found '-2' for 'args'; expected a position, counted "
            "from 0");
}

TEST(ModelErrors, BadFlag) {
  EXPECT_EQ(errorOfRows("types:\n"
                        "  - name: [a]\n"
                        "    view: yes\n"
                        "    src: own code\n"),
            "my.yaml:5:11: unknown value 'yes' for 'view'; expected 'false' or "
            "'true'");
}

TEST(ModelErrors, BadEnumerator) {
  EXPECT_EQ(errorOfRows("handles:\n"
                        "  - name: [my::Thread]\n"
                        "    end: joins\n"
                        "    src: own code\n"),
            "my.yaml:5:10: unknown value 'joins' for 'end'; did you mean "
            "'join'?");
  EXPECT_EQ(errorOfRows("spawn:\n"
                        "  - name: [f]\n"
                        "    transfer: by_value\n"
                        "    src: own code\n"),
            "my.yaml:5:15: unknown value 'by_value' for 'transfer'; expected "
            "'decay', 'copy' or 'pointer'");
}

TEST(ModelErrors, BadHandlePlace) {
  for (const char *Place : {"\"*\"", "\"*x\"", "\"0\"", "that"}) {
    const std::string Error = errorOfRows(std::string("spawn:\n"
                                                      "  - name: [f]\n"
                                                      "    handle: ") +
                                          Place + "\n    src: own code\n");
    EXPECT_TRUE(llvm::StringRef(Error).starts_with("my.yaml:5:13: found '"))
        << Error;
    EXPECT_TRUE(llvm::StringRef(Error).ends_with(
        " for 'handle'; expected 'this', 'result', 'object', 'none', 'call' or "
        "'*N', "
        "where N is the position of a pointer"))
        << Error;
  }
}

TEST(ModelErrors, RowThatIsNoMapping) {
  EXPECT_EQ(errorOfRows("spawn:\n"
                        "  - {name: [f], src: own code}\n"
                        "  - my::spawn\n"),
            "my.yaml:5:5: found 'my::spawn' for 'spawn'; expected a spawn row, "
            "a mapping");
}

TEST(ModelErrors, Schema) {
  EXPECT_EQ(errorOf("schema: 2\nlibrary: mine\n"),
            "my.yaml:1:9: unknown schema '2'; expected 1");
  EXPECT_EQ(errorOf("library: mine\n"),
            "my.yaml:1:1: missing key 'schema' in a model file; expected 1");
}

TEST(ModelErrors, Library) {
  EXPECT_EQ(errorOf("schema: 1\n"),
            "my.yaml:1:1: missing key 'library' in a model file; expected the "
            "name of a library");
}

TEST(ModelErrors, NotAMapping) {
  EXPECT_EQ(errorOf(""),
            "my.yaml:1:1: found no value; expected a model file, a mapping");
  EXPECT_EQ(errorOf("- name: [f]\n"),
            "my.yaml:1:1: found a list; expected a model file, a mapping");
}

TEST(ModelErrors, MalformedYaml) {
  EXPECT_EQ(errorOfRows("spawn: [{]\n"),
            "my.yaml:3:10: malformed YAML (unexpected token. Expected Key, "
            "Flow Entry, or Flow Mapping End); expected YAML 1.2");
  EXPECT_EQ(errorOfRows("spawn:\n"
                        "  - name: [f]\n"
                        "\tsrc: own code\n"),
            "my.yaml:5:5: malformed YAML (unexpected token. Expected Key or "
            "Block End); expected YAML 1.2");
}

TEST(ModelErrors, AliasesAndFurtherDocuments) {
  EXPECT_EQ(errorOfRows("spawn: *rows\n"),
            "my.yaml:3:1: found an alias for 'spawn'; expected a list of rows");
  EXPECT_EQ(errorOfRows("---\n"
                        "schema: 1\n"),
            "my.yaml:4:1: found a second document; expected one document");
}

TEST(ModelErrors, UnreadableFile) {
  Model M;
  EXPECT_EQ(llvm::toString(addRowsOfFile(M, "no/such.yaml")),
            "no/such.yaml:1:1: cannot read the file (No such file or "
            "directory); expected a YAML file");
}

/// A truncated or mangled file is an error, never a crash or a second line.
TEST(ModelErrors, EveryPrefixOfAFileIsOneLine) {
  for (const ShippedModel &File : shippedModels())
    for (size_t Length = 0; Length < File.Yaml.size(); Length += 7) {
      Model M;
      const std::string Error = llvm::toString(
          addRows(M, File.Yaml.take_front(Length), File.FileName));
      EXPECT_FALSE(llvm::StringRef(Error).contains('\n')) << Error;
    }
}

} // namespace
} // namespace fearless
