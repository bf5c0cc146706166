// Computes a document's word count when it is first asked for.
#include <cstdio>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>

class Document {
public:
  explicit Document(std::string Text) : Text(std::move(Text)) {}

  /// One caller counts; all others wait for it, and see what it wrote.
  int words() const {
    std::call_once(Counted, [this] {
      std::istringstream Stream(Text);
      for (std::string Word; Stream >> Word;)
        ++Words;
    });
    return Words;
  }

private:
  std::string Text;
  mutable std::once_flag Counted;
  mutable int Words = 0;
};

int main() {
  const Document Page("the quick brown fox jumps over the lazy dog");
  int Left = 0, Right = 0;
  std::thread A([&] { Left = Page.words(); });
  std::thread B([&] { Right = Page.words(); });
  A.join();
  B.join();
  std::printf("%d and %d words\n", Left, Right);
}
