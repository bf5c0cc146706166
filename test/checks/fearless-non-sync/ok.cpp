// RUN: %check %s
//
// What fearless-non-sync leaves alone: the twins of flagged.cpp.

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class Cache {
  mutable int Hits = 0;

public:
  int get() const { return ++Hits; }
};
class AtomicCache {
  mutable std::atomic<int> Hits = 0;

public:
  int get() const { return ++Hits; }
};
struct Plain {
  int Value = 0;
};
class [[clang::annotate("fearless::thread_safe", "each thread has its own slot")]] Slots {
  mutable int Hits = 0;

public:
  int get() const { return ++Hits; }
};

// Nobody else uses it until the thread has ended.
void joined_first_ok() {
  Cache C;
  std::thread T([&C] { C.get(); });
  T.join();
  C.get();
}

void used_before_ok() {
  Cache C;
  C.get();
  std::thread T([&C] { C.get(); });
  T.join();
}

// Moved in: the thread alone has it.
void moved_ok() {
  auto P = std::make_unique<Cache>();
  std::thread T([P = std::move(P)] { P->get(); });
  T.join();
}

void moved_shared_ok(std::shared_ptr<Cache> P) {
  std::thread T([P = std::move(P)] { P->get(); });
  T.join();
}

// Copied: each has its own.
void copied_ok() {
  Cache C;
  std::thread T([C] { C.get(); });
  C.get();
  T.join();
}

void made_there_ok() {
  std::thread T([P = std::make_shared<Cache>()] { P->get(); });
  T.join();
}

void not_touched_ok() {
  auto P = std::make_shared<Cache>();
  std::thread T([P] { P->get(); });
  T.join();
}

void atomic_ok() {
  AtomicCache C;
  std::thread T([&C] { C.get(); });
  C.get();
  T.join();
}

void annotated_ok() {
  Slots S;
  std::thread T([&S] { S.get(); });
  S.get();
  T.join();
}

void shared_plain_ok() {
  auto P = std::make_shared<const Plain>();
  std::thread T([P] { return P->Value; });
  (void)P->Value;
  T.join();
}

void locks_ok() {
  std::mutex M;
  std::thread T([&M] { std::lock_guard Lock(M); });
  {
    std::lock_guard Lock(M);
  }
  T.join();
}

void promise_ok() {
  auto P = std::make_shared<std::promise<int>>();
  auto F = P->get_future();
  std::thread T([P] { P->set_value(1); });
  F.get();
  T.join();
}

void one_after_the_other_ok() {
  Cache C;
  std::thread A([&C] { C.get(); });
  A.join();
  std::thread B([&C] { C.get(); });
  B.join();
}

void each_its_own_ok() {
  std::vector<std::thread> All;
  for (int I = 0; I != 4; ++I) {
    auto P = std::make_shared<Cache>();
    All.emplace_back([P] { P->get(); });
  }
  for (auto &T : All)
    T.join();
}

class Guarded {
  mutable std::mutex Mutex;
  mutable int Hits = 0;

public:
  int get() const {
    std::lock_guard Lock(Mutex);
    return ++Hits;
  }
};
void guarded_ok() {
  Guarded G;
  std::thread T([&G] { G.get(); });
  G.get();
  T.join();
}
