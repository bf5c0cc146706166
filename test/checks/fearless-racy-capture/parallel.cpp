// RUN: %check %s
//
// Algorithms that run a callable on several threads.

#include <algorithm>
#include <atomic>
#include <execution>
#include <vector>

// Not seen by ThreadSanitizer: the library may run it on one thread.
void parallel_bad() {
  std::vector<int> Values(100, 1);
  int Sum = 0;
  std::for_each(std::execution::par, Values.begin(), Values.end(), // note: 'std::for_each' runs it on several threads here
                [&](int V) { Sum += V; }); // expect: data race on 'Sum': the threads of 'std::for_each' write it at the same time
}

// Not seen by ThreadSanitizer: the library may run it on one thread.
void parallel_ok() {
  std::vector<int> Values(100, 1);
  std::for_each(std::execution::par, Values.begin(), Values.end(), [](int &V) { ++V; });
  ++Values[0];
}

// Not seen by ThreadSanitizer: the library may run it on one thread.
void parallel_atomic_ok() {
  std::vector<int> Values(100, 1);
  std::atomic<int> Sum = 0;
  std::for_each(std::execution::par, Values.begin(), Values.end(), [&](int V) { Sum += V; });
}

// Not seen by ThreadSanitizer: the library may run it on one thread.
void sequential_ok() {
  std::vector<int> Values(100, 1);
  int Sum = 0;
  std::for_each(std::execution::seq, Values.begin(), Values.end(), [&](int V) { Sum += V; });
}
