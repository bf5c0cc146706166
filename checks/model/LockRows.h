//===- LockRows.h - What names mean: locks and blocking calls ---*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The rows of Model.h that speak of locks, of the guards that hold them, and of
// calls that may block.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_MODEL_LOCKROWS_H
#define FEARLESS_CHECKS_MODEL_LOCKROWS_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fearless {

class YamlReader;
struct YamlKey;

/// A type whose objects are locks, and the members that take and release it.
struct LockRow {
  std::string Name;
  std::vector<std::string> Lock, Try, Unlock;
  std::vector<std::string> LockShared, TryShared, UnlockShared;
  /// The thread that holds it may take it again.
  bool Recursive = false;
  /// Who waits for it spins, so that blocking under it costs a processor.
  bool Spin = false;
  /// Taking it does nothing (`tbb::null_mutex`).
  bool Dummy = false;
  std::string Source;
};

/// A type whose objects hold a lock from the constructor to the destructor.
struct GuardRow {
  std::string Name;
  bool Shared = false;
  /// Its constructor releases the lock, its destructor takes it again.
  bool Unlocks = false;
  /// Members that take what it is tied to, try to, or release it.
  std::vector<std::string> Lock, Try, Unlock;
  /// Members after which it holds nothing, while the lock stays taken.
  std::vector<std::string> Drop;
  /// Members that say whether it holds the lock.
  std::vector<std::string> Test;
  /// Position of a bool argument that is true for exclusive mode, and what
  /// stands there if it is left out.
  std::optional<unsigned> ModeArg;
  bool ExclusiveByDefault = true;
  std::string Source;
};

/// What a function does to a lock among its arguments.
enum class LockEffect : uint8_t { Lock, Try, Unlock };

/// A function that takes or releases locks: `pthread_mutex_lock`, `std::lock`.
struct LockFunctionRow {
  std::string Name;
  LockEffect Does = LockEffect::Lock;
  bool Shared = false;
  bool Recursive = false;
  bool Spin = false;
  /// Position of the lock; nullopt: every argument is one, taken together.
  std::optional<unsigned> Arg = 0;
  /// A try returns zero when it has the lock.
  bool ZeroIsSuccess = false;
  std::string Source;
};

/// How much a blocking call is worth a word under a lock.
enum class BlockingTier : uint8_t {
  High,   ///< waits for a thread, process, peer, human or timer
  Medium, ///< disk, descriptors of unknown kind, bounded waits
  Low,    ///< rarely waits: buffered output
};

/// A call that may block.
struct BlockingRow {
  std::string Name;
  BlockingTier Tier = BlockingTier::High;
  /// What it waits for, for messages: "sleeps", "waits for a thread".
  std::string Waits;
  /// Position of a timeout. The constant zero polls, a small one is Low, and a
  /// negative one waits without end: High. Any other time has the row's tier.
  std::optional<unsigned> Timeout;
  /// The unit of a timeout that is a plain number, in microseconds; 0: its type
  /// says it.
  unsigned Unit = 0;
  /// Position of the lock that it releases while it waits.
  std::optional<unsigned> Releases;
  /// It releases the lock that it is called on (`absl::Mutex::Await`).
  bool ReleasesThis = false;
  /// Position of flags, and the bits with which it does not block.
  std::optional<unsigned> Flags;
  unsigned NonBlocking = 0;
  /// The first argument is a descriptor, which may be non-blocking.
  bool Descriptor = false;
  std::string Source;
};

/// The keys of each kind of row, for the strict loader.
std::vector<YamlKey> keysOf(YamlReader &Reader, LockRow &Row);
std::vector<YamlKey> keysOf(YamlReader &Reader, GuardRow &Row);
std::vector<YamlKey> keysOf(YamlReader &Reader, LockFunctionRow &Row);
std::vector<YamlKey> keysOf(YamlReader &Reader, BlockingRow &Row);

} // namespace fearless

#endif
