// RUN: %check %s
//
// Handles that are joined in time, on every way that started a thread.

#include <algorithm>
#include <functional>
#include <future>
#include <memory>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

void use(int) noexcept;
bool ready() noexcept;

void joined_ok() {
  int Count = 0;
  std::thread T([&] { ++Count; });
  T.join();
}

void joinedOnBothWays_ok(bool Early) {
  int Count = 0;
  std::thread T([&] { ++Count; });
  if (Early) {
    T.join();
    return;
  }
  use(1);
  T.join();
}

void joinedIfJoinable_ok(bool Parallel) {
  int Count = 0;
  std::thread T;
  if (Parallel)
    T = std::thread([&] { ++Count; });
  if (T.joinable())
    T.join();
}

void joinedWhereStarted_ok(bool Parallel) {
  std::thread T;
  {
    int Count = 0;
    if (Parallel)
      T = std::thread([&] { ++Count; });
    use(1);
    if (Parallel)
      T.join();
  }
}

void jthread_ok() {
  int Count = 0;
  std::jthread T([&] { ++Count; });
}

void jthreads_ok() {
  int Count = 0;
  std::vector<std::jthread> Threads;
  for (int I = 0; I != 4; ++I)
    Threads.emplace_back([&] { ++Count; });
}

void vectorJoinedByRangeFor_ok() {
  int Count = 0;
  std::vector<std::thread> Threads;
  for (int I = 0; I != 4; ++I)
    Threads.emplace_back([&] { ++Count; });
  for (auto &T : Threads)
    T.join();
}

void vectorJoinedByIndex_ok() {
  std::vector<std::thread> Threads;
  int Count = 0;
  for (int I = 0; I != 4; ++I)
    Threads.push_back(std::thread([&] { ++Count; }));
  for (unsigned I = 0; I < Threads.size(); ++I)
    Threads[I].join();
}

void vectorJoinedByIterator_ok() {
  std::vector<std::thread> Threads;
  int Count = 0;
  Threads.emplace_back([&] { ++Count; });
  for (auto It = Threads.begin(); It != Threads.end(); ++It)
    if (It->joinable())
      It->join();
}

void vectorJoinedByAlgorithm_ok() {
  std::vector<std::thread> Threads;
  int Count = 0;
  Threads.emplace_back([&] { ++Count; });
  std::for_each(Threads.begin(), Threads.end(),
                [](std::thread &T) { T.join(); });
}

void vectorJoinedByMemberPointer_ok() {
  std::vector<std::thread> Threads;
  int Count = 0;
  Threads.emplace_back([&] { ++Count; });
  std::for_each(Threads.begin(), Threads.end(),
                std::mem_fn(&std::thread::join));
}

void arrayJoined_ok() {
  std::thread Threads[4];
  int Count = 0;
  for (auto &T : Threads)
    T = std::thread([&] { ++Count; });
  for (auto &T : Threads)
    T.join();
}

void emptiedFromTheBack_ok() {
  std::vector<std::thread> Threads;
  int Count = 0;
  Threads.emplace_back([&] { ++Count; });
  while (!Threads.empty()) {
    Threads.back().join();
    Threads.pop_back();
  }
}

void uniquePointer_ok() {
  int Count = 0;
  auto T = std::make_unique<std::thread>([&] { ++Count; });
  T->join();
}

void newAndDelete_ok() {
  int Count = 0;
  auto *T = new std::thread([&] { ++Count; });
  T->join();
  delete T;
}

void movedThenJoined_ok() {
  int Count = 0;
  std::thread A([&] { ++Count; });
  std::thread B = std::move(A);
  B.join();
}

void joinedIfNotNull_ok(bool Parallel) {
  std::thread *T = nullptr;
  {
    int Count = 0;
    if (Parallel)
      T = new std::thread([&] { ++Count; });
    use(1);
    if (T)
      T->join();
  }
}

void joinedIfOwned_ok(bool Parallel) {
  std::unique_ptr<std::thread> T;
  {
    int Count = 0;
    if (Parallel)
      T.reset(new std::thread([&] { ++Count; }));
    use(1);
    if (T != nullptr) {
      T->join();
      T.reset();
    }
  }
}

void joinedIfSameComparison_ok(int Size) {
  std::thread T;
  {
    int Count = 0;
    if (Size > 4)
      T = std::thread([&] { ++Count; });
    use(1);
    if (4 < Size)
      T.join();
  }
}

void joinedIfSameField_ok(const std::pair<bool, int> *Options) {
  std::thread T;
  {
    int Count = 0;
    if (Options && Options->first)
      T = std::thread([&] { ++Count; });
    use(1);
    if (Options && Options->first)
      T.join();
  }
}

void joinedIfSameCase_ok(int Mode) {
  std::thread T;
  {
    int Count = 0;
    switch (Mode) {
    case 1:
      T = std::thread([&] { ++Count; });
      break;
    default:
      use(1);
    }
    if (Mode == 1)
      T.join();
  }
}

void joinedIfStarted_ok() {
  bool Started = false;
  std::thread T;
  {
    int Count = 0;
    if (ready()) {
      T = std::thread([&] { ++Count; });
      Started = true;
    }
    use(1);
    if (Started)
      T.join();
  }
}

void validFuture_ok(bool Parallel) {
  std::future<void> Result;
  {
    int Count = 0;
    if (Parallel)
      Result = std::async(std::launch::async, [&] { ++Count; });
    use(1);
    if (Result.valid())
      Result.get();
  }
}

void rethrown_ok() {
  std::thread T;
  {
    int Count = 0;
    T = std::thread([&] { ++Count; });
    try {
      if (ready())
        throw 1;
    } catch (...) {
      T.join();
      throw;
    }
    T.join();
  }
}

void startThrows_ok() {
  std::thread T;
  {
    int Count = 0;
    try {
      T = std::thread([&] { ++Count; });
    } catch (const std::system_error &) {
      return;
    }
    T.join();
  }
}

void joinedInBatches_ok(const std::vector<int> &Numbers) {
  std::vector<std::thread> Threads;
  {
    std::vector<int> Results(Numbers.size());
    for (unsigned I = 0; I < Numbers.size(); ++I) {
      if (Numbers[I] < 0)
        continue;
      Threads.emplace_back([&Results, I] { ++Results[I]; });
      if (Threads.size() >= 8) {
        for (auto &T : Threads)
          T.join();
        Threads.clear();
      }
    }
    for (auto &T : Threads)
      T.join();
  }
}
