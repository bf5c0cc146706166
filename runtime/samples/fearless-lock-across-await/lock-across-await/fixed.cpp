// Two coroutines of one thread update a balance.
#include <fearless/task.h>

#include <cstdio>
#include <mutex>

using namespace std::chrono_literals;

static std::mutex BalanceMutex;
static int Balance = 0;

static fearless::task<> deposit(int Amount) {
  co_await fearless::sleep_for(10ms);
  // From here to the end nothing is awaited.
  std::lock_guard<std::mutex> Lock(BalanceMutex);
  Balance += Amount;
}

int main() {
  std::vector<fearless::task<>> Both;
  Both.push_back(deposit(10));
  Both.push_back(deposit(20));
  fearless::block_on(fearless::when_all(std::move(Both)));
  std::printf("balance: %d\n", Balance);
}
