// RUN: %check %s
//
// What fearless-racy-capture finds: one shape a function, the smallest
// code that shows it. Its twin in ok.cpp is the tempting one. Each function
// runs, and test/runtime/races.test has ThreadSanitizer confirm the race.

#include <atomic>
#include <future>
#include <map>
#include <memory>
#include <mutex>
#include <numeric>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

void spawner_bad() {
  int N = 0;
  std::thread T([&N] { ++N; }); // expect: data race on 'N': the thread writes it while 'spawner_bad' writes it
                                // note@-1: the thread is started here
                                // note@-2: make 'N' a std::atomic<int>, or hold one std::mutex for both accesses
  ++N; // note: 'spawner_bad' writes 'N' here
  T.join();
}

void counter_in_loop_bad() {
  int Count = 0;
  std::vector<std::thread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&] { // note: runs beside those of other iterations of the loop
      ++Count; // expect: data race on 'Count': threads that are started in a loop write it at the same time
    });
  for (std::thread &T : Threads)
    T.join();
}

void two_spawns_bad() {
  int N = 0;
  std::thread A([&] { N = 1; }); // expect: data race on 'N': this thread writes it while another one writes it
  std::thread B([&] { N = 2; }); // note: the other thread is started here, while the first may be running
  A.join();
  B.join();
}

void writer_and_reader_bad() {
  long Total = 0, Seen = 0;
  std::thread Adds([&] { Total += 5; }); // expect: this thread writes it while another one reads it
  std::thread Looks([&] { Seen = Total; });
  Adds.join();
  Looks.join();
}

void result_before_join_bad() {
  int Result = 0;
  std::thread T([&] { Result = 42; }); // expect: the thread writes it while 'result_before_join_bad' reads it
                                       // note@-1: join the thread before 'result_before_join_bad' reads 'Result'
  const int Early = Result;
  T.join();
  (void)Early;
}

void flag_bad() {
  bool Stop = false;
  std::thread T([&] {
    while (!Stop) // expect: data race on 'Stop': the thread reads it while 'flag_bad' writes it
      std::this_thread::yield();
  });
  Stop = true;
  T.join();
}

void volatile_flag_bad() {
  volatile bool Stop = false;
  std::thread T([&] {
    while (!Stop) // expect: data race on 'Stop'
      std::this_thread::yield();
  });
  Stop = true;
  T.join();
}

void push_back_bad() {
  std::vector<int> Found;
  std::vector<std::jthread> Threads;
  for (int I = 0; I < 4; ++I)
    Threads.emplace_back([&Found, I] { Found.push_back(I); }); // expect: data race on 'Found'
}

void map_subscript_bad() {
  std::map<int, int> Counts;
  std::jthread A([&] { Counts[1] = 1; }); // expect: data race on 'Counts'
  std::jthread B([&] { Counts[2] = 1; });
}

void growing_while_read_bad() {
  std::vector<int> Values = {1, 2, 3};
  std::thread T([&] { Values.push_back(4); }); // expect: data race on 'Values': the thread writes it while 'growing_while_read_bad' reads it
  const int First = Values[0];
  T.join();
  (void)First;
}

void string_bad() {
  std::string Text;
  std::thread T([&] { Text += "a"; }); // expect: data race on 'Text'
  const bool Empty = Text.empty();
  T.join();
  (void)Empty;
}

void async_bad() {
  int N = 0;
  auto Done = std::async(std::launch::async, [&] { ++N; }); // expect: data race on 'N': the task writes it while 'async_bad' writes it
  ++N;
  Done.get();
}

void pointer_bad() {
  int N = 0;
  int *P = &N;
  std::thread T([P] { *P = 1; }); // expect: data race on 'N'
  N = 2;
  T.join();
}

void argument_by_ref_bad() {
  struct Adds {
    static void one(int &To) { ++To; }
  };
  int N = 0;
  std::thread A(&Adds::one, std::ref(N)); // expect@-3: data race on 'N': this thread writes it while another one writes it
  std::thread B(&Adds::one, std::ref(N));
  A.join();
  B.join();
}

struct Job {
  int Done = 0;
};

void shared_ptr_bad() {
  auto J = std::make_shared<Job>();
  std::thread T([J] { ++J->Done; }); // expect: data race on 'J->Done'
  ++J->Done;
  T.join();
}

void member_of_local_bad() {
  Job J;
  std::thread T([&] { J.Done = 1; }); // expect: data race on 'J.Done'
  J.Done = 2;
  T.join();
}

void whole_and_part_bad() {
  Job J;
  std::thread T([&] { J = Job(); }); // expect: data race on 'J.Done'
  J.Done = 2;
  T.join();
}

int Global = 0;

void global_bad() {
  std::thread T([] { ++Global; }); // expect: data race on 'Global'
  ++Global;
  T.join();
}

void static_local_bad() {
  static int Calls = 0;
  std::thread T([] { ++Calls; }); // expect: data race on 'Calls'
  ++Calls;
  T.join();
}

void one_side_locked_bad() {
  std::mutex M;
  int N = 0;
  std::thread T([&] {
    std::lock_guard<std::mutex> Lock(M); // note: 'M' is locked here, for the access of the thread only
    ++N; // expect: data race on 'N'
  });
  ++N;
  T.join();
}

void different_locks_bad() {
  std::mutex A, B;
  int N = 0;
  std::thread T([&] {
    std::lock_guard<std::mutex> Lock(A); // note: 'A' is locked here, for the access of the thread only
    ++N; // expect: data race on 'N'
  });
  {
    std::lock_guard<std::mutex> Lock(B); // note: 'B' is locked here, for the access of 'different_locks_bad' only
    ++N;
  }
  T.join();
}

void lock_of_each_bad() {
  int N = 0;
  std::vector<std::jthread> Threads;
  for (int I = 0; I < 2; ++I)
    Threads.emplace_back([&] {
      std::mutex M;
      std::lock_guard<std::mutex> Lock(M); // note: each thread has one of its own
      ++N; // expect: data race on 'N'
    });
}

void shared_lock_writes_bad() {
  std::shared_mutex M;
  int N = 0;
  std::vector<std::jthread> Threads;
  for (int I = 0; I < 2; ++I)
    Threads.emplace_back([&] {
      std::shared_lock<std::shared_mutex> Lock(M);
      ++N; // expect: data race on 'N'
    });
}

// Not seen by ThreadSanitizer of clang 19, which leaves out elements of locals.
void same_element_bad() {
  int Values[2] = {0, 0};
  std::thread T([&] { Values[1] = 1; }); // expect: data race on 'Values[1]'
  Values[1] = 2;
  T.join();
}

void on_one_way_bad() {
  int N = 0;
  std::thread T([&] { ++N; }); // expect: data race on 'N'
  if (Global == 0)
    ++N;
  T.join();
}
