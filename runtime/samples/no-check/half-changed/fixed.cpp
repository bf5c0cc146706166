// Moves stock between two shelves; a move can fail half way.
#include <cstdio>
#include <mutex>
#include <stdexcept>
#include <thread>

struct Shelves {
  int Left = 10, Right = 0;
};

static std::mutex ShelvesMutex;
static Shelves Stock;

static void move(int Count) {
  std::lock_guard<std::mutex> Lock(ShelvesMutex);
  // What may fail comes first; the changes below cannot.
  if (Count > 5)
    throw std::length_error("too many at once");
  Stock.Left -= Count;
  Stock.Right += Count;
}

int main() {
  std::thread Mover([] {
    try {
      move(7);
    } catch (const std::length_error &) {
    }
  });
  Mover.join();
  std::lock_guard<std::mutex> Lock(ShelvesMutex);
  std::printf("in stock: %d\n", Stock.Left + Stock.Right);
}
