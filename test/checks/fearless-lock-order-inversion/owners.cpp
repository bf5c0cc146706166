// RUN: %check %s
//
// A destructor that an owner runs takes a lock in the other order.

#include <memory>
#include <mutex>

std::mutex Pool, Log;

struct Buffer {
  ~Buffer() { std::lock_guard<std::mutex> Lock(Pool); }
};

void drop_bad(std::unique_ptr<Buffer> &B) {
  std::lock_guard<std::mutex> Lock(Log);
  B.reset(); // expect: 'Log' and 'Pool' are locked in opposite orders
}

void work() noexcept;
void report() {
  std::lock_guard<std::mutex> First(Pool);
  work();
  std::lock_guard<std::mutex> Second(Log);
}

std::mutex Cache, Index;

struct Page {
  ~Page() { std::lock_guard<std::mutex> Lock(Cache); }
};

void outside_ok(std::unique_ptr<Page> &P) {
  std::unique_ptr<Page> Old;
  {
    std::lock_guard<std::mutex> Lock(Index);
    Old = std::move(P);
    P.reset();
  }
}

void look() {
  std::lock_guard<std::mutex> First(Cache);
  std::lock_guard<std::mutex> Second(Index);
}
