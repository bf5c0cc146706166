// Computes a document's word count when it is first asked for.
#include <cstdio>
#include <sstream>
#include <string>
#include <thread>

class Document {
public:
  explicit Document(std::string Text) : Text(std::move(Text)) {}

  /// Const, and yet it writes: the first call fills the cache.
  int words() const {
    if (Words < 0) {
      Words = 0;
      std::istringstream Stream(Text);
      for (std::string Word; Stream >> Word;)
        ++Words;
    }
    return Words;
  }

private:
  std::string Text;
  mutable int Words = -1;
};

int main() {
  const Document Page("the quick brown fox jumps over the lazy dog");
  int Left = 0, Right = 0;
  std::thread A([&] { Left = Page.words(); }); // flagged
  std::thread B([&] { Right = Page.words(); });
  A.join();
  B.join();
  std::printf("%d and %d words\n", Left, Right);
}
