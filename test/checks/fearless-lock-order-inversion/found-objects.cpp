// RUN: %check %s
//
// Locks of objects that a function has not made: it got them by a call, from a
// container, or as a shared pointer. Those that it has made nobody else has.

#include <memory>
#include <mutex>
#include <vector>

struct Session {
  std::mutex Mutex;
};
Session *find(int Id);
Session &get(int Id);
Session *makeSession();
void work();

namespace byCall {
std::mutex Table;
void lookUp_bad(int Id) {
  std::lock_guard<std::mutex> All(Table);
  Session *Found = find(Id);
  std::lock_guard<std::mutex> Own(Found->Mutex); // expect: 'Table' and 'Session::Mutex' are locked in opposite orders
}
void close(Session &Closed) {
  std::lock_guard<std::mutex> Own(Closed.Mutex);
  work();
  std::lock_guard<std::mutex> All(Table);
}
} // namespace byCall

namespace byReference {
std::mutex Table;
void lookUp_bad(int Id) {
  std::lock_guard<std::mutex> All(Table);
  Session &Found = get(Id);
  std::lock_guard<std::mutex> Own(Found.Mutex); // expect: 'Table' and 'Session::Mutex' are locked in opposite orders
}
void close(Session &Closed) {
  std::lock_guard<std::mutex> Own(Closed.Mutex);
  work();
  std::lock_guard<std::mutex> All(Table);
}
} // namespace byReference

namespace byLoop {
std::mutex Table;
std::vector<Session *> Sessions;
void broadcast_bad() {
  std::lock_guard<std::mutex> All(Table);
  for (Session *Each : Sessions)
    std::lock_guard<std::mutex> Own(Each->Mutex); // expect: 'Table' and 'Session::Mutex' are locked in opposite orders
}
void close(Session &Closed) {
  std::lock_guard<std::mutex> Own(Closed.Mutex);
  work();
  std::lock_guard<std::mutex> All(Table);
}
} // namespace byLoop

namespace inCallee {
std::mutex Table;
void touch(int Id) {
  Session *Found = find(Id);
  std::lock_guard<std::mutex> Own(Found->Mutex);
}
void touchAll_bad() {
  std::lock_guard<std::mutex> All(Table);
  touch(1); // expect: 'Table' and 'Session::Mutex' are locked in opposite orders
}
void close(Session &Closed) {
  std::lock_guard<std::mutex> Own(Closed.Mutex);
  work();
  std::lock_guard<std::mutex> All(Table);
}
} // namespace inCallee

namespace shared {
std::mutex Table;
void use_bad(std::shared_ptr<Session> Used) {
  std::lock_guard<std::mutex> All(Table);
  work();
  std::lock_guard<std::mutex> Own(Used->Mutex); // expect: 'Table' and 'Session::Mutex' are locked in opposite orders
}
void close(Session &Closed) {
  std::lock_guard<std::mutex> Own(Closed.Mutex);
  work();
  std::lock_guard<std::mutex> All(Table);
}
} // namespace shared

namespace made {
std::mutex Table;
void byNew_ok() {
  auto *Made = new Session;
  std::lock_guard<std::mutex> Own(Made->Mutex);
  std::lock_guard<std::mutex> All(Table);
}
void byCall_ok() {
  Session *Made = makeSession();
  std::lock_guard<std::mutex> Own(Made->Mutex);
  std::lock_guard<std::mutex> All(Table);
}
void byOwner_ok() {
  auto Made = std::make_shared<Session>();
  std::lock_guard<std::mutex> Own(Made->Mutex);
  std::lock_guard<std::mutex> All(Table);
}
void local_ok() {
  Session Made;
  std::lock_guard<std::mutex> Own(Made.Mutex);
  std::lock_guard<std::mutex> All(Table);
}
void use_ok(Session &Used) {
  std::lock_guard<std::mutex> All(Table);
  std::lock_guard<std::mutex> Own(Used.Mutex);
}
} // namespace made
