// RUN: %check %s
//
// Handles joined in time wherever they are kept: in containers, behind
// pointers, or swapped and moved on the way.

#include <algorithm>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <ranges>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

void use(int) noexcept;

void heldInMap_ok() {
  std::map<int, std::thread> Threads;
  {
    int Count = 0;
    Threads[1] = std::thread([&] { ++Count; });
    Threads.try_emplace(2, [&] { ++Count; });
    for (auto &[Key, T] : Threads)
      T.join();
  }
}

void foundInMap_ok() {
  std::map<int, std::thread> Threads;
  {
    int Count = 0;
    Threads[1] = std::thread([&] { ++Count; });
    if (auto It = Threads.find(1); It != Threads.end())
      It->second.join();
  }
}

void erasedWhileJoined_ok() {
  std::list<std::thread> Threads;
  {
    int Count = 0;
    Threads.emplace_back([&] { ++Count; });
    for (auto It = Threads.begin(); It != Threads.end();) {
      It->join();
      It = Threads.erase(It);
    }
  }
}

void queue_ok() {
  std::queue<std::thread> Threads;
  {
    int Count = 0;
    Threads.emplace([&] { ++Count; });
    while (!Threads.empty()) {
      Threads.front().join();
      Threads.pop();
    }
  }
}

void ownedArray_ok(int Size) {
  auto Threads = std::make_unique<std::thread[]>(Size);
  {
    std::vector<int> Counts(Size);
    for (int I = 0; I != Size; ++I)
      Threads[I] = std::thread([&, I] { ++Counts[I]; });
    for (int I = 0; I != Size; ++I)
      Threads[I].join();
  }
}

void newArray_ok(int Size) {
  auto *Threads = new std::thread[Size];
  {
    int Count = 0;
    int Used = 0;
    for (int I = 0; I != Size; ++I)
      Threads[Used++] = std::thread([&] { ++Count; });
    for (int I = 0; I != Used; ++I)
      Threads[I].join();
  }
  delete[] Threads;
}

void optional_ok(bool Parallel) {
  std::optional<std::thread> T;
  {
    int Count = 0;
    if (Parallel)
      T.emplace([&] { ++Count; });
    use(1);
    if (T)
      T->join();
  }
}

void optionalReset_ok(bool Parallel) {
  std::optional<std::jthread> T;
  {
    int Count = 0;
    if (Parallel)
      T.emplace([&] { ++Count; });
    use(1);
    T.reset();
  }
}

void jthreadAssignedOver_ok() {
  std::jthread T;
  {
    int Count = 0;
    T = std::jthread([&] { ++Count; });
    T = {};
  }
}

void variant_ok() {
  std::variant<std::monostate, std::thread> T;
  {
    int Count = 0;
    T = std::thread([&] { ++Count; });
    std::get<std::thread>(T).join();
  }
}

void vectorOfPointers_ok() {
  std::vector<std::thread *> Threads;
  {
    int Count = 0;
    Threads.push_back(new std::thread([&] { ++Count; }));
    for (auto *T : Threads) {
      T->join();
      delete T;
    }
  }
}

void vectorOfShared_ok() {
  std::vector<std::shared_ptr<std::thread>> Threads;
  {
    int Count = 0;
    Threads.push_back(std::make_shared<std::thread>([&] { ++Count; }));
    for (auto &T : Threads)
      T->join();
  }
}

struct Numbered {
  std::thread T;
  int Number;
};

void vectorOfStructs_ok() {
  std::vector<Numbered> Threads;
  {
    int Count = 0;
    Threads.push_back({std::thread([&] { ++Count; }), 1});
    for (auto &N : Threads)
      N.T.join();
  }
}

void nestedContainers_ok() {
  std::vector<std::vector<std::thread>> Rows(2);
  {
    int Count = 0;
    for (auto &Row : Rows)
      Row.emplace_back([&] { ++Count; });
    for (auto &Row : Rows)
      for (auto &T : Row)
        T.join();
  }
}

void reversed_ok() {
  std::vector<std::thread> Threads;
  {
    int Count = 0;
    Threads.emplace_back([&] { ++Count; });
    for (auto &T : Threads | std::views::reverse)
      T.join();
  }
}

void reference_ok() {
  std::vector<std::thread> Threads;
  {
    int Count = 0;
    auto &T = Threads.emplace_back([&] { ++Count; });
    T.join();
  }
}

void pointersToHandles_ok() {
  std::thread A, B;
  {
    int Count = 0;
    A = std::thread([&] { ++Count; });
    B = std::thread([&] { ++Count; });
    for (auto *T : {&A, &B})
      T->join();
  }
}

void exchanged_ok() {
  std::vector<std::thread> Threads;
  {
    int Count = 0;
    Threads.emplace_back([&] { ++Count; });
    auto Mine = std::exchange(Threads, {});
    for (auto &T : Mine)
      T.join();
  }
}

void swapped_ok(std::thread &Other) {
  int Count = 0;
  std::thread Mine([&] { ++Count; });
  Mine.swap(Other);
  Other.join();
}

void swappedOut_ok(std::vector<std::thread> &Threads) {
  int Count = 0;
  Threads.emplace_back([&] { ++Count; });
  std::vector<std::thread> Mine;
  std::swap(Mine, Threads);
  for (auto &T : Mine)
    T.join();
}

void movedByIterators_ok() {
  std::vector<std::thread> All;
  {
    int Count = 0;
    std::vector<std::thread> Some;
    Some.emplace_back([&] { ++Count; });
    All.insert(All.end(), std::make_move_iterator(Some.begin()),
               std::make_move_iterator(Some.end()));
    for (auto &T : All)
      T.join();
  }
}
