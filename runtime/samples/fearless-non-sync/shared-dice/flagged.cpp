// Rolls dice on several threads.
#include <cstdio>
#include <memory>
#include <random>
#include <thread>
#include <vector>

class Dice {
public:
  int roll() const { return Faces(Engine); }

private:
  mutable std::mt19937 Engine{7};
  mutable std::uniform_int_distribution<int> Faces{1, 6};
};

int main() {
  auto Shared = std::make_shared<const Dice>();
  std::vector<int> Sums(4);
  std::vector<std::jthread> Players;
  for (int &Sum : Sums)
    Players.emplace_back([Shared, &Sum] { // flagged
      for (int Roll = 0; Roll < 1000; ++Roll)
        Sum += Shared->roll();
    });
  Players.clear();
  for (int Sum : Sums)
    std::printf("%s\n", Sum > 3000 && Sum < 4000 ? "fair" : "loaded");
}
