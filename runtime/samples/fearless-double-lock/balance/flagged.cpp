// An account whose public functions call each other, each taking the lock.
//
// fearless-double-lock: 'audit' locks 'Mutex' while 'deposit' holds it.

#include <cstdio>
#include <mutex>

class Account {
public:
  void deposit(int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Balance += Amount;
    audit();
  }

  void audit() {
    std::lock_guard<std::mutex> Lock(Mutex);
    std::printf("balance: %d\n", Balance);
  }

private:
  std::mutex Mutex;
  int Balance = 0;
};

int main() {
  Account Savings;
  Savings.deposit(5);
}
