// RUN: %check %s
//
// Levels that annotations declare: whoever holds a lock takes only locks of
// higher levels.

#include <mutex>

enum Level { ConfigLevel = 10, CacheLevel = 20 };

std::mutex Free;
[[clang::annotate("fearless::lock_level", ConfigLevel)]] std::mutex Config; // note: 'Config' is declared to be of level 10 here
[[clang::annotate("fearless::lock_level", "20")]] std::mutex Cache; // note: 'Cache' is declared to be of level 20 here
[[clang::annotate("fearless::lock_level", 20)]] std::mutex Other;
[[clang::annotate("fearless::lock_level", "high")]] std::mutex Unread;

void upwards_ok() {
  std::lock_guard<std::mutex> A(Config);
  std::lock_guard<std::mutex> B(Cache);
}

void downwards_bad() {
  std::lock_guard<std::mutex> A(Cache); // note: 'downwards_bad' locks 'Cache' here
  std::lock_guard<std::mutex> B(Config); // expect: 'Config' of level 10 is locked while 'Cache' of level 20 is held, but only higher levels may be
}

void sameLevel_bad() {
  std::lock_guard<std::mutex> A(Cache);
  std::lock_guard<std::mutex> B(Other); // expect: 'Other' of level 20 is locked while 'Cache' of level 20 is held // note: unlock 'Cache' before, or lock both together with 'std::scoped_lock'
}

void together_ok() {
  std::scoped_lock<std::mutex, std::mutex> Both(Cache, Other);
}

void apart_ok() {
  { std::lock_guard<std::mutex> A(Cache); }
  std::lock_guard<std::mutex> B(Config);
}

// A lock between that has no level changes nothing.
[[clang::annotate("fearless::lock_level", 1)]] std::mutex Low;
[[clang::annotate("fearless::lock_level", 2)]] std::mutex High;
void takesLow() { std::lock_guard<std::mutex> A(Low); }
void through_bad() {
  std::lock_guard<std::mutex> A(High);
  std::lock_guard<std::mutex> B(Free);
  takesLow(); // expect: 'Low' of level 1 is locked while 'High' of level 2 is held
}

void tried_ok() {
  std::lock_guard<std::mutex> A(Cache);
  if (Config.try_lock())
    Config.unlock();
}

void noLevel_ok() {
  std::lock_guard<std::mutex> A(Cache);
  std::lock_guard<std::mutex> B(Unread);
}

// Two objects of one class have one level.
struct Account {
  [[clang::annotate("fearless::lock_level", 30)]] std::mutex Mutex;
  void takeBoth_bad(Account &Child) {
    std::lock_guard<std::mutex> A(Mutex);
    std::lock_guard<std::mutex> B(Child.Mutex); // expect: 'Account::Mutex' of level 30 is locked while 'Account::Mutex' of level 30 is held
  }
};

void inOrderOfAddress_ok(Account &A, Account &B) {
  if (&A < &B) {
    std::lock_guard<std::mutex> First(A.Mutex);
    std::lock_guard<std::mutex> Second(B.Mutex);
  }
}
