// RUN: %check %s
//
// Lockable classes of the user's own that are not called locks: where the lock
// is not seen, it may be recursive.

#include <memory>
#include <mutex>

class Unseen {
public:
  void lock() const;
  void unlock() const;
};
class Holder {
public:
  void push_bad() {
    std::lock_guard<Unseen> Lock(Locking);
    index(); // strict: 'Holder::index' locks 'Locking' while this thread already holds it
  }
  void index() { std::lock_guard<Unseen> Lock(Locking); }

private:
  Unseen Locking;
};

class Behind {
public:
  Behind();
  ~Behind();
  void lock() const { Own->Mutex.lock(); }
  void unlock() const { Own->Mutex.unlock(); }
  void read_bad() {
    std::lock_guard<Behind> Lock(*this);
    size(); // strict: 'Behind::size' locks 'this' while this thread already holds it
  }
  void size() { std::lock_guard<Behind> Lock(*this); }

private:
  struct Parts {
    std::recursive_mutex Mutex;
  };
  std::unique_ptr<Parts> Own;
};

class Plain {
public:
  void lock() const { Mutex.lock(); }
  void unlock() const { Mutex.unlock(); }
  void read_bad() {
    std::lock_guard<Plain> Lock(*this);
    size(); // expect: 'Plain::size' locks 'this' while this thread already holds it
  }
  void size() { std::lock_guard<Plain> Lock(*this); }

private:
  mutable std::mutex Mutex;
};
