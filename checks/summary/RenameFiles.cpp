//===- RenameFiles.cpp - Other names for the files of a unit --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "summary/Layout.h"

namespace fearless {

/// Goes over all records that hold a place, and changes nothing else. What is
/// ordered holds none, but for passings, orders and the keys of
/// UnitFile::Locks.
struct FileRenamer {
  static constexpr bool Changes = true, Reads = false;

  template <class N> void number(N &) {}
  void flag(bool &) {}
  template <class E> void word(E &, E) {}
  void text(std::string &) {}
  template <class Name> void file(Name &File) {
    if (!File.empty())
      File = Rename(llvm::StringRef(File).str());
  }
  void files(std::vector<std::string> &) {}
  void path(AccessPath &) {}

  template <class T> void all(std::vector<T> &Records) {
    for (T &Record : Records)
      if constexpr (!std::is_same_v<T, std::vector<LockId>>)
        layout(*this, Record);
  }
  template <class T> void all(std::set<T> &Records) {
    if constexpr (std::is_same_v<T, Passing> || std::is_same_v<T, LockOrder> ||
                  std::is_same_v<T, LockLevel>) {
      std::set<T> Renamed;
      for (T Record : Records) {
        layout(*this, Record);
        Renamed.insert(std::move(Record));
      }
      Records = std::move(Renamed);
    }
  }
  template <class K, class V> void all(std::map<K, V> &) {}
  void functions(std::map<std::string, FunctionSummary> &) {}

  llvm::function_ref<std::string(const std::string &)> Rename;
};

void renameFiles(UnitFile &Unit,
                 llvm::function_ref<std::string(const std::string &)> Rename) {
  FileRenamer Renamer{Rename};
  for (auto &[Entity, F] : Unit.Summary.Functions)
    layout(Renamer, F);
  for (auto &[Id, Record] : Unit.Units)
    layout(Renamer, Record);
  Renamer.all(Unit.Orders);
  Renamer.all(Unit.Levels);
  std::map<LockSummary, std::set<std::string>> Locks;
  while (!Unit.Locks.empty()) {
    auto Entry = Unit.Locks.extract(Unit.Locks.begin());
    layout(Renamer, Entry.key());
    Locks[std::move(Entry.key())].merge(Entry.mapped());
  }
  Unit.Locks = std::move(Locks);
}

} // namespace fearless
