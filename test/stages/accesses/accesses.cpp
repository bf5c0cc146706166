// RUN: %fearless dump accesses %s -- -std=c++20 | FileCheck %s
//
// What functions read and write, in their own terms, with the locks held, in
// units that start a thread.

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

// CHECK-LABEL: accesses of scalars
// CHECK: read parameter 1.*{{$}}
// CHECK-NEXT: write parameter 0{{$}}
void scalars(int &To, int *From) { To += *From; }

// CHECK-LABEL: accesses of containers
// CHECK-NEXT: write parameter 0
// CHECK-NEXT: read parameter 1{{$}}
// CHECK-NEXT: write parameter 1.[2]
// CHECK-NEXT: write parameter 2
void containers(std::vector<int> &A, std::vector<int> &B,
                std::map<int, int> &C) {
  A.push_back(1);
  B[2] = *B.begin();
  C[1] = 1;
}

struct Inner {
  int N = 0;
};

class Account {
public:
  // CHECK-LABEL: accesses of Account::locked
  // CHECK-NEXT: write this.Balance, holds {Mutex}, behind {lock this.Mutex}
  void locked() {
    std::lock_guard<std::mutex> Lock(Mutex);
    ++Balance;
  }

  // CHECK-LABEL: accesses of Account::ordered
  // CHECK-NEXT: write this.Balance, before {signal this.Done}
  // CHECK-NEXT: write this.Of.N, behind {signal this.Done}
  void ordered() {
    Balance = 1;
    Done = true;
    Of.N = 2;
  }

  // CHECK-LABEL: accesses of Account::pointers
  // CHECK-NEXT: read this.Shared
  // CHECK-NEXT: write this.Shared.*.N
  void pointers() { Shared->N = 1; }

private:
  std::mutex Mutex;
  int Balance = 0;
  Inner Of;
  std::atomic<bool> Done = false;
  std::shared_ptr<Inner> Shared;
};

// CHECK-LABEL: accesses of calls
// CHECK: write parameter 0.Balance in Account::locked, holds {Mutex}
// CHECK-NEXT: read parameter 1.*.Shared in Account::pointers
// CHECK-NEXT: write parameter 1.*.Shared.*.N in Account::pointers
void calls(Account &A, Account *B) {
  A.locked();
  B->pointers();
}

// CHECK-LABEL: accesses of own
// CHECK-NOT: {{read|write}}
void own() {
  int N = 0;
  ++N;
}

// CHECK-LABEL: accesses of spawner
// CHECK-NEXT: write local N
// CHECK-LABEL: accesses of lambda
// CHECK-NEXT: write local N
void spawner() {
  int N = 0;
  std::thread T([&N] { ++N; });
  T.join();
  ++N;
}
