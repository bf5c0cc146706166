// RUN: %check %s
//
// What fearless-double-lock takes for possible only.

#include <shared_mutex>

std::shared_mutex Shared;

void readers_bad() {
  std::shared_lock<std::shared_mutex> A(Shared);
  std::shared_lock<std::shared_mutex> B(Shared); // strict: 'Shared' is locked while this thread already holds it
}
