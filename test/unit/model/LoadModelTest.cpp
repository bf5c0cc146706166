//===- LoadModelTest.cpp - What a model file loads as ---------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/LoadModel.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

namespace fearless {
namespace {

constexpr const char *Head = "schema: 1\n"
                             "library: mine\n";

/// Loads the rows, which have to be right.
Model load(const std::string &Rows) {
  Model M;
  EXPECT_EQ(llvm::toString(addRows(M, Head + Rows, "my.yaml")), "");
  return M;
}

TEST(LoadModel, SpawnRowHasDefaults) {
  const Model M = load("spawn:\n"
                       "  - name: [my::spawn]\n"
                       "    src: own code\n");
  const SpawnRow &Row = M.Spawns.at("my::spawn");
  EXPECT_EQ(Row.Name, "my::spawn");
  EXPECT_EQ(Row.Callable, 0u);
  EXPECT_TRUE(Row.SkipTypes.empty());
  EXPECT_EQ(Row.Args, std::nullopt);
  EXPECT_EQ(Row.How, Transfer::Decay);
  EXPECT_EQ(Row.Handle, HandlePlace::Result);
  EXPECT_FALSE(Row.NonzeroIsFailure);
  EXPECT_EQ(Row.DeferredBy, "");
  EXPECT_EQ(Row.Source, "own code");
}

TEST(LoadModel, SpawnRowWithEveryKey) {
  const Model M = load("spawn:\n"
                       "  - name: [my::spawn]\n"
                       "    callable: 2\n"
                       "    skip: [my::Priority, my::Stack]\n"
                       "    args: [3, 5]\n"
                       "    transfer: pointer\n"
                       "    handle: '*1'\n"
                       "    nonzero_is_failure: true\n"
                       "    deferred_by: my::Priority::later\n"
                       "    src: own code\n");
  const SpawnRow &Row = M.Spawns.at("my::spawn");
  EXPECT_EQ(Row.Callable, 2u);
  EXPECT_EQ(Row.SkipTypes,
            (std::vector<std::string>{"my::Priority", "my::Stack"}));
  EXPECT_EQ(Row.Args, (std::vector<unsigned>{3, 5}));
  EXPECT_EQ(Row.How, Transfer::Pointer);
  EXPECT_EQ(Row.Handle, HandlePlace::Pointee);
  EXPECT_EQ(Row.HandleArg, 1u);
  EXPECT_TRUE(Row.NonzeroIsFailure);
  EXPECT_EQ(Row.DeferredBy, "my::Priority::later");
}

TEST(LoadModel, EmptyArgsAreNotAllArgs) {
  const Model M = load("spawn:\n"
                       "  - {name: [f], args: [], src: own code}\n");
  EXPECT_EQ(M.Spawns.at("f").Args, std::vector<unsigned>());
}

TEST(LoadModel, EveryHandlePlaceAndTransfer) {
  const Model M =
      load("spawn:\n"
           "  - {name: [a], handle: this, transfer: copy, src: s}\n"
           "  - {name: [b], handle: result, transfer: decay, src: s}\n"
           "  - {name: [c], handle: \"*12\", src: s}\n");
  EXPECT_EQ(M.Spawns.at("a").Handle, HandlePlace::This);
  EXPECT_EQ(M.Spawns.at("a").How, Transfer::Copy);
  EXPECT_EQ(M.Spawns.at("b").Handle, HandlePlace::Result);
  EXPECT_EQ(M.Spawns.at("b").How, Transfer::Decay);
  EXPECT_EQ(M.Spawns.at("c").Handle, HandlePlace::Pointee);
  EXPECT_EQ(M.Spawns.at("c").HandleArg, 12u);
}

TEST(LoadModel, HandleRows) {
  const Model M =
      load("handles:\n"
           "  - name: [my::Thread]\n"
           "    join: [join, join_all]\n"
           "    detach: [release]\n"
           "    test: [joinable, is_set]\n"
           "    looks: [id, my_kill]\n"
           "    end: join\n"
           "    copies: true\n"
           "    src: own code\n"
           "  - {name: [my::Raw], src: own code}\n"
           "  - {name: [my::Strict], end: terminate, src: own code}\n");
  const HandleRow &Row = M.Handles.at("my::Thread");
  EXPECT_EQ(Row.Name, "my::Thread");
  EXPECT_EQ(Row.Join, (std::vector<std::string>{"join", "join_all"}));
  EXPECT_EQ(Row.Detach, std::vector<std::string>{"release"});
  EXPECT_EQ(Row.Test, (std::vector<std::string>{"joinable", "is_set"}));
  EXPECT_EQ(Row.Looks, (std::vector<std::string>{"id", "my_kill"}));
  EXPECT_EQ(Row.AtEnd, HandleEnd::Join);
  EXPECT_TRUE(Row.Copies);
  EXPECT_EQ(M.Handles.at("my::Raw").AtEnd, HandleEnd::Leak);
  EXPECT_FALSE(M.Handles.at("my::Raw").Copies);
  EXPECT_TRUE(M.Handles.at("my::Raw").Looks.empty());
  EXPECT_EQ(M.Handles.at("my::Strict").AtEnd, HandleEnd::Terminate);
}

TEST(LoadModel, WaitRows) {
  const Model M = load("waits:\n"
                       "  - {name: [my::Event::wait], src: own code}\n"
                       "  - {name: [wait_for], \"on\": 1, src: own code}\n");
  EXPECT_EQ(M.Waits.at("my::Event::wait").On, std::nullopt);
  EXPECT_EQ(M.Waits.at("wait_for").On, 1u);
}

TEST(LoadModel, TypeRows) {
  const Model M = load("types:\n"
                       "  - {name: [my::Slice], view: true, src: own code}\n"
                       "  - {name: [my::Ref], shares: true, src: own code}\n");
  EXPECT_TRUE(M.Types.at("my::Slice").View);
  EXPECT_FALSE(M.Types.at("my::Slice").Shares);
  EXPECT_FALSE(M.Types.at("my::Ref").View);
  EXPECT_TRUE(M.Types.at("my::Ref").Shares);
}

TEST(LoadModel, FunctionRows) {
  const Model M = load("functions:\n"
                       "  - {name: [a], result: reference, src: own code}\n"
                       "  - {name: [b], result: argument, src: own code}\n"
                       "  - {name: [c], result: bundle, src: own code}\n"
                       "  - {name: [d], result: link, src: own code}\n");
  EXPECT_EQ(M.Functions.at("a").Result, ResultIs::Reference);
  EXPECT_EQ(M.Functions.at("b").Result, ResultIs::Argument);
  EXPECT_EQ(M.Functions.at("c").Result, ResultIs::Bundle);
  EXPECT_EQ(M.Functions.at("d").Result, ResultIs::Link);
}

TEST(LoadModel, OneRowForEachOfItsNames) {
  const Model M = load("types:\n"
                       "  - name: [my::Slice, my::Span]\n"
                       "    view: true\n"
                       "    src: |\n"
                       "      own code,\n"
                       "      slices.md\n");
  EXPECT_EQ(M.Types.size(), 2u);
  EXPECT_EQ(M.Types.at("my::Slice").Name, "my::Slice");
  EXPECT_EQ(M.Types.at("my::Span").Name, "my::Span");
  EXPECT_EQ(M.Types.at("my::Span").Source, "own code,\nslices.md");
}

TEST(LoadModel, SameNameInTwoKindsIsTwoRows) {
  const Model M =
      load("waits:\n"
           "  - {name: [my::get], src: own code}\n"
           "functions:\n"
           "  - {name: [my::get], result: argument, src: own code}\n");
  EXPECT_EQ(M.Waits.size(), 1u);
  EXPECT_EQ(M.Functions.size(), 1u);
}

TEST(LoadModel, RowFromMemoryIsReadButNotLoaded) {
  EXPECT_EQ(load("types:\n"
                 "  - {name: [my::Slice], view: true, src: mem}\n")
                .Types.size(),
            0u);
}

TEST(LoadModel, FileWithoutRows) {
  const Model M = load("");
  EXPECT_TRUE(M.Spawns.empty() && M.Handles.empty() && M.Waits.empty() &&
              M.Types.empty() && M.Functions.empty());
}

TEST(LoadModel, LaterFileReplacesRowsOfSameName) {
  Model M = load("types:\n"
                 "  - {name: [a, b], view: true, shares: true, src: first}\n"
                 "waits:\n"
                 "  - {name: [a], src: first}\n");
  const std::string Later = std::string(Head) +
                            "types:\n"
                            "  - {name: [a], view: false, src: second}\n";
  ASSERT_EQ(llvm::toString(addRows(M, Later, "later.yaml")), "");
  EXPECT_FALSE(M.Types.at("a").View);
  EXPECT_FALSE(M.Types.at("a").Shares) << "rows are replaced whole";
  EXPECT_EQ(M.Types.at("a").Source, "second");
  EXPECT_TRUE(M.Types.at("b").View);
  EXPECT_EQ(M.Waits.at("a").Source, "first") << "other kinds are kept";
}

TEST(LoadModel, NothingOfAWrongFileIsLoaded) {
  Model M = load("types:\n"
                 "  - {name: [a], view: true, src: first}\n");
  const std::string Wrong = std::string(Head) +
                            "types:\n"
                            "  - {name: [a, b], view: false, src: second}\n"
                            "waits:\n"
                            "  - {name: [c]}\n";
  EXPECT_NE(llvm::toString(addRows(M, Wrong, "wrong.yaml")), "");
  EXPECT_EQ(M.Types.size(), 1u);
  EXPECT_TRUE(M.Types.at("a").View);
  EXPECT_TRUE(M.Waits.empty());
}

TEST(LoadModel, RowsOfAFile) {
  llvm::SmallString<128> Path;
  int Descriptor = -1;
  ASSERT_FALSE(
      llvm::sys::fs::createTemporaryFile("model", "yaml", Descriptor, Path));
  llvm::raw_fd_ostream(Descriptor, /*shouldClose=*/true)
      << Head << "types:\n  - {name: [a], view: true, src: own code}\n";
  Model M;
  EXPECT_EQ(llvm::toString(addRowsOfFile(M, Path)), "");
  EXPECT_TRUE(M.Types.at("a").View);
  llvm::sys::fs::remove(Path);
}

TEST(LoadModel, EveryShippedFileIsRight) {
  ASSERT_FALSE(shippedModels().empty());
  for (const ShippedModel &File : shippedModels()) {
    Model M;
    EXPECT_EQ(llvm::toString(addRows(M, File.Yaml, File.FileName)), "");
  }
}

/// The shipped rows that everything else rests on.
TEST(LoadModel, ShippedRows) {
  const Model &M = shippedModel();
  EXPECT_EQ(&M, &shippedModel()) << "parsed once";
  EXPECT_EQ(M.Spawns.at("std::thread::thread").Handle, HandlePlace::This);
  EXPECT_EQ(M.Spawns.at("std::async").SkipTypes,
            std::vector<std::string>{"std::launch"});
  EXPECT_EQ(M.Spawns.at("pthread_create").How, Transfer::Pointer);
  EXPECT_EQ(M.Spawns.at("pthread_create").Callable, 2u);
  EXPECT_EQ(M.Handles.at("std::thread").AtEnd, HandleEnd::Terminate);
  EXPECT_EQ(M.Handles.at("std::jthread").AtEnd, HandleEnd::Join);
  EXPECT_EQ(M.Handles.at("pthread_t").AtEnd, HandleEnd::Leak);
  EXPECT_TRUE(M.Types.at("std::basic_string_view").View);
  EXPECT_EQ(M.Functions.at("std::ref").Result, ResultIs::Reference);
  EXPECT_EQ(M.Functions.at("std::addressof").Result, ResultIs::Reference);
  EXPECT_EQ(M.Handles.at("std::thread").Looks,
            (std::vector<std::string>{"get_id", "native_handle"}));
  EXPECT_EQ(M.Handles.at("thrd_t").Looks,
            std::vector<std::string>{"thrd_equal"});
}

/// A function handed to a spawn is found whatever namespace version it is in,
/// so every shipped name has to be written without one.
TEST(LoadModel, ShippedNamesHaveNoInlineNamespace) {
  const Model &M = shippedModel();
  const auto Check = [](llvm::StringRef Name) {
    EXPECT_FALSE(Name.contains("__cxx11") || Name.contains("_V2") ||
                 Name.contains("__1::"))
        << Name.str();
  };
  for (llvm::StringRef Name : M.Spawns.keys())
    Check(Name);
  for (llvm::StringRef Name : M.Handles.keys())
    Check(Name);
  for (llvm::StringRef Name : M.Waits.keys())
    Check(Name);
  for (llvm::StringRef Name : M.Types.keys())
    Check(Name);
  for (llvm::StringRef Name : M.Functions.keys())
    Check(Name);
}

} // namespace
} // namespace fearless
