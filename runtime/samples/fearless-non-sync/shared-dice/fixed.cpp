// Rolls dice on several threads.
#include <cstdio>
#include <random>
#include <thread>
#include <vector>

class Dice {
public:
  explicit Dice(unsigned Seed) : Engine(Seed) {}
  int roll() { return Faces(Engine); } // it changes, and says so

private:
  std::mt19937 Engine;
  std::uniform_int_distribution<int> Faces{1, 6};
};

int main() {
  std::vector<int> Sums(4);
  std::vector<std::jthread> Players;
  for (unsigned Id = 0; Id < Sums.size(); ++Id)
    Players.emplace_back([Own = Dice(Id), &Sum = Sums[Id]]() mutable {
      for (int Roll = 0; Roll < 1000; ++Roll)
        Sum += Own.roll();
    });
  Players.clear();
  for (int Sum : Sums)
    std::printf("%s\n", Sum > 3000 && Sum < 4000 ? "fair" : "loaded");
}
