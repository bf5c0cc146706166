// RUN: %check %s
//
// Two guards beside each other become one, where that is surely right.

#include <mutex>

struct Account {
  std::mutex Mutex;
  int Balance = 0;
};

void transfer_bad(Account &From, Account &To) { // fix@+1: std::scoped_lock L(From.Mutex, To.Mutex); // fix@+2:
  std::lock_guard<std::mutex> L(From.Mutex);
  std::lock_guard<std::mutex> K(To.Mutex); // expect: are locked in the order of the arguments
}

void transferInOne_ok(Account &From, Account &To) {
  std::scoped_lock L(From.Mutex, To.Mutex);
}

void twoScopedLocks_bad(Account *From, Account *To) { // fix@+1: std::scoped_lock L(From->Mutex, To->Mutex); // fix@+2:
  std::scoped_lock<std::mutex> L(From->Mutex);
  std::scoped_lock<std::mutex> K(To->Mutex); // expect: are locked in the order of the arguments
}

// Something happens in between.
void notNeighbours_bad(Account &From, Account &To) {
  std::lock_guard<std::mutex> L(From.Mutex);
  From.Balance = 0;
  std::lock_guard<std::mutex> K(To.Mutex); // expect: are locked in the order of the arguments
}

// The comment would be lost.
void commented_bad(Account &From, Account &To) {
  std::lock_guard<std::mutex> L(From.Mutex);
  // Now the other one.
  std::lock_guard<std::mutex> K(To.Mutex); // expect: are locked in the order of the arguments
}

namespace both {
std::mutex A, B;
void ab_bad() {
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B); // expect: 'A' and 'B' are locked in opposite orders
}
void ba() { // fix@+1: std::scoped_lock K(B, A); // fix@+2:
  std::lock_guard<std::mutex> K(B);
  std::lock_guard<std::mutex> L(A);
}
} // namespace both
