// RUN: %types %s -std=c++20
// Const members that write: lazy caches, counters, singletons; and the twins of
// them that are guarded.
#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <vector>

int compute(int);

// yes no no: 'size' of 'LazySize' is const, but writes 'Cached' here with no
// lock held
class LazySize {
  mutable int Cached = -1;

public:
  int size() const {
    if (Cached < 0)
      Cached = compute(1);
    return Cached;
  }
};
// yes no no: 'find' of 'LazyMap' is const, but writes 'Results'
class LazyMap {
  mutable std::map<int, int> Results;

public:
  int find(int Key) const { return Results[Key]; }
};
// yes no no: 'name' of 'LazyName' is const, but writes 'Name'
class LazyName {
  mutable std::optional<std::string> Name;

public:
  const std::string &name() const {
    if (!Name)
      Name = "n";
    return *Name;
  }
};
// yes no no: 'list' of 'LazyList' is const, but writes 'Items'
class LazyList {
  mutable std::vector<int> Items;

public:
  const std::vector<int> &list() const {
    if (Items.empty())
      Items.push_back(1);
    return Items;
  }
};
// yes no no: 'get' of 'ByHelper' is const, but writes 'Hits'
class ByHelper {
  mutable int Hits = 0;
  void note() const { ++Hits; }

public:
  int get() const {
    note();
    return 1;
  }
};
// yes no no: 'get' of 'ByCast' is const, but writes 'Hits'
class ByCast {
  int Hits = 0;

public:
  int get() const { return const_cast<ByCast *>(this)->Hits++; }
};
// yes no no: 'get' of 'ByPimpl' is const, but writes 'Hits'
class ByPimpl {
  struct Impl {
    int Hits = 0;
  };
  std::unique_ptr<Impl> P = std::make_unique<Impl>();

public:
  int get() const { return P->Hits++; }
};
// yes no no: 'get' of 'Nested' is const, but writes 'Hits'
class Nested {
  struct Statistics {
    int Hits = 0;
  };
  mutable Statistics S;

public:
  int get() const { return ++S.Hits; }
};
// yes no no: 'get' of 'StaticCache' is const, but writes 'Cached'
class StaticCache {
  int Key = 0;

public:
  int get() const {
    static int Cached = -1;
    if (Cached < 0)
      Cached = compute(Key);
    return Cached;
  }
};
// yes no no: 'get' of 'Config' is const, but writes 'Value'
class Config {
  mutable int Value = 0;
  mutable bool Ready = false;
  Config() = default;

public:
  static Config &instance() {
    static Config Only;
    return Only;
  }
  int get() const {
    if (!Ready) {
      Value = compute(2);
      Ready = true;
    }
    return Value;
  }
};
// yes no no: 'roll' of 'Dice' is const, but writes 'Engine'
class Dice {
  mutable std::mt19937 Engine{7};

public:
  unsigned roll() const { return Engine(); }
};
// unknown unknown no: field 'Cache' of 'Holds' is 'LazySize *'; writes 'Cached'
struct Holds {
  LazySize *Cache;
};

// yes unknown unknown: mutable, and whether its lock is held for that is not
// seen
class GuardedSize {
  mutable std::mutex Mutex;
  mutable int Cached = -1;

public:
  int size() const {
    std::lock_guard Lock(Mutex);
    if (Cached < 0)
      Cached = compute(1);
    return Cached;
  }
};
// yes unknown unknown: mutable, and whether its lock is held
class OnceSize {
  mutable std::once_flag Once;
  mutable int Cached = -1;

public:
  int size() const {
    std::call_once(Once, [this] { Cached = compute(1); });
    return Cached;
  }
};
// yes unknown unknown: mutable, and whether its lock is held
class GuardedConfig {
  mutable std::mutex Mutex;
  mutable std::optional<int> Value;

public:
  static GuardedConfig &instance() {
    static GuardedConfig Only;
    return Only;
  }
  int get() const {
    const std::scoped_lock Lock(Mutex);
    if (!Value)
      Value = compute(2);
    return *Value;
  }
};
// yes yes yes: all that is in 'AtomicHits' is Sync
class AtomicHits {
  mutable std::atomic<int> Hits = 0;

public:
  int get() const { return ++Hits; }
};
// yes unknown unknown: mutable, and whether its lock is held
class DoubleChecked {
  mutable std::atomic<bool> Ready = false;
  mutable int Value = 0;

public:
  int get() const {
    if (!Ready) {
      Value = compute(1);
      Ready = true;
    }
    return Value;
  }
};
extern std::mutex Global;
// yes unknown no: whether const members write it is not seen
class GuardedOutside {
  mutable int Hits = 0;

public:
  int get() const {
    std::lock_guard Lock(Global);
    return ++Hits;
  }
};
// yes unknown no: whether const members write it is not seen
class Unseen {
  mutable int Hits = 0;

public:
  int get() const;
};
void enter();
void leave();
// yes unknown no: whether const members write it is not seen
class EntersUnseen {
  mutable int Hits = 0;

public:
  int get() const {
    enter();
    const int N = ++Hits;
    leave();
    return N;
  }
};
// yes unknown no: whether const members write it is not seen
class OnlyReads {
  mutable int Hits = 0;

public:
  int get() const { return Hits; }
};
// yes unknown no: whether const members write it is not seen
class WritesInPrivate {
  mutable int Hits = 0;
  void note() const { ++Hits; }

public:
  int get() const { return 1; }
};
// yes yes no: field 'Key' of
class PerThreadCache {
  int Key = 0;

public:
  int get() const {
    thread_local int Cached = -1;
    return Cached = compute(Key);
  }
};
// yes yes no: field 'Key' of
class StaticOnce {
  int Key = 0;

public:
  int get() const {
    static const int Cached = compute(1);
    return Cached;
  }
};
// yes yes no: field 'Hits' of
class WritesOpenly {
  int Hits = 0;

public:
  int next() { return ++Hits; }
  int get() const { return Hits; }
};
