// RUN: %types %s -std=c++20
// Types whose traits are easy to get wrong. The numbers are counted by
// test/model/semantics.py.
#include <functional>
#include <map>
#include <memory>
#include <memory_resource>
#include <ostream>
#include <span>
#include <vector>

class Counting {
  mutable int Count = 0;

public:
  int next() const { return ++Count; }
};

// Semantics 1: what is shared counts, not the pointer; const does not help what
// writes behind it. One handle that two threads assign is not thread-safe.
// yes yes no: only the count is atomic, not the pointer beside it
using Shared = std::shared_ptr<int>;
// no no no: shares 'const Counting'
using SharedConst = std::shared_ptr<const Counting>;

// Semantics 2: const stops at a pointer and goes on into a container.
// yes no no: shares 'Counting'
using ConstUnique = const std::unique_ptr<Counting>;
// no no no: shares 'Counting'
using ConstSpan = const std::span<Counting>;
// yes yes yes: everything in
using ConstVector = const std::vector<int>;

// Semantics 8: only the program's own streams are synchronized.
// yes yes no: only std::cout, std::cerr and their like are synchronized
using Stream = std::ostream;

// Semantics 9: reading members may be called by several threads, and those that
// insert may not; elements of a vector of bool share words.
// yes yes no: its elements share words
using Bits = std::vector<bool>;
// yes yes no: calls that change it race
using Map = std::map<int, int>;

// Semantics 10: a const call of a function object may write what it holds.
// unknown unknown no: what 'std::function<void ()>' holds is not known from its
// type
using Function = std::function<void()>;

namespace folly {
class IOBuf {};
} // namespace folly

// Semantics 21: copies that work on the same bytes.
// yes yes no: clones share the bytes
using Buffer = folly::IOBuf;

// Semantics 22: distinct objects on one resource.
// unknown yes no: whether others use its memory resource is not known
using PmrVector = std::pmr::vector<int>;

class QObject {};

// Semantics 23: an object that belongs to a thread, until it is moved.
// unknown unknown no: it belongs to the thread that made it, unless
// moveToThread was called
using Affine = QObject;

namespace absl {
class Notification {};
class BlockingCounter {};
class LogSink {};
} // namespace absl

// Semantics 24: objects made for one use, by one thread each side.
// yes yes yes: model 'abseil'
using Once = absl::Notification;
// yes yes yes: model 'abseil'
using Counter = absl::BlockingCounter;

// Semantics 25: classes whose members a library calls from several threads.
// unknown yes unknown: classes derived from it have to make Send thread-safe
using Sink = absl::LogSink;
