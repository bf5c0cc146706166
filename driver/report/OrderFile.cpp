//===- OrderFile.cpp - The lock order as a file ---------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/OrderFile.h"
#include "collect/Paths.h"
#include "compat/Json.h"
#include "finding/FindingJson.h"
#include "report/Report.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

std::string writeOrder(const std::vector<ObservedOrder> &Orders,
                       llvm::StringRef Root) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << "{\"version\": 1, \"order\": [";
  const char *Separator = "\n";
  for (const ObservedOrder &O : Orders) {
    OS << Separator
       << llvm::json::Value(
              llvm::json::Array{validUtf8(pathFromRoot(O.First, Root)),
                                validUtf8(pathFromRoot(O.Then, Root))});
    Separator = ",\n";
  }
  OS << "\n]}\n";
  return Text;
}

/// The class of a lock, whose file's path may start at the root.
static std::string classFrom(llvm::StringRef Name, llvm::StringRef Root) {
  if (!isOfEachUnit(Name.str()) || llvm::sys::path::is_absolute(Name))
    return Name.str();
  return (Root + "/" + Name).str();
}

llvm::Expected<std::set<std::pair<std::string, std::string>>>
readOrder(llvm::StringRef Path, llvm::StringRef Root) {
  const auto Text = llvm::MemoryBuffer::getFile(Path);
  if (!Text)
    return llvm::createStringError("cannot read '" + Path +
                                   "': " + Text.getError().message());
  const auto Wrong = [&](const llvm::Twine &Why) {
    return llvm::createStringError("'" + Path + "' is no order file: " + Why +
                                   "; 'fearless order write' makes one");
  };
  llvm::Expected<llvm::json::Value> V = llvm::json::parse((*Text)->getBuffer());
  if (!V)
    return Wrong(llvm::toString(V.takeError()));
  llvm::json::Path::Root At("order");
  llvm::json::ObjectMapper Map(*V, At);
  int Version = 0;
  std::vector<std::vector<std::string>> Pairs;
  if (!Map || !Map.map("version", Version) || !Map.map("order", Pairs))
    return Wrong(llvm::toString(At.getError()));
  if (Version != 1)
    return Wrong("this fearless reads version 1");
  std::set<std::pair<std::string, std::string>> Order;
  for (const std::vector<std::string> &Pair : Pairs) {
    if (Pair.size() != 2)
      return Wrong("a pair has two locks");
    Order.emplace(classFrom(Pair[0], Root), classFrom(Pair[1], Root));
  }
  return Order;
}

/// The locks that can be reached from one, over one edge or more.
static std::set<std::string>
reachedFrom(const std::string &Start,
            const llvm::StringMap<std::vector<std::string>> &Ways) {
  std::set<std::string> Seen;
  std::vector<std::string> Pending = {Start};
  while (!Pending.empty()) {
    const std::string Next = std::move(Pending.back());
    Pending.pop_back();
    const auto Out = Ways.find(Next);
    if (Out == Ways.end())
      continue;
    for (const std::string &Then : Out->second)
      if (Seen.insert(Then).second)
        Pending.push_back(Then);
  }
  return Seen;
}

static std::string quoted(const std::string &Text) {
  std::string Quoted = "\"";
  for (char C : Text)
    Quoted += C == '"' || C == '\\' ? std::string("\\") + C : std::string(1, C);
  return Quoted + "\"";
}

std::string drawOrder(const std::vector<ObservedOrder> &Orders) {
  std::map<std::string, std::string> Names;
  std::map<std::string, std::set<std::string>> Reached;
  llvm::StringMap<std::vector<std::string>> Ways;
  for (const ObservedOrder &O : Orders)
    Ways[O.First].push_back(O.Then);
  for (const ObservedOrder &O : Orders) {
    Names.try_emplace(O.First, O.FirstName);
    Names.try_emplace(O.Then, O.ThenName);
    if (!Reached.count(O.First))
      Reached[O.First] = reachedFrom(O.First, Ways);
  }
  const auto IsInCycle = [&](const ObservedOrder &O) {
    const auto Back = Reached.find(O.Then);
    return Back != Reached.end() && Back->second.count(O.First);
  };
  std::map<std::string, unsigned> Numbers;
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  OS << "digraph \"lock order\" {\n  node [shape=box];\n";
  for (const auto &[Class, Name] : Names) {
    const unsigned Number = Numbers.size();
    Numbers[Class] = Number;
    OS << "  n" << Number << " [label=" << quoted(Name);
    if (const auto R = Reached.find(Class);
        R != Reached.end() && R->second.count(Class))
      OS << ", color=red";
    OS << "];\n";
  }
  for (const ObservedOrder &O : Orders) {
    OS << "  n" << Numbers[O.First] << " -> n" << Numbers[O.Then]
       << " [tooltip="
       << quoted(llvm::formatv("{0}, {1}:{2}", O.Function, shortPath(O.At.File),
                               O.At.Line));
    if (O.Uses > 1)
      OS << ", label=\"" << O.Uses << '"';
    if (IsInCycle(O))
      OS << ", color=red";
    OS << "];\n";
  }
  OS << "}\n";
  return Text;
}

} // namespace fearless
