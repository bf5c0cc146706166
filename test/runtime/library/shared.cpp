// RUN: %run-sanitized %s
#include "expect.h"
#include <fearless/mutex.h>
#include <fearless/once.h>
#include <fearless/shared.h>
#include <fearless/thread.h>

#include <string>

using fearless::arc;
using fearless::lazy;
using fearless::make_arc;
using fearless::make_rc;
using fearless::once;
using fearless::rc;
using fearless::scope;

static void an_rc_counts_its_owners() {
  rc<std::string> a = make_rc<std::string>("text");
  rc<std::string> b = a;
  EXPECT(a.use_count() == 2);
  *b += "!";
  EXPECT(*a == "text!");
  b = make_rc<std::string>("other");
  EXPECT(a.use_count() == 1);
  rc<std::string> moved = std::move(a);
  EXPECT(!a); // NOLINT(bugprone-use-after-move)
  EXPECT(a.use_count() == 0);
  rc<std::string> copy = a;
  EXPECT(!copy);
  EXPECT(moved->size() == 5);
  moved = *&moved;
  EXPECT(*moved == "text!");
}

static void an_arc_gives_const_access() {
  auto a = make_arc<std::string>(3, 'x');
  static_assert(std::is_same_v<decltype(*a), const std::string &>);
  static_assert(std::is_same_v<decltype(a.operator->()), const std::string *>);
  EXPECT(a.get_if_unique());
  *a.get_if_unique() += "y";
  arc<std::string> b = a;
  EXPECT(!a.get_if_unique());
  EXPECT(a.use_count() == 2);
  EXPECT(*b == "xxxy");
  arc<std::string> moved = std::move(b);
  EXPECT(!b); // NOLINT(bugprone-use-after-move)
  EXPECT(!b.get_if_unique());
  b = moved;
  EXPECT(moved->size() == 4);
}

static void threads_own_one_mutex() {
  auto hits = make_arc<fearless::mutex<int>>(0);
  scope s;
  for (int t = 0; t < 4; ++t)
    s.spawn([hits] {
      for (int i = 0; i < 1000; ++i) {
        auto copy = hits;
        ++*copy->lock();
      }
    });
  s.join();
  EXPECT(*hits->lock() == 4000);
  EXPECT(hits.use_count() == 1);
}

/// The last owner destroys, after all others have done their part.
static void the_last_owner_destroys() {
  static std::atomic<int> destroyed = 0;
  struct noted {
    ~noted() { destroyed += seen == 6; }
    mutable std::atomic<int> seen = 0;
  };
  for (int round = 0; round < 500; ++round) {
    auto first = make_arc<noted>();
    scope s;
    for (int t = 1; t <= 3; ++t)
      s.spawn([own = first, t] {
        own->seen.fetch_add(t, std::memory_order_relaxed);
      });
    auto gone = std::move(first);
  }
  EXPECT(destroyed == 500);
}

static void once_runs_once_and_all_see_it() {
  for (int round = 0; round < 200; ++round) {
    once o;
    int ran = 0;
    scope s;
    for (int t = 0; t < 3; ++t)
      s.spawn([&] {
        o.call([&] { ++ran; });
        EXPECT(ran == 1);
      });
    s.join();
    EXPECT(o.done());
  }
}

static void once_tries_again_after_an_exception() {
  once o;
  EXPECT(throws<std::range_error>(
      [&] { o.call([] { throw std::range_error("not now"); }); }));
  EXPECT(!o.done());
  int ran = 0;
  o.call([&] { ++ran; });
  o.call([&] { ++ran; });
  EXPECT(ran == 1);
}

static void lazy_makes_its_value_when_asked() {
  std::atomic<int> made = 0;
  lazy value([&] {
    ++made;
    return std::string("made");
  });
  EXPECT(!value.ready());
  {
    scope s;
    for (int t = 0; t < 4; ++t)
      s.spawn([&] { EXPECT(*value == "made"); });
  }
  EXPECT(value.ready());
  EXPECT(value->size() == 4);
  EXPECT(made == 1);
  static lazy<int> number([] { return 7; });
  EXPECT(*number == 7);
}

int main() {
  an_rc_counts_its_owners();
  an_arc_gives_const_access();
  threads_own_one_mutex();
  the_last_owner_destroys();
  once_runs_once_and_all_see_it();
  once_tries_again_after_an_exception();
  lazy_makes_its_value_when_asked();
}
