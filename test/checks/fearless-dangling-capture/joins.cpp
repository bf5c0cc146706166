// RUN: %check %s
//
// Joinable threads that are joined too late, or not on every way.

#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

void use(int) noexcept;
bool ready() noexcept;

void joinedAfterTheScope_bad() {
  std::thread T;
  {
    int Count = 0;
    T = std::thread([&Count] { ++Count; }); // expect: thread may outlive 'Count', which it captures by reference
  } // note: 'Count' ends here, with its scope
  T.join(); // note: it is joined only here, after 'Count' is gone
}

void joinedWithinTheScope_ok() {
  std::thread T;
  {
    int Count = 0;
    T = std::thread([&Count] { ++Count; });
    T.join();
  }
}

void jthreadDeclaredBefore_bad() {
  std::jthread T; // note: 'T' is declared before 'Count', so it waits for the thread only when 'Count' is gone
  int Count = 0;
  T = std::jthread([&Count] { ++Count; }); // expect: thread may outlive 'Count' // note: declare 'T' after 'Count'
}

void jthreadDeclaredBeforeButJoined_ok() {
  std::jthread T;
  int Count = 0;
  T = std::jthread([&Count] { ++Count; });
  T.join();
}

void jthreadsDeclaredBefore_bad() {
  std::vector<std::jthread> Threads;
  int Count = 0;
  for (int I = 0; I != 4; ++I)
    Threads.emplace_back([&Count] { ++Count; }); // expect: thread may outlive 'Count'
}

void jthreadsClearedInTime_ok() {
  std::vector<std::jthread> Threads;
  int Count = 0;
  for (int I = 0; I != 4; ++I)
    Threads.emplace_back([&Count] { ++Count; });
  Threads.clear();
}

void futureDeclaredBefore_bad() {
  std::future<void> Result;
  int Count = 0;
  Result = std::async(std::launch::async, [&Count] { ++Count; }); // expect: task may outlive 'Count'
}

void loopVariable_bad() {
  std::vector<std::thread> Threads;
  for (int I = 0; I != 4; ++I)
    Threads.emplace_back([&I] { use(I); }); // expect: thread may outlive 'I', which it captures by reference
  for (auto &T : Threads)
    T.join(); // note: it is joined only here, after 'I' is gone
}

void loopVariableByValue_ok() {
  std::vector<std::thread> Threads;
  for (int I = 0; I != 4; ++I)
    Threads.emplace_back([I] { use(I); });
  for (auto &T : Threads)
    T.join();
}

void loopLocal_bad() {
  std::vector<std::thread> Threads;
  for (int I = 0; I != 4; ++I) {
    int Square = I * I;
    Threads.emplace_back([&] { use(Square); }); // expect: thread may outlive 'Square'
  }
  for (auto &T : Threads)
    T.join();
}

void copiedElement_bad(const std::vector<int> &Numbers) {
  std::vector<std::thread> Threads;
  for (int N : Numbers)
    Threads.emplace_back([&N] { use(N); }); // expect: thread may outlive 'N' // fix: [N] { use(N); }
  for (auto &T : Threads)
    T.join();
}

void referencedElement_ok(const std::vector<int> &Numbers) {
  std::vector<std::thread> Threads;
  for (const int &N : Numbers)
    Threads.emplace_back([&N] { use(N); });
  for (auto &T : Threads)
    T.join();
}

void elementOfLocal_ok() {
  std::vector<int> Numbers = {1, 2};
  std::vector<std::thread> Threads;
  for (auto &N : Numbers)
    Threads.emplace_back([&N] { ++N; });
  for (auto &T : Threads)
    T.join();
}

void joinedInEachRound_ok() {
  for (int I = 0; I != 4; ++I) {
    std::thread T([&I] { use(I); });
    T.join();
  }
}

void detachedOnBreak_bad() {
  for (int I = 0; I != 4; ++I) {
    std::thread T([&I] { use(I); }); // expect: detached thread may outlive 'I'
    if (ready()) {
      T.detach();
      break;
    }
    T.join();
  }
}

void swallowedThrow_bad() {
  auto *T = new std::thread;
  try {
    int Count = 0;
    *T = std::thread([&Count] { ++Count; }); // expect: thread may outlive 'Count'
    if (ready())
      throw std::runtime_error("not ready"); // note: 'Count' ends here, when the throw leaves its scope
    T->join();
  } catch (const std::exception &) {
    use(0);
  }
}

void joinedInHandler_ok() {
  int Count = 0;
  std::thread T([&Count] { ++Count; });
  try {
    if (ready())
      throw std::runtime_error("not ready");
    T.join();
  } catch (const std::exception &) {
    T.join();
  }
}

class Pool {
public:
  void start_bad() {
    int Count = 0;
    Threads.emplace_back([&Count] { ++Count; }); // expect: thread may outlive 'Count' // note: its handle is kept in 'Threads', which outlives the call
  }
  void startAndJoin_ok() {
    int Count = 0;
    Threads.emplace_back([&Count] { ++Count; });
    for (auto &T : Threads)
      T.join();
  }
  void startAndStop_ok() {
    int Count = 0;
    Threads.emplace_back([&Count] { ++Count; });
    stop();
  }
  void startOwning_ok() {
    int Count = 0;
    Threads.emplace_back([this, Count] { work(Count); });
  }
  void stop() {
    for (auto &T : Threads)
      T.join();
    Threads.clear();
  }

private:
  void work(int);
  std::vector<std::thread> Threads;
};

std::thread Global;

void keptInGlobal_bad() {
  std::string Name = "n";
  Global = std::thread([&Name] { use(static_cast<int>(Name.size())); }); // expect: thread may outlive 'Name' // fix: [Name] // note: its handle is kept in 'Global', which outlives the call
}

void leakedOnTheHeap_bad() {
  int Count = 0;
  auto *T = new std::thread([&Count] { ++Count; }); // expect: thread may outlive 'Count'
  use(T->joinable());
}

std::vector<std::future<int>> returnedFutures_bad() {
  std::vector<std::future<int>> Results;
  std::string Name = "n";
  for (int I = 0; I != 4; ++I)
    Results.push_back(std::async(std::launch::async, [&Name, I] { return I + static_cast<int>(Name.size()); })); // expect: returned task may outlive 'Name' // fix: [Name, I]
  return Results;
}

std::vector<std::future<int>> returnedOwningFutures_ok() {
  std::vector<std::future<int>> Results;
  std::string Name = "n";
  for (int I = 0; I != 4; ++I)
    Results.push_back(std::async(std::launch::async, [Name, I] { return I + static_cast<int>(Name.size()); }));
  return Results;
}

std::unique_ptr<std::thread> returnedOwner_bad() {
  int Count = 0;
  auto T = std::make_unique<std::thread>([&Count] { ++Count; }); // expect: returned thread may outlive 'Count'
  return T;
}

// The join behind it shows that the way is not taken.
[[gnu::cold]] void fail(const char *Why) noexcept;
void detachedBeforeFailing_ok() {
  int Count = 0;
  auto *Slot = &Count;
  std::thread T([Slot] { ++*Slot; });
  if (!ready()) {
    T.detach();
    fail("not ready");
  }
  T.join();
}

void joinedOrDetached_bad() {
  int Count = 0;
  std::vector<std::thread> Threads;
  Threads.emplace_back([&Count] { ++Count; }); // expect: detached thread may outlive 'Count'
  for (auto &T : Threads)
    if (ready())
      T.join();
    else
      T.detach();
}
