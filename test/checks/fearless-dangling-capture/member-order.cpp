// RUN: %check %s
//
// Threads that are kept in members, and members that end before those join.

#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

void use(std::size_t);

class Constructed_bad {
public:
  Constructed_bad()
      : Runner([this] { use(Name.size()); }) {} // expect: thread in 'Runner' may outlive the member 'Name', which it uses

private:
  std::jthread Runner;
  std::string Name; // note: members end in the reverse order of their declarations: 'Name' is gone when 'Runner' ends and waits for the thread
};

// To ask the thread to stop does not help: that comes when 'Items' is gone.
class Stopped_bad {
public:
  Stopped_bad()
      : Runner([this](std::stop_token Stop) { // expect: thread in 'Runner' may outlive the member 'Items'
          while (!Stop.stop_requested())
            work(); // note: the thread calls 'Stopped_bad::work' here
        }) {}
  void work() { Items.push_back(1); } // note: the thread uses 'Items' here

private:
  std::jthread Runner;
  std::vector<int> Items;
};

class Started_bad {
public:
  void start() {
    Runner = std::jthread([this] { use(Name.size()); }); // expect: thread in 'Runner' may outlive the member 'Name'
  }

private:
  std::jthread Runner;
  std::string Name;
};

class Pool_bad {
public:
  Pool_bad() {
    for (int I = 0; I < 3; ++I)
      Workers.emplace_back([this] { use(Name.size()); }); // expect: thread in 'Workers' may outlive the member 'Name'
  }

private:
  std::vector<std::jthread> Workers;
  std::string Name;
};

class Task_bad {
public:
  void start() {
    Result = std::async(std::launch::async, [this] { use(Name.size()); }); // expect: task in 'Result' may outlive the member 'Name'
  }

private:
  std::future<void> Result;
  std::string Name;
};

class Method_bad {
public:
  Method_bad() : Runner(&Method_bad::run, this) {} // expect: thread in 'Runner' may outlive the member 'Name'
  void run() { use(Name->size()); }

private:
  std::jthread Runner;
  std::unique_ptr<std::string> Name;
};

// Whether somebody calls 'wait' first is not known.
class Awaited_bad {
public:
  Awaited_bad() : Runner([this] { use(Name.size()); }) {} // strict: thread in 'Runner' may outlive the member 'Name'
  void wait() { Runner.join(); }

private:
  std::jthread Runner;
  std::string Name;
};

// Neither is that where a function lets go of the handle, where everybody can
// get at it, or where a function of the class is in another unit.
class Replaced_bad {
public:
  Replaced_bad() : Runner([this] { use(Name.size()); }) {} // strict: thread in 'Runner' may outlive the member 'Name' // note: not seen: whether 'Replaced_bad::stop' is called before the object ends
  void stop() { Runner = {}; }

private:
  std::jthread Runner;
  std::string Name;
};
struct Open_bad {
  Open_bad() : Runner([this] { use(Name.size()); }) {} // strict: thread in 'Runner' may outlive the member 'Name' // note: not seen: whether 'Runner' is joined before the object ends
  std::jthread Runner;
  std::string Name;
};
class Elsewhere_bad {
public:
  Elsewhere_bad() : Runner([this] { use(Name.size()); }) {} // strict: thread in 'Runner' may outlive the member 'Name'
  void stop();

private:
  std::jthread Runner;
  std::string Name;
};

class Last_ok {
public:
  Last_ok() : Runner([this] { use(Name.size()); }) {}

private:
  std::string Name;
  std::jthread Runner;
};

class Destructor_ok {
public:
  Destructor_ok() : Runner([this] { use(Name.size()); }) {}
  ~Destructor_ok() { Runner.join(); }

private:
  std::jthread Runner;
  std::string Name;
};

// Nothing happens when a number ends.
class Number_ok {
public:
  Number_ok() : Runner([this] { ++Count; }) {}

private:
  std::jthread Runner;
  int Count = 0;
};

class Other_ok {
public:
  Other_ok() : Runner([this] { use(Used.size()); }) {}

private:
  std::string Used;
  std::jthread Runner;
  std::string Unused;
};

class Joined_ok {
public:
  Joined_ok() : Runner([this] { use(Name.size()); }) { Runner.join(); }

private:
  std::jthread Runner;
  std::string Name;
};
