//===- TransferOwning.cpp - Which handles have a thread to wait for -------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `std::jthread`, and the future of `std::async`, wait for their threads where
// they end. They are known to have one from the spawn to whatever may have
// ended or taken it: a wait for something else counts as that, too.
//
// Not seen: handles that functions give and take, and handles behind pointers.
//
//===----------------------------------------------------------------------===//

#include "flow/TransferLocks.h"

namespace fearless {

void LockTransfer::waitFor(StorageId Handle, const Place &At) {
  if (F.Storages[Handle].AtEnd != EndOfThreads::Join ||
      F.Storages[Handle].CopiesHandle)
    return;
  if (const auto Owned = State->Owning.find(Handle);
      Owned != State->Owning.end())
    note(Owned->second, &At);
}

void LockTransfer::passThreads(const Fact &Step) {
  auto &Owning = State->Owning;
  /// The handle is given another thread, or none.
  const auto Give = [&](StorageId To, bool Keep,
                        std::optional<LockStepId> Waits) {
    if (!Keep) {
      waitFor(To, Step.At);
      Owning.erase(To);
    }
    if (Waits)
      Owning.try_emplace(To, *Waits);
  };
  if (const auto *E = std::get_if<event::Spawn>(&Step.What)) {
    if (const auto Waits = F.Locks.Awaits.find(E->Which);
        Waits != F.Locks.Awaits.end() && E->Handle && !E->Through)
      Give(*E->Handle, E->Keep, Waits->second);
  } else if (const auto *E = std::get_if<event::Move>(&Step.What)) {
    std::optional<LockStepId> Waits;
    if (const auto From = Owning.find(E->From); From != Owning.end()) {
      Waits = From->second;
      Owning.erase(From);
    }
    if (!E->Through && E->To != E->From)
      Give(E->To, E->Keep, Waits);
  } else if (const auto *E = std::get_if<event::Join>(&Step.What)) {
    // What stands for another handle may have joined any.
    if (Owning.erase(E->Handle) == 0)
      Owning.clear();
  } else if (const auto *E = std::get_if<event::Detach>(&Step.What)) {
    if (Owning.erase(E->Handle) == 0)
      Owning.clear();
  } else if (const auto *E = std::get_if<event::Vacate>(&Step.What)) {
    Owning.erase(E->Handle);
  } else if (const auto *E = std::get_if<event::Leave>(&Step.What)) {
    Owning.erase(E->What);
  } else if (const auto *E = std::get_if<event::Share>(&Step.What)) {
    if (E->Anything)
      Owning.clear();
    else
      Owning.erase(E->What);
  } else if (std::holds_alternative<event::Wait>(Step.What)) {
    Owning.clear();
  }
}

} // namespace fearless
