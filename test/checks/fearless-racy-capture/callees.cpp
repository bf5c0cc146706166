// RUN: %check %s
//
// Accesses in functions that threads or their spawners call.

#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

static void increment(int &N) {
  ++N; // note: the thread writes it here, in 'increment'
}

void callee_bad() {
  int N = 0;
  std::thread T([&] { increment(N); }); // expect: data race on 'N': the thread writes it while 'callee_bad' writes it
  ++N;
  T.join();
}

void callee_of_spawner_bad() {
  int N = 0;
  std::thread T([&] { ++N; }); // expect: data race on 'N'
  increment(N); // note: 'callee_of_spawner_bad' calls 'increment' here
  T.join();
}

static void twice(int *P) {
  increment(*P);
  increment(*P);
}

void two_deep_bad() {
  int N = 0;
  std::thread T([&] { twice(&N); }); // expect: data race on 'N'
  twice(&N);
  T.join();
}

class Account {
public:
  void deposit() { ++Balance; }
  void depositLocked() {
    std::lock_guard<std::mutex> Lock(M);
    ++Balance;
  }
  int balance() const { return Balance; }
  int balanceLocked() const {
    std::lock_guard<std::mutex> Lock(M);
    return Balance;
  }

private:
  mutable std::mutex M;
  int Balance = 0;
};

void method_bad() {
  Account A;
  std::thread T([&] { A.deposit(); }); // expect: data race on 'A.Balance': the thread writes it while 'method_bad' reads it
  (void)A.balance();
  T.join();
}

void monitor_ok() {
  Account A;
  std::thread T([&] { A.depositLocked(); });
  (void)A.balanceLocked();
  T.join();
}

void forgotten_lock_bad() {
  Account A;
  std::thread T([&] { A.depositLocked(); }); // expect: data race on 'A.Balance'
  (void)A.balance();
  T.join();
}

void method_pointer_bad() {
  struct Counter {
    int N = 0;
    void increment_bad() { ++N; } // expect: data race on 'C.N': the thread writes it while 'method_pointer_bad' writes it
  };
  Counter C;
  std::thread T(&Counter::increment_bad, &C);
  C.increment_bad();
  T.join();
}

void two_accounts_ok() {
  Account A, B;
  std::thread T([&] { A.deposit(); });
  B.deposit();
  T.join();
}

class Worker {
public:
  void run_bad() {
    std::thread T([this] { step(); }); // expect: data race on 'Steps'
    step();
    T.join();
  }
  void captured_bad() {
    std::thread T([this] { ++Steps; }); // expect: data race on 'Steps'
    ++Steps;
    T.join();
  }
  void copied_ok() {
    std::thread T([*this]() mutable { ++Steps; });
    ++Steps;
    T.join();
  }
  void other_member_ok() {
    std::thread T([this] { ++Steps; });
    ++Others;
    T.join();
  }

private:
  void step() { ++Steps; }
  int Steps = 0, Others = 0;
};

void reference_parameter_bad(int &N) {
  std::thread T([&N] { ++N; }); // expect: data race on 'N'
  ++N;
  T.join();
}

void started_by_callee_ok(std::thread &To, int &N) {
  N = 1;
  To = std::thread([&N] { ++N; });
}

void spawned_inside_ok() {
  int N = 0;
  std::thread T;
  started_by_callee_ok(T, N);
  T.join();
}
