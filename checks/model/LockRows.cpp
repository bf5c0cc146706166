//===- LockRows.cpp - Keys of the rows about locks ------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/LockRows.h"
#include "model/ReadYaml.h"

namespace fearless {
namespace {

using llvm::StringRef;

constexpr StringRef Position = "a position, counted from 0";
constexpr StringRef MemberList = "a list of names of members";

YamlKey membersKey(YamlReader &Reader, StringRef Name,
                   std::vector<std::string> &Into) {
  return {Name, MemberList, [&Reader, &Into](const YamlValue &V) {
            Reader.sequence(V, MemberList, [&](const YamlValue &Item) {
              Into.push_back(
                  Reader.text(Item, "the name of a member").value_or(""));
            });
          }};
}

} // namespace

std::vector<YamlKey> keysOf(YamlReader &Reader, LockRow &Row) {
  return {membersKey(Reader, "lock", Row.Lock),
          membersKey(Reader, "try", Row.Try),
          membersKey(Reader, "unlock", Row.Unlock),
          membersKey(Reader, "lock_shared", Row.LockShared),
          membersKey(Reader, "try_shared", Row.TryShared),
          membersKey(Reader, "unlock_shared", Row.UnlockShared),
          Reader.flagKey("recursive", Row.Recursive),
          Reader.flagKey("spin", Row.Spin),
          Reader.flagKey("dummy", Row.Dummy)};
}

std::vector<YamlKey> keysOf(YamlReader &Reader, GuardRow &Row) {
  return {Reader.flagKey("shared", Row.Shared),
          Reader.flagKey("unlocks", Row.Unlocks),
          membersKey(Reader, "lock", Row.Lock),
          membersKey(Reader, "try", Row.Try),
          membersKey(Reader, "unlock", Row.Unlock),
          membersKey(Reader, "drop", Row.Drop),
          membersKey(Reader, "test", Row.Test),
          Reader.numberKey("mode_arg", Position, Row.ModeArg),
          Reader.enumKey<bool>("default_mode", "a mode", Row.ExclusiveByDefault,
                               {{"exclusive", true}, {"shared", false}})};
}

std::vector<YamlKey> keysOf(YamlReader &Reader, LockFunctionRow &Row) {
  const auto All = [&Reader, &Row](const YamlValue &V) {
    const std::optional<std::string> Text =
        Reader.text(V, "'all' or a position");
    unsigned Number = 0;
    if (Text && *Text == "all")
      Row.Arg.reset();
    else if (Text && !StringRef(*Text).getAsInteger(10, Number))
      Row.Arg = Number;
    else if (Text)
      Reader.failValue(V, "'all' or a position, counted from 0");
  };
  return {Reader
              .enumKey<LockEffect>("does", "what it does", Row.Does,
                                   {{"lock", LockEffect::Lock},
                                    {"try", LockEffect::Try},
                                    {"unlock", LockEffect::Unlock}})
              .required(),
          Reader.flagKey("shared", Row.Shared),
          Reader.flagKey("recursive", Row.Recursive),
          Reader.flagKey("spin", Row.Spin),
          YamlKey{"arg", "'all' or a position, counted from 0", All},
          Reader.flagKey("zero_is_success", Row.ZeroIsSuccess)};
}

std::vector<YamlKey> keysOf(YamlReader &Reader, BlockingRow &Row) {
  return {Reader
              .enumKey<BlockingTier>("tier", "a tier", Row.Tier,
                                     {{"high", BlockingTier::High},
                                      {"medium", BlockingTier::Medium},
                                      {"low", BlockingTier::Low}})
              .required(),
          Reader.textKey("waits", "what it waits for", Row.Waits).required(),
          Reader.numberKey("timeout", Position, Row.Timeout),
          Reader.enumKey<unsigned>(
              "unit", "a unit of time", Row.Unit,
              {{"microsecond", 1}, {"millisecond", 1000}, {"second", 1000000}}),
          Reader.numberKey("releases", Position, Row.Releases),
          Reader.flagKey("releases_this", Row.ReleasesThis),
          Reader.numberKey("flags", Position, Row.Flags),
          Reader.numberKey("nonblocking", "bits", Row.NonBlocking),
          Reader.flagKey("descriptor", Row.Descriptor)};
}

} // namespace fearless
