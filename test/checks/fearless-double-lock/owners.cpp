// RUN: %check %s
//
// Owners that let go of an object whose destructor takes the lock that is held.

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

std::mutex Registry;

struct Entry {
  ~Entry() { std::lock_guard<std::mutex> Lock(Registry); }
};
struct Holder {
  Entry Own;
};

struct Table {
  std::unique_ptr<Entry> One;
  std::unique_ptr<Holder> Indirect;
  std::shared_ptr<Entry> Shared;
  std::vector<std::unique_ptr<Entry>> Many;
  std::map<int, std::unique_ptr<Entry>> ByNumber;
  std::list<Entry> Values;
  std::optional<Entry> Maybe;
  std::vector<std::shared_ptr<Entry>> ManyShared;
  std::function<void()> OnChange;

  void reset_bad() {
    std::lock_guard<std::mutex> Lock(Registry); // note: 'Registry' is locked here
    One.reset(); // expect: 'Entry::~Entry' locks 'Registry' while this thread already holds it
  }
  void null_bad() {
    std::lock_guard<std::mutex> Lock(Registry);
    One = nullptr; // expect: 'Entry::~Entry' locks 'Registry'
  }
  void partOfOwned_bad() {
    std::lock_guard<std::mutex> Lock(Registry);
    Indirect.reset(); // expect: 'Entry::~Entry' locks 'Registry'
  }
  void delete_bad(Entry *E) {
    std::lock_guard<std::mutex> Lock(Registry);
    delete E; // expect: 'Entry::~Entry' locks 'Registry'
  }
  void clear_bad() {
    std::lock_guard<std::mutex> Lock(Registry);
    Many.clear(); // expect: 'Entry::~Entry' locks 'Registry'
  }
  void erase_bad() {
    std::lock_guard<std::mutex> Lock(Registry);
    ByNumber.erase(1); // expect: 'Entry::~Entry' locks 'Registry'
  }
  void values_bad() {
    std::lock_guard<std::mutex> Lock(Registry);
    Values.pop_front(); // expect: 'Entry::~Entry' locks 'Registry'
    Maybe.reset(); // expect: 'Entry::~Entry' locks 'Registry'
  }
  // Somebody else may own it, too.
  void shared_bad() {
    std::lock_guard<std::mutex> Lock(Registry);
    Shared.reset(); // strict: 'Entry::~Entry' locks 'Registry'
  }
  void sharedNull_bad() {
    std::lock_guard<std::mutex> Lock(Registry);
    Shared = nullptr; // strict: 'Entry::~Entry' locks 'Registry'
  }
  void manyShared_bad() {
    std::lock_guard<std::mutex> Lock(Registry);
    ManyShared.clear(); // strict: 'Entry::~Entry' locks 'Registry'
  }

  // The function object may hold what it is given elsewhere in the unit.
  void listen(std::shared_ptr<Entry> E) {
    OnChange = [E] {};
  }
  void function_bad() {
    std::lock_guard<std::mutex> Lock(Registry);
    OnChange = nullptr; // strict: 'Entry::~Entry' locks 'Registry'
  }

  // Out under the lock, destroyed without it.
  void swapOut_ok() {
    std::vector<std::unique_ptr<Entry>> Old;
    {
      std::lock_guard<std::mutex> Lock(Registry);
      Old.swap(Many);
      Many.clear();
    }
  }
  void moveOut_ok() {
    std::vector<std::unique_ptr<Entry>> Old;
    {
      std::lock_guard<std::mutex> Lock(Registry);
      Old = std::move(Many);
      Many.clear();
    }
  }
  void moveElement_ok() {
    std::unique_ptr<Entry> Old;
    {
      std::lock_guard<std::mutex> Lock(Registry);
      const auto It = ByNumber.find(1);
      if (It != ByNumber.end()) {
        Old = std::move(It->second);
        ByNumber.erase(It);
      }
    }
  }
  void release_ok() {
    Entry *Old = nullptr;
    {
      std::lock_guard<std::mutex> Lock(Registry);
      Old = One.release();
      One.reset();
    }
    delete Old;
  }
  // The copy keeps it alive.
  void copyOut_ok() {
    std::shared_ptr<Entry> Old;
    {
      std::lock_guard<std::mutex> Lock(Registry);
      Old = Shared;
      Shared.reset();
    }
  }
  void callerKeeps_ok(const std::shared_ptr<Entry> &E) {
    std::lock_guard<std::mutex> Lock(Registry);
    (void)E;
    ManyShared.pop_back();
  }
  void unlocked_ok() {
    std::unique_lock<std::mutex> Lock(Registry);
    Lock.unlock();
    One.reset();
    Many.clear();
  }
  // The first value replaces nothing.
  void lazy_ok() {
    std::lock_guard<std::mutex> Lock(Registry);
    if (!One)
      One = std::make_unique<Entry>();
  }
};

// The destructor takes another lock than is held.
struct Plain {
  int Value = 0;
  ~Plain() { ++Value; }
};
void plain_ok(std::vector<std::unique_ptr<Plain>> &Items) {
  std::lock_guard<std::mutex> Lock(Registry);
  Items.clear();
}

// Its deleter is not `delete`.
struct Recycle {
  void operator()(Entry *) const {}
};
void deleter_ok(std::unique_ptr<Entry, Recycle> &E) {
  std::lock_guard<std::mutex> Lock(Registry);
  E.reset();
}

// Which of several classes it is, is not known.
struct Base {
  virtual ~Base() = default;
};
struct Quiet : Base {};
struct Loud : Base {
  ~Loud() override { std::lock_guard<std::mutex> Lock(Registry); }
};
void derived_bad(std::unique_ptr<Base> &B) {
  std::lock_guard<std::mutex> Lock(Registry);
  B.reset(); // strict: 'Loud::~Loud' locks 'Registry'
}
