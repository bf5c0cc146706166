// Two coroutines of one thread update a balance.
#include <fearless/task.h>

#include <cstdio>
#include <mutex>

using namespace std::chrono_literals;

static std::mutex BalanceMutex;
static int Balance = 0;

static fearless::task<> deposit(int Amount) {
  std::lock_guard<std::mutex> Lock(BalanceMutex);
  int Now = Balance;
  co_await fearless::sleep_for(10ms); // flagged
  Balance = Now + Amount;
}

int main() {
  std::vector<fearless::task<>> Both;
  Both.push_back(deposit(10));
  Both.push_back(deposit(20));
  fearless::block_on(fearless::when_all(std::move(Both)));
  std::printf("balance: %d\n", Balance);
}
