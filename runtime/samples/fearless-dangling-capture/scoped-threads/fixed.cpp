// Checks the spelling of two chapters at once.
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

static int longWords(const std::vector<std::string> &Chapter) {
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  int Count = 0;
  for (const std::string &Word : Chapter)
    Count += Word.size() > 4;
  return Count;
}

static int check() {
  int First = 0, Second = 0;
  {
    std::vector<std::string> One = {"call", "me", "Ishmael"};
    std::vector<std::string> Two = {"it", "was", "the", "worst"};
    // Declared behind the chapters, so they are waited for before those end.
    std::jthread Checker([&] { First = longWords(One); });
    std::jthread Other([&] { Second = longWords(Two); });
  }
  return First + Second;
}

int main() { std::printf("long words: %d\n", check()); }
