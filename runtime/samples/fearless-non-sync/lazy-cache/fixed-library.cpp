// Computes a document's word count when it is first asked for.
#include <fearless/once.h>
#include <fearless/thread.h>

#include <cstdio>
#include <sstream>
#include <string>

class Document {
public:
  explicit Document(std::string Text) : Words(Counter{std::move(Text)}) {}

  int words() const { return *Words; }

private:
  struct Counter {
    std::string Text;
    int operator()() const {
      int Count = 0;
      std::istringstream Stream(Text);
      for (std::string Word; Stream >> Word;)
        ++Count;
      return Count;
    }
  };
  // The value and the way to make it are one thing.
  fearless::lazy<int, Counter> Words;
};

int main() {
  const Document Page("the quick brown fox jumps over the lazy dog");
  fearless::scope Readers;
  auto Left = Readers.spawn([&] { return Page.words(); });
  auto Right = Readers.spawn([&] { return Page.words(); });
  std::printf("%d and %d words\n", Left.join(), Right.join());
}
