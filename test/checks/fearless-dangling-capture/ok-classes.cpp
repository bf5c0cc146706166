// RUN: %check %s
//
// Threads that belong to an object: it keeps itself alive, or waits for them
// before it ends.

#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

void use(int) noexcept;

class Server : public std::enable_shared_from_this<Server> {
public:
  void start_ok() {
    std::thread([this, Self = shared_from_this()] { run(); }).detach();
  }
  void startWeakly_ok() {
    std::thread([Weak = weak_from_this()] {
      if (auto Self = Weak.lock())
        Self->run();
    }).detach();
  }
  void run();
};

class Owner {
public:
  void start_ok() {
    Thread = std::thread([this] { run(); });
  }
  ~Owner() { Thread.join(); }
  void run();

private:
  std::thread Thread;
};

class Connection : public std::enable_shared_from_this<Connection> {
public:
  void selfAsArgument_ok() {
    std::thread(&Connection::run, shared_from_this()).detach();
  }
  void selfBound_ok() {
    std::thread(std::bind(&Connection::run, shared_from_this())).detach();
  }
  void selfInVariable_ok() {
    auto Self = shared_from_this();
    std::function<void()> Work = [this, Self] { run(); };
    std::thread(std::move(Work)).detach();
  }
  void selfBesideMember_ok() {
    std::thread([&Name = Name, Self = shared_from_this()] {
      use(static_cast<int>(Name.size()));
    }).detach();
  }
  std::future<void> selfInFuture_ok() {
    return std::async(std::launch::async,
                      [this, Self = shared_from_this()] { run(); });
  }
  void run();

private:
  std::string Name;
};

struct Farewell {
  std::unique_ptr<int> Count;
  ~Farewell() {
    std::thread([Count = std::move(Count)] { ++*Count; }).detach();
  }
};

class StartedByConstructor {
public:
  StartedByConstructor() : T([this] { use(Number); }) {}
  ~StartedByConstructor() { T.join(); }

private:
  int Number = 1;
  std::thread T;
};

class Manager {
public:
  void joinOwned_ok() {
    int Count = 0;
    Thread = std::make_unique<std::thread>([&] { ++Count; });
    Thread->join();
    Thread.reset();
  }
  void resetOptional_ok() {
    int Count = 0;
    Background.emplace([&] { ++Count; });
    Background.reset();
  }
  void waitForAll_ok() {
    int Count = 0;
    Results.push_back(std::async(std::launch::async, [&] { ++Count; }));
    waitForAll();
  }
  void nodeOfMap_ok(int Key) {
    auto &Name = Names[Key];
    Results.push_back(std::async(std::launch::async, [&Name] { Name = "n"; }));
  }

private:
  void waitForAll() {
    for (auto &R : Results)
      R.get();
    Results.clear();
  }
  std::unordered_map<int, std::string> Names;
  std::unique_ptr<std::thread> Thread;
  std::optional<std::jthread> Background;
  std::vector<std::future<void>> Results;
};

// A type that contains itself behind a pointer.
struct Node {
  std::jthread Worker;
  std::unique_ptr<Node> Next;
};

void nodeThatOwnsNodes_ok() {
  int Count = 0;
  Node Head;
  Head.Worker = std::jthread([&Count] { ++Count; });
}
