// Counts words in the background and prints the total later.
#include <chrono>
#include <cstdio>
#include <sstream>
#include <string>
#include <thread>

static void countWords(const std::string &Text) {
  int Total = 0;
  std::thread Counter([&Total, Text] { // flagged
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    std::istringstream Words(Text);
    for (std::string Word; Words >> Word;)
      ++Total;
    std::printf("words: %d\n", Total);
  });
  // Nothing waits for the thread any more, but it goes on counting in 'Total',
  // which is gone as soon as this function returns.
  Counter.detach();
}

int main() {
  countWords("a local captured by reference");
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
}
