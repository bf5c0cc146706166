// Encodes a picture in pieces, each with a copy of the settings.
#include <cstdio>
#include <thread>
#include <vector>

/// A copy has a scratch buffer of its own.
class Encoder {
public:
  int encode(int Piece) {
    Scratch[0] = Piece * Piece;
    return Scratch[0];
  }

private:
  std::vector<int> Scratch = {0};
};

int main() {
  Encoder Encode;
  std::vector<int> Pieces = {1, 2, 3, 4};
  std::vector<std::jthread> Workers;
  for (int &Piece : Pieces)
    Workers.emplace_back([Encode, &Piece]() mutable {
      for (int Round = 0; Round < 1000; ++Round)
        Piece = Encode.encode(Piece) / Piece;
    });
  Workers.clear();
  for (int Piece : Pieces)
    std::printf("%d\n", Piece);
}
