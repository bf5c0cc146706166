// RUN: %check %s
//
// Callables that go into functions and objects, and do not outlive anything.

#include <algorithm>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <span>
#include <string>
#include <thread>
#include <utility>
#include <vector>

void use(int) noexcept;

// --- an object keeps it, and ends first --------------------------------------

class Parser {
public:
  void onHeader(std::function<void(int)> F) { Header = std::move(F); }
  void onBody(std::function<void(int)> F) { Bodies.push_back(std::move(F)); }
  void parse() { Header(1); }
  std::function<void(int)> Public;

private:
  std::function<void(int)> Header;
  std::vector<std::function<void(int)>> Bodies;
};

void parser_ok() {
  int Sum = 0;
  Parser P;
  P.onHeader([&](int N) { Sum += N; });
  P.parse();
}

void parserDeclaredFirst_ok() {
  Parser P;
  int Sum = 0;
  P.onHeader([&](int N) { Sum += N; });
  P.parse();
}

void elements_ok() {
  int Sum = 0;
  Parser P;
  for (int I = 0; I < 3; ++I)
    P.onBody([&](int N) { Sum += N; });
  P.parse();
}

void publicMember_ok() {
  int Sum = 0;
  Parser P;
  P.Public = [&](int N) { Sum += N; };
  P.Public(1);
}

void onHeap_ok() {
  int Sum = 0;
  auto P = std::make_unique<Parser>();
  P->onHeader([&](int N) { Sum += N; });
  P->parse();
}

void shared_ok() {
  int Sum = 0;
  auto P = std::make_shared<Parser>();
  P->onHeader([&](int N) { Sum += N; });
  P->parse();
}

void listOfCallables_ok() {
  int Sum = 0;
  std::vector<std::function<void(int)>> List;
  List.push_back([&](int N) { Sum += N; });
  for (auto &F : List)
    F(1);
}

class Document {
public:
  void load() {
    P.onHeader([this](int N) { Size = N; });
    P.parse();
  }

private:
  Parser P;
  int Size = 0;
};

void replacedBeforeTheEnd_ok(Parser &P) {
  int Sum = 0;
  P.Public = [&](int N) { Sum += N; };
  P.Public(1);
  P.Public = nullptr;
}

struct Visitor {
  std::function<void(int)> Each;
};

void aggregate_ok() {
  int Sum = 0;
  Visitor V{[&](int N) { Sum += N; }};
  V.Each(1);
}

// --- it is run before the call returns ---------------------------------------

template <typename F> void forEach(const std::vector<int> &Of, F Do) {
  for (int N : Of)
    Do(N);
}
void apply(const std::function<void(int)> &Do) { Do(1); }
void nested(const std::function<void(int)> &Do) { apply(Do); }

void inline_ok(const std::vector<int> &Of) {
  int Sum = 0;
  forEach(Of, [&](int N) { Sum += N; });
  apply([&](int N) { Sum += N; });
  nested([&](int N) { Sum += N; });
}

// --- the function that starts the thread waits for it ------------------------

void runOnThread(std::function<void()> Task) {
  std::thread T(std::move(Task));
  T.join();
}

void joinedInside_ok() {
  int Count = 0;
  runOnThread([&Count] { ++Count; });
}

template <typename F> void parallel(int Threads, F &&Task) {
  std::vector<std::thread> All;
  for (int I = 0; I < Threads; ++I)
    All.emplace_back(Task, I);
  for (auto &T : All)
    T.join();
}

void parallelFor_ok() {
  std::vector<int> Results(4);
  parallel(4, [&](int I) { Results[I] = I; });
}

std::thread startFor(int *Value) {
  return std::thread([Value] { ++*Value; });
}

void joinedByCaller_ok() {
  int Value = 0;
  std::thread T = startFor(&Value);
  T.join();
}

// --- a user's pool and joining thread ----------------------------------------

class JoiningThread {
public:
  template <typename F> explicit JoiningThread(F &&Task) : T(std::forward<F>(Task)) {}
  ~JoiningThread() { T.join(); }

private:
  std::thread T;
};

void joiningThread_ok() {
  int Count = 0;
  JoiningThread T([&Count] { ++Count; });
}

class Pool {
public:
  Pool() : Worker([this] { work(); }) {}
  ~Pool() { Worker.join(); }
  void post(std::function<void()> Task) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Tasks.push(std::move(Task));
  }
  void postAll(std::span<std::function<void()>> All) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Waiting.insert(Waiting.end(), std::make_move_iterator(All.begin()),
                   std::make_move_iterator(All.end()));
  }
  std::future<void> submit(std::function<void()> Task) noexcept {
    auto Job = std::make_shared<std::packaged_task<void()>>(std::move(Task));
    auto Done = Job->get_future();
    post([Job] { (*Job)(); });
    return Done;
  }

private:
  void work() {
    for (;;) {
      std::function<void()> Task;
      {
        std::lock_guard<std::mutex> Lock(Mutex);
        Task = std::move(Tasks.front());
        Tasks.pop();
      }
      Task();
    }
  }
  std::mutex Mutex;
  std::queue<std::function<void()>> Tasks;
  std::vector<std::function<void()>> Waiting;
  std::thread Worker;
};

void poolDeclaredLast_ok() {
  int Count = 0;
  Pool P;
  P.post([&Count] { ++Count; });
}

void futureWaitedFor_ok(Pool &P) {
  int Count = 0;
  auto Done = P.submit([&Count] { ++Count; });
  Done.get();
}

void futuresInVector_ok(Pool &P) {
  int Count = 0;
  std::vector<std::future<void>> All;
  for (int I = 0; I < 3; ++I)
    All.push_back(P.submit([&Count] { ++Count; }));
  for (auto &Done : All)
    Done.wait();
}

void promise_ok(Pool &P) {
  std::promise<int> Result;
  P.post([&Result] { Result.set_value(1); });
  Result.get_future().wait();
}

// --- the object of the call owns what runs -----------------------------------

class Owner {
public:
  void start() {
    P.post([this] { ++Count; });
  }

private:
  int Count = 0;
  Pool P;
};

void owner_ok() {
  Owner O;
  O.start();
}

// By value there is nothing to outlive.
void byValue_ok(Pool &P) {
  const std::string Name = "name";
  P.post([Name] { use(static_cast<int>(Name.size())); });
  auto Shared = std::make_shared<int>(1);
  P.post([Shared] { use(*Shared); });
}

// What a function is given by pointer is its caller's business.
void passedOn_ok(Pool &P, int *Count) {
  P.post([Count] { ++*Count; });
}

// A closure's call operator, called by its name.
void byName_ok() {
  int Sum = 0;
  const auto Add = [&](int N) { Sum += N; };
  Add.operator()(1);
  const auto AddAny = [&](auto N) { Sum += N; };
  AddAny.operator()<int>(2);
}

// Elements are moved out of the range; the range itself is not kept.
void range_ok(Pool &P, std::span<std::function<void()>> Tasks) {
  P.postAll(Tasks);
}

// The object has copied the name, or is done with it.
class File {
public:
  explicit File(const char *Name);
  int size() const;

private:
  void *Mapped;
};

void nameOfFile_ok(Pool &P) {
  const std::string Name = "name";
  auto Opened = std::make_shared<File>(Name.c_str());
  P.post([Opened] { use(Opened->size()); });
}
