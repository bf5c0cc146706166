// Counts words in the background and hands the total over.
#include <chrono>
#include <cstdio>
#include <future>
#include <sstream>
#include <string>

static std::future<int> countWords(std::string Text) {
  // The task owns all it works on; the total leaves it as its result.
  return std::async(std::launch::async, [Text = std::move(Text)] {
    int Total = 0;
    std::istringstream Words(Text);
    for (std::string Word; Words >> Word;)
      ++Total;
    return Total;
  });
}

int main() {
  std::future<int> Total = countWords("a local captured by reference");
  std::printf("words: %d\n", Total.get());
}
