// Checks the spelling of two chapters at once.
#include <fearless/thread.h>

#include <chrono>
#include <cstdio>
#include <string>

static int longWords(const std::vector<std::string> &Chapter) {
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  int Count = 0;
  for (const std::string &Word : Chapter)
    Count += Word.size() > 4;
  return Count;
}

static int check() {
  std::vector<std::string> One = {"call", "me", "Ishmael"};
  std::vector<std::string> Two = {"it", "was", "the", "worst"};
  // What is spawned in here has ended when the call returns.
  return fearless::with_scope([&](fearless::scope &Both) {
    auto First = Both.spawn([&] { return longWords(One); });
    auto Second = Both.spawn([&] { return longWords(Two); });
    return First.join() + Second.join();
  });
}

int main() { std::printf("long words: %d\n", check()); }
