// RUN: %check %s
//
// An object that starts a thread on itself, and a shared pointer to it that
// goes somewhere else: what it points to ends with the last copy.

#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

class Observer {
public:
  ~Observer() {
    if (Thread.joinable())
      Thread.join();
  }
  void start() { Thread = std::thread(&Observer::run, this); }

private:
  void run() { ++Count; }
  int Count = 0;
  std::thread Thread;
};

class Watcher {
public:
  void start_bad() {
    std::thread(&Watcher::run, this).detach(); // strict: detached thread may outlive its 'Watcher', whose 'this' it uses
  }

private:
  void run() { ++Count; }
  int Count = 0;
};

std::map<std::string, std::shared_ptr<Observer>> ByName;
std::vector<std::shared_ptr<Observer>> All;
std::shared_ptr<Observer> One;

void intoMap_ok(const std::string &Name) {
  auto O = std::make_shared<Observer>();
  O->start();
  ByName[Name] = O;
}
void emplaced_ok(const std::string &Name) {
  auto O = std::make_shared<Observer>();
  O->start();
  ByName.emplace(Name, O);
}
void inserted_ok(const std::string &Name) {
  auto O = std::make_shared<Observer>();
  O->start();
  ByName.insert({Name, O});
}
void intoVector_ok() {
  auto O = std::make_shared<Observer>();
  O->start();
  All.push_back(O);
}
void moved_ok() {
  auto O = std::make_shared<Observer>();
  O->start();
  All.push_back(std::move(O));
}
void assigned_ok() {
  auto O = std::make_shared<Observer>();
  O->start();
  One = O;
}
std::shared_ptr<Observer> returned_ok() {
  auto O = std::make_shared<Observer>();
  O->start();
  return O;
}
void owned_ok() {
  std::shared_ptr<Observer> O(new Observer);
  O->start();
  One = O;
}
void joined_ok() {
  auto O = std::make_shared<Observer>();
  O->start();
}
void detached_bad() {
  auto W = std::make_shared<Watcher>();
  W->start_bad(); // expect: thread that 'start_bad' starts may outlive 'W', whose 'this' it uses
}
