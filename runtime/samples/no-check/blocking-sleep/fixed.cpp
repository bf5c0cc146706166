// Fetches twenty pages at once, in coroutines.
#include <fearless/task.h>

#include <cstdio>

using namespace std::chrono_literals;

static fearless::task<int> fetch(int Page) {
  co_await fearless::sleep_for(10ms); // the other coroutines go on
  co_return Page;
}

int main() {
  std::vector<fearless::task<int>> Pages;
  for (int Page = 0; Page < 20; ++Page)
    Pages.push_back(fetch(Page));
  auto Fetched = fearless::block_on(fearless::when_all(std::move(Pages)));
  std::printf("operations: %zu\n", Fetched.size());
}
