//===- FindingJson.cpp - Findings as JSON ---------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/FindingJson.h"

namespace fearless {

namespace json = llvm::json;

std::string validUtf8(llvm::StringRef Text) {
  return json::isUTF8(Text) ? Text.str() : json::fixUTF8(Text);
}

llvm::StringRef nameOf(Confidence C) {
  return C == Confidence::Definite ? "definite" : "possible";
}

json::Value toJSON(const Place &P) {
  return json::Object{
      {"file", validUtf8(P.File)}, {"line", P.Line}, {"column", P.Column}};
}

bool fromJSON(const json::Value &V, Place &P, json::Path At) {
  json::ObjectMapper Map(V, At);
  std::string File;
  const bool Good = Map && Map.map("file", File) && Map.map("line", P.Line) &&
                    Map.map("column", P.Column);
  P.File = File;
  return Good;
}

static json::Value toJSON(const Step &S) {
  return json::Object{{"at", S.At}, {"message", validUtf8(S.Message)}};
}

static bool fromJSON(const json::Value &V, Step &S, json::Path At) {
  json::ObjectMapper Map(V, At);
  return Map && Map.map("at", S.At) && Map.map("message", S.Message);
}

static json::Value toJSON(const Edit &E) {
  return json::Object{
      {"begin", E.Begin}, {"end", E.End}, {"text", validUtf8(E.Text)}};
}

static bool fromJSON(const json::Value &V, Edit &E, json::Path At) {
  json::ObjectMapper Map(V, At);
  return Map && Map.map("begin", E.Begin) && Map.map("end", E.End) &&
         Map.map("text", E.Text);
}

static json::Value toJSON(const Enclosing &E) {
  json::Object O{{"key", validUtf8(E.Key)}, {"name", validUtf8(E.Name)}};
  if (E.OfOneFile)
    O["of-one-file"] = true;
  return O;
}

static bool fromJSON(const json::Value &V, Enclosing &E, json::Path At) {
  json::ObjectMapper Map(V, At);
  return Map && Map.map("key", E.Key) && Map.map("name", E.Name) &&
         Map.mapOptional("of-one-file", E.OfOneFile);
}

static json::Array listOf(const std::vector<std::string> &Texts) {
  json::Array List;
  for (const std::string &Text : Texts)
    List.push_back(validUtf8(Text));
  return List;
}

json::Value toJSON(const Finding &F) {
  json::Object O{{"check", F.Check},
                 {"at", F.At},
                 {"message", validUtf8(F.Message)},
                 {"confidence", nameOf(F.Sureness)},
                 {"steps", F.Steps}};
  if (!F.Unknowns.empty())
    O["unknowns"] = listOf(F.Unknowns);
  if (!F.Fixes.empty())
    O["fixes"] = F.Fixes;
  if (!F.In.Key.empty())
    O["in"] = toJSON(F.In);
  if (!F.Identity.empty())
    O["identity"] = listOf(F.Identity);
  return O;
}

bool fromJSON(const json::Value &V, Finding &F, json::Path At) {
  json::ObjectMapper Map(V, At);
  std::string Sureness;
  if (!Map || !Map.map("check", F.Check) || !Map.map("at", F.At) ||
      !Map.map("message", F.Message) || !Map.map("confidence", Sureness) ||
      !Map.map("steps", F.Steps) || !Map.mapOptional("unknowns", F.Unknowns) ||
      !Map.mapOptional("fixes", F.Fixes) || !Map.mapOptional("in", F.In) ||
      !Map.mapOptional("identity", F.Identity))
    return false;
  if (Sureness != nameOf(Confidence::Definite) &&
      Sureness != nameOf(Confidence::Possible)) {
    At.field("confidence").report("expected 'definite' or 'possible'");
    return false;
  }
  F.Sureness = Sureness == nameOf(Confidence::Definite) ? Confidence::Definite
                                                        : Confidence::Possible;
  return true;
}

} // namespace fearless
