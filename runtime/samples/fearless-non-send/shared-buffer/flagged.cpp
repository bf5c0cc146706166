// Encodes a picture in pieces, each with a copy of the settings.
#include <cstdio>
#include <thread>
#include <vector>

/// Copies share one scratch buffer, to save memory.
class Encoder {
public:
  Encoder() : Scratch(new int[1]{}), Users(new int(1)) {}
  Encoder(const Encoder &Other) : Scratch(Other.Scratch), Users(Other.Users) {
    ++*Users;
  }
  Encoder &operator=(const Encoder &) = delete;
  ~Encoder() {
    if (--*Users == 0) {
      delete[] Scratch;
      delete Users;
    }
  }

  int encode(int Piece) {
    *Scratch = Piece * Piece;
    return *Scratch;
  }

private:
  int *Scratch; // one for all copies
  int *Users;
};

int main() {
  Encoder Encode;
  std::vector<int> Pieces = {1, 2, 3, 4};
  std::vector<std::jthread> Workers;
  for (int &Piece : Pieces)
    Workers.emplace_back([Encode, &Piece]() mutable { // flagged
      for (int Round = 0; Round < 1000; ++Round)
        Piece = Encode.encode(Piece) / Piece;
    });
  Workers.clear();
  for (int Piece : Pieces)
    std::printf("%d\n", Piece);
}
