// Moves stock between two shelves; a move can fail half way.
#include <fearless/mutex.h>
#include <fearless/thread.h>

#include <cstdio>

struct Shelves {
  int Left = 10, Right = 0;
};

static fearless::mutex<Shelves> Stock;

static void move(int Count) {
  auto Held = Stock.lock();
  Held->Left -= Count;
  if (Count > 5)
    throw std::length_error("too many at once");
  Held->Right += Count;
}

int main() {
  auto Mover = fearless::spawn([] { move(7); });
  try {
    Mover.join();
  } catch (const std::length_error &) {
  }
  try {
    (void)Stock.lock();
  } catch (const fearless::poisoned_error &) {
    // The lock tells that a change was left half way: count again.
    *Stock.lock_poisoned() = Shelves();
    Stock.clear_poison();
  }
  auto Held = Stock.lock();
  std::printf("in stock: %d\n", Held->Left + Held->Right);
}
