// Moves money between accounts, each of which has a lock.
#include <chrono>
#include <cstdio>
#include <mutex>
#include <thread>

struct Account {
  std::mutex Mutex;
  long Balance = 100;
};

static void transfer(Account &From, Account &To, long Amount) {
  std::this_thread::sleep_for(
      std::chrono::milliseconds(20)); // looks up a limit
  // Takes both or waits for both, in an order that cannot deadlock.
  std::scoped_lock Lock(From.Mutex, To.Mutex);
  From.Balance -= Amount;
  To.Balance += Amount;
}

int main() {
  Account Ann, Bob;
  std::thread There([&] { transfer(Ann, Bob, 10); });
  std::thread Back([&] { transfer(Bob, Ann, 20); });
  There.join();
  Back.join();
  std::printf("Ann %ld, Bob %ld\n", Ann.Balance, Bob.Balance);
}
