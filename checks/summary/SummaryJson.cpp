//===- SummaryJson.cpp - Summaries as JSON --------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "summary/SummaryJson.h"
#include "finding/FindingJson.h"

namespace fearless {

namespace json = llvm::json;

static llvm::StringRef nameOf(AccessPath::Root From) {
  switch (From) {
  case AccessPath::Root::None:
    return "none";
  case AccessPath::Root::This:
    return "this";
  case AccessPath::Root::Parameter:
    return "parameter";
  case AccessPath::Root::Global:
    return "global";
  case AccessPath::Root::Local:
    return "local";
  case AccessPath::Root::Result:
    return "result";
  }
  return "";
}

/// Reads one of the enumerators up to Last, by the name that nameOf gives it.
template <typename Enum>
static bool readName(const json::Value &V, Enum &E, Enum Last,
                     llvm::StringLiteral Expected, json::Path At) {
  const auto Name = V.getAsString();
  for (unsigned I = 0; Name && I <= unsigned(Last); ++I)
    if (*Name == nameOf(Enum(I))) {
      E = Enum(I);
      return true;
    }
  At.report(Expected);
  return false;
}

static bool fromJSON(const json::Value &V, AccessPath::Root &R, json::Path At) {
  return readName(
      V, R, AccessPath::Root::Result,
      "expected 'none', 'this', 'parameter', 'global', 'local' or 'result'",
      At);
}

static bool fromJSON(const json::Value &V, Destination &D, json::Path At) {
  return readName(V, D, Destination::Unknown,
                  "expected 'thread', 'stored', 'object' or 'unknown'", At);
}

static void putText(json::Object &To, llvm::StringRef Key,
                    const std::string &Text) {
  if (!Text.empty())
    To[Key] = validUtf8(Text);
}

template <typename Texts> static json::Array listOf(const Texts &All) {
  json::Array List;
  for (const std::string &Text : All)
    List.push_back(validUtf8(Text));
  return List;
}

static json::Value toJSON(const AccessPath &P) {
  json::Object O{{"from", nameOf(P.From)}};
  if (P.Index != 0)
    O["index"] = P.Index;
  putText(O, "global", P.Global);
  if (!P.Fields.empty())
    O["fields"] = listOf(P.Fields);
  return O;
}

static bool fromJSON(const json::Value &V, AccessPath &P, json::Path At) {
  json::ObjectMapper Map(V, At);
  return Map && Map.map("from", P.From) && Map.mapOptional("index", P.Index) &&
         Map.mapOptional("global", P.Global) &&
         Map.mapOptional("fields", P.Fields);
}

static json::Value toJSON(const Hop &H) {
  return json::Object{{"at", toJSON(H.At)}, {"what", validUtf8(H.What)}};
}

static bool fromJSON(const json::Value &V, Hop &H, json::Path At) {
  json::ObjectMapper Map(V, At);
  return Map && Map.map("at", H.At) && Map.map("what", H.What);
}

template <typename Records> static json::Array recordsOf(const Records &All) {
  json::Array List;
  for (const auto &Record : All)
    List.push_back(toJSON(Record));
  return List;
}

static json::Value toJSON(const Escape &E) {
  json::Object O{{"what", toJSON(E.What.Of)}, {"to", nameOf(E.Where)}};
  if (E.What.Address)
    O["address"] = true;
  if (E.Keeper != AccessPath())
    O["keeper"] = toJSON(E.Keeper);
  putText(O, "doubt", E.Doubt);
  putText(O, "noun", E.Noun);
  if (!E.Way.empty())
    O["way"] = recordsOf(E.Way);
  return O;
}

static bool fromJSON(const json::Value &V, Escape &E, json::Path At) {
  json::ObjectMapper Map(V, At);
  return Map && Map.map("what", E.What.Of) && Map.map("to", E.Where) &&
         Map.mapOptional("address", E.What.Address) &&
         Map.mapOptional("keeper", E.Keeper) &&
         Map.mapOptional("doubt", E.Doubt) && Map.mapOptional("noun", E.Noun) &&
         Map.mapOptional("way", E.Way);
}

static json::Value toJSON(const CalledFunction &C) {
  json::Object O{{"entity", validUtf8(C.Entity)}};
  if (C.IsVirtual)
    O["virtual"] = true;
  return O;
}

static bool fromJSON(const json::Value &V, CalledFunction &C, json::Path At) {
  json::ObjectMapper Map(V, At);
  return Map && Map.map("entity", C.Entity) &&
         Map.mapOptional("virtual", C.IsVirtual);
}

static json::Value toJSON(const Passing &P) {
  json::Object O{{"what", toJSON(P.What.Of)},
                 {"to", toJSON(P.To)},
                 {"parameter", P.Parameter},
                 {"at", toJSON(P.At)}};
  if (P.What.Address)
    O["address"] = true;
  if (P.On != AccessPath())
    O["on"] = toJSON(P.On);
  if (!P.Args.empty())
    O["arguments"] = recordsOf(P.Args);
  return O;
}

static bool fromJSON(const json::Value &V, Passing &P, json::Path At) {
  json::ObjectMapper Map(V, At);
  return Map && Map.map("what", P.What.Of) && Map.map("to", P.To) &&
         Map.map("parameter", P.Parameter) && Map.map("at", P.At) &&
         Map.mapOptional("address", P.What.Address) &&
         Map.mapOptional("on", P.On) && Map.mapOptional("arguments", P.Args);
}

static json::Value toJSON(const FunctionSummary &F) {
  json::Object O{{"entity", validUtf8(F.Entity)},
                 {"name", validUtf8(F.Name)},
                 {"at", toJSON(F.At)}};
  if (!F.Escapes.empty())
    O["escapes"] = recordsOf(F.Escapes);
  if (!F.Runs.empty())
    O["runs"] = recordsOf(F.Runs);
  if (!F.Calls.empty())
    O["calls"] = recordsOf(F.Calls);
  if (!F.Starts.empty())
    O["starts"] = listOf(F.Starts);
  if (!F.Passes.empty())
    O["passes"] = recordsOf(F.Passes);
  return O;
}

/// Takes records in any order, and puts them into that of Summary.h.
static bool fromJSON(const json::Value &V, FunctionSummary &F, json::Path At) {
  json::ObjectMapper Map(V, At);
  std::vector<Escape> Escapes;
  std::vector<AccessPath> Runs;
  std::vector<CalledFunction> Calls;
  std::vector<std::string> Starts;
  std::vector<Passing> Passes;
  if (!Map || !Map.map("entity", F.Entity) || !Map.map("name", F.Name) ||
      !Map.map("at", F.At) || !Map.mapOptional("escapes", Escapes) ||
      !Map.mapOptional("runs", Runs) || !Map.mapOptional("calls", Calls) ||
      !Map.mapOptional("starts", Starts) || !Map.mapOptional("passes", Passes))
    return false;
  for (Escape &E : Escapes)
    addEscape(F.Escapes, std::move(E));
  F.Runs.insert(Runs.begin(), Runs.end());
  F.Calls.insert(Calls.begin(), Calls.end());
  F.Starts.insert(Starts.begin(), Starts.end());
  F.Passes.insert(Passes.begin(), Passes.end());
  return true;
}

json::Value toJSON(const UnitSummary &Unit) {
  json::Array Functions;
  for (const auto &[Entity, F] : Unit.Functions)
    Functions.push_back(toJSON(F));
  json::Object O{{"functions", std::move(Functions)}};
  json::Object Overriders;
  for (const auto &[Entity, By] : Unit.Overriders)
    Overriders[validUtf8(Entity)] = listOf(By);
  if (!Overriders.empty())
    O["overriders"] = std::move(Overriders);
  return O;
}

bool fromJSON(const json::Value &V, UnitSummary &Unit, json::Path At) {
  json::ObjectMapper Map(V, At);
  std::vector<FunctionSummary> Functions;
  std::map<std::string, std::vector<std::string>> Overriders;
  if (!Map || !Map.map("functions", Functions) ||
      !Map.mapOptional("overriders", Overriders))
    return false;
  Unit = UnitSummary();
  for (size_t I = 0; I < Functions.size(); ++I) {
    std::string Entity = Functions[I].Entity;
    if (Unit.Functions.try_emplace(std::move(Entity), std::move(Functions[I]))
            .second)
      continue;
    At.field("functions").index(I).report("this entity is there twice");
    return false;
  }
  for (const auto &[Entity, By] : Overriders)
    Unit.Overriders[Entity].insert(By.begin(), By.end());
  return true;
}

} // namespace fearless
