// The same account: what expects the lock to be held is a function of its own.

#include <cstdio>
#include <mutex>

class Account {
public:
  void deposit(int Amount) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Balance += Amount;
    auditLocked();
  }

  void audit() {
    std::lock_guard<std::mutex> Lock(Mutex);
    auditLocked();
  }

private:
  void auditLocked() { std::printf("balance: %d\n", Balance); }

  std::mutex Mutex;
  int Balance = 0;
};

int main() {
  Account Savings;
  Savings.deposit(5);
}
