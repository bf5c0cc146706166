// RUN: %run-sanitized %s
#include "expect.h"
#include <fearless/mutex.h>
#include <fearless/rw_lock.h>
#include <fearless/thread.h>

#include <string>
#include <vector>

using fearless::mutex;
using fearless::poisoned_error;
using fearless::rw_lock;
using fearless::scope;

static void a_mutex_owns_its_value() {
  mutex<std::vector<int>> m(std::vector<int>{1, 2});
  m.lock()->push_back(3);
  EXPECT(m.with([](auto &v) { return v.size(); }) == 3);
  {
    auto held = m.lock();
    (*held)[0] = 7;
    EXPECT(!m.try_lock());
    held.unlock();
    EXPECT((**m.try_lock())[0] == 7);
  }
  EXPECT(std::move(m).into_inner().size() == 3);
  mutex<std::string> made(std::in_place, 3, 'x');
  EXPECT(*made.lock() == "xxx");
}

static void guards_move() {
  mutex<int> m;
  auto held = m.lock();
  auto moved = std::move(held);
  *moved = 1;
  EXPECT(!m.try_lock());
}

template <class Lock> static void poison(Lock &&lock_and_throw) {
  EXPECT(throws<std::range_error>(lock_and_throw));
}

static void an_exception_poisons_a_mutex() {
  mutex<int> m(1);
  auto failing = fearless::spawn([&] {
    auto held = m.lock();
    *held = 2;
    throw std::range_error("half way");
  });
  EXPECT(throws<std::range_error>([&] { failing.join(); }));
  EXPECT(m.is_poisoned());
  EXPECT(throws<poisoned_error>([&] { (void)m.lock(); }));
  EXPECT(throws<poisoned_error>([&] { (void)m.try_lock(); }));
  EXPECT(throws<poisoned_error>([&] { m.with([](int) {}); }));
  *m.lock_poisoned() = 1;
  m.clear_poison();
  EXPECT(*m.lock() == 1);
}

static void only_exceptions_out_of_the_scope_poison() {
  mutex<int> m;
  {
    auto held = m.lock();
    EXPECT(throws<int>([] { throw 1; }));
  }
  EXPECT(!m.is_poisoned());
  // Locked and unlocked while another exception unwinds the stack.
  struct on_the_way {
    ~on_the_way() { ++*of.lock(); }
    mutex<int> &of;
  };
  EXPECT(throws<int>([&] {
    on_the_way counts{m};
    throw 1;
  }));
  EXPECT(*m.lock() == 1);
}

static void a_guard_waits_for_a_condition() {
  mutex<bool> ready;
  std::condition_variable changed;
  scope s;
  s.spawn([&] {
    *ready.lock() = true;
    changed.notify_one();
  });
  auto held = ready.lock();
  held.wait(changed, [](bool r) { return r; });
  EXPECT(*held);
}

static void a_rw_lock_has_readers_or_a_writer() {
  rw_lock<std::string> l("a");
  {
    auto first = l.read();
    EXPECT(**l.try_read() == "a");
    EXPECT(!l.try_write());
    EXPECT(first->size() == 1);
  }
  {
    auto writer = l.write();
    *writer += "b";
    EXPECT(!l.try_read());
    EXPECT(!l.try_write());
    writer.unlock();
    EXPECT(l.try_write());
  }
  EXPECT(std::move(l).into_inner() == "ab");
}

static void only_writers_poison_a_rw_lock() {
  rw_lock<int> l(1);
  poison([&] {
    auto r = l.read();
    throw std::range_error("reading");
  });
  EXPECT(!l.is_poisoned());
  poison([&] {
    auto w = l.write();
    throw std::range_error("writing");
  });
  EXPECT(l.is_poisoned());
  EXPECT(throws<poisoned_error>([&] { (void)l.read(); }));
  EXPECT(throws<poisoned_error>([&] { (void)l.write(); }));
  EXPECT(throws<poisoned_error>([&] { (void)l.try_read(); }));
  EXPECT(throws<poisoned_error>([&] { (void)l.try_write(); }));
  *l.write_poisoned() = 3;
  l.clear_poison();
  EXPECT(*l.read() == 3);
}

static void stress() {
  constexpr int threads = 4, each = 2000;
  mutex<int> m;
  rw_lock<std::pair<int, int>> pair;
  {
    scope s;
    for (int t = 0; t < threads; ++t)
      s.spawn([&, t] {
        for (int i = 0; i < each; ++i) {
          if (auto held = (i + t) % 3 ? m.try_lock() : std::nullopt)
            ++**held;
          else
            ++*m.lock();
          if (i % 4 == 0) {
            auto writer = pair.write();
            ++writer->first;
            ++writer->second;
          } else {
            auto reader = pair.read();
            EXPECT(reader->first == reader->second);
          }
        }
      });
  }
  EXPECT(*m.lock() == threads * each);
  EXPECT(pair.read()->first == threads * each / 4);
}

int main() {
  a_mutex_owns_its_value();
  guards_move();
  an_exception_poisons_a_mutex();
  only_exceptions_out_of_the_scope_poison();
  a_guard_waits_for_a_condition();
  a_rw_lock_has_readers_or_a_writer();
  only_writers_poison_a_rw_lock();
  stress();
}
