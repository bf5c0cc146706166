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
  std::vector<std::jthread> Checkers;
  {
    std::vector<std::string> One = {"call", "me", "Ishmael"};
    std::vector<std::string> Two = {"it", "was", "the", "worst"};
    Checkers.emplace_back([&] { First = longWords(One); });  // flagged
    Checkers.emplace_back([&] { Second = longWords(Two); }); // flagged
  }
  // The threads have a scope to wait in, and it is one too wide: both chapters
  // are gone already.
  Checkers.clear();
  return First + Second;
}

int main() { std::printf("long words: %d\n", check()); }
