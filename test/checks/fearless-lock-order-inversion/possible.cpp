// RUN: %check %s
//
// What fearless-lock-order-inversion takes for possible only.

#include <mutex>
#include <shared_mutex>

// Two readers of A wait for each other only if a writer comes between.
std::shared_mutex A;
std::mutex B;
void readers_bad() {
  std::shared_lock<std::shared_mutex> L(A);
  std::lock_guard<std::mutex> K(B); // strict: 'A' and 'B' are locked in opposite orders
}
void other() {
  std::lock_guard<std::mutex> K(B);
  std::shared_lock<std::shared_mutex> L(A);
}
