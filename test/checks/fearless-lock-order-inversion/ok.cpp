// RUN: %check %s
//
// What fearless-lock-order-inversion leaves alone: the twins of flagged.cpp.

#include <mutex>
#include <shared_mutex>

namespace same {
std::mutex A, B;
void ab_ok() {
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B);
}
void again_ok() {
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B);
}
} // namespace same

// One lock covers both orders.
namespace gate {
std::mutex Gate, A, B;
void ab_ok() {
  std::lock_guard<std::mutex> G(Gate);
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B);
}
void ba_ok() {
  std::lock_guard<std::mutex> G(Gate);
  std::lock_guard<std::mutex> K(B);
  std::lock_guard<std::mutex> L(A);
}
} // namespace gate

// The gate is held by the only caller.
namespace callersGate {
std::mutex Gate, A, B;
static void ab_ok() {
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B);
}
static void ba_ok() {
  std::lock_guard<std::mutex> K(B);
  std::lock_guard<std::mutex> L(A);
}
void run_ok() {
  std::lock_guard<std::mutex> G(Gate);
  ab_ok();
  ba_ok();
}
} // namespace callersGate

// Taken together, in whatever order.
namespace together {
std::mutex A, B;
void ab_ok() { std::scoped_lock<std::mutex, std::mutex> Both(A, B); }
void ba_ok() { std::scoped_lock<std::mutex, std::mutex> Both(B, A); }
void lock_ok() {
  std::unique_lock<std::mutex> L(B, std::defer_lock);
  std::unique_lock<std::mutex> K(A, std::defer_lock);
  std::lock(L, K);
}
} // namespace together

// The later one is tried for: nobody waits.
namespace tries {
std::mutex A, B;
void ab_ok() {
  std::lock_guard<std::mutex> L(A);
  if (B.try_lock())
    B.unlock();
}
void ba_ok() {
  std::lock_guard<std::mutex> K(B);
  std::unique_lock<std::mutex> L(A, std::try_to_lock);
  if (L.owns_lock())
    L.unlock();
}
} // namespace tries

// Readers only.
namespace readers {
std::shared_mutex A, B;
void ab_ok() {
  std::shared_lock<std::shared_mutex> L(A);
  std::shared_lock<std::shared_mutex> K(B);
}
void ba_ok() {
  std::shared_lock<std::shared_mutex> K(B);
  std::shared_lock<std::shared_mutex> L(A);
}
} // namespace readers

// Never held together.
namespace apart {
std::mutex A, B, C;
void ab_ok() {
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B);
}
void ba_ok() {
  { std::lock_guard<std::mutex> K(B); }
  std::lock_guard<std::mutex> L(A);
}
void early_ok() {
  std::unique_lock<std::mutex> K(B);
  K.unlock();
  std::lock_guard<std::mutex> L(A);
}
} // namespace apart

// Instance pairs whose order is fixed, or in one direction.
namespace pairs {
struct Account {
  std::mutex Mutex;
  Account *Parent = nullptr;
  void merge_ok(Account &From) {
    std::scoped_lock<std::mutex, std::mutex> Both(Mutex, From.Mutex);
  }
  void child_ok() {
    std::lock_guard<std::mutex> L(Mutex);
    std::lock_guard<std::mutex> K(Parent->Mutex);
  }
};
void transfer_ok(Account &From, Account &To) {
  Account &First = &From < &To ? From : To;
  Account &Second = &From < &To ? To : From;
  std::lock_guard<std::mutex> L(First.Mutex);
  std::lock_guard<std::mutex> K(Second.Mutex);
}
void ordered_ok(Account &From, Account &To) {
  if (&From < &To) {
    From.Mutex.lock();
    To.Mutex.lock();
  } else {
    To.Mutex.lock();
    From.Mutex.lock();
  }
  From.Mutex.unlock();
  To.Mutex.unlock();
}
} // namespace pairs

// Nobody knows the object yet.
namespace fresh {
std::mutex Registry;
struct Session {
  std::mutex Mutex;
  Session() {
    std::lock_guard<std::mutex> L(Mutex);
    std::lock_guard<std::mutex> K(Registry);
  }
  void list_ok() {
    std::lock_guard<std::mutex> K(Registry);
    std::lock_guard<std::mutex> L(Mutex);
  }
};
} // namespace fresh

// Released before the other is taken, by the callee.
namespace relock {
struct Store {
  std::mutex Mutex, Log;
  void write_ok() {
    Mutex.unlock();
    Log.lock();
    Log.unlock();
    Mutex.lock();
  }
  void flush_ok() {
    std::lock_guard<std::mutex> L(Mutex);
    write_ok();
  }
  void rotate_ok() {
    std::lock_guard<std::mutex> K(Log);
    std::lock_guard<std::mutex> L(Mutex);
  }
};
} // namespace relock

// One thread takes both orders, before there is another.
namespace oneThread {
std::mutex A, B;
static void first_ok() {
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B);
}
static void second_ok() {
  std::lock_guard<std::mutex> K(B);
  std::lock_guard<std::mutex> L(A);
}
} // namespace oneThread
int main() {
  oneThread::first_ok();
  oneThread::second_ok();
}

// Three and four locks, of which the last is let go of before the first.
namespace three {
std::mutex A, B, C, D;
void ab_ok() {
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B);
}
void bc_ok() {
  std::lock_guard<std::mutex> L(B);
  std::lock_guard<std::mutex> K(C);
}
void cd_ok() {
  std::lock_guard<std::mutex> L(C);
  std::lock_guard<std::mutex> K(D);
}
void da_ok() {
  { std::lock_guard<std::mutex> L(D); }
  std::lock_guard<std::mutex> K(A);
}
void ad_ok() {
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(D);
}
} // namespace three

// Four calls down, where the lock is no longer held.
namespace chain {
std::mutex Data, Log;
void d_ok() { std::lock_guard<std::mutex> L(Log); }
void c_ok() { d_ok(); }
void b_ok() { c_ok(); }
void a_ok() { b_ok(); }
void write_ok() {
  std::unique_lock<std::mutex> L(Data);
  L.unlock();
  a_ok();
}
void flush_ok() {
  std::lock_guard<std::mutex> K(Log);
  std::lock_guard<std::mutex> L(Data);
}
} // namespace chain

// The gate is held by the caller of the only caller, which comes last.
namespace farGate {
std::mutex Gate, A, B;
static void left_ok() {
  std::lock_guard<std::mutex> L(A);
  std::lock_guard<std::mutex> K(B);
}
static void right_ok() {
  std::lock_guard<std::mutex> K(B);
  std::lock_guard<std::mutex> L(A);
}
static void both_ok() {
  left_ok();
  right_ok();
}
void outer_ok() {
  std::lock_guard<std::mutex> G(Gate);
  both_ok();
}
} // namespace farGate

namespace globals {
struct Account {
  std::mutex Mutex;
};
Account Savings, Checking;
void save_ok() {
  std::lock_guard<std::mutex> L(Checking.Mutex);
  std::lock_guard<std::mutex> K(Savings.Mutex);
}
void show_ok() {
  std::lock_guard<std::mutex> L(Checking.Mutex);
  std::lock_guard<std::mutex> K(Savings.Mutex);
}
} // namespace globals
