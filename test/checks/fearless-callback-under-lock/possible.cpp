// RUN: %check %s
//
// What fearless-callback-under-lock takes for possible: what is called is not
// seen.

#include <functional>
#include <mutex>
#include <unistd.h>
#include <utility>

struct Listener {
  virtual ~Listener() = default;
  virtual void changed(int) = 0;
};

struct Topic {
  std::mutex Mutex;
  std::function<void(int)> Callback;
  void (*Hook)(int) = nullptr;
  Listener *Told = nullptr;

  void object_bad() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Callback(1); // strict: function object 'Callback' is called while 'Mutex' is held
  }
  void pointer_bad() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Hook(1); // strict: function pointer 'Hook' is called while 'Mutex' is held
  }
  void observer_bad() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Told->changed(1); // strict: virtual function 'Listener::changed' is called while 'Mutex' is held
  }
};

// What one function stores and another calls is not followed, even if it surely
// waits.
struct Stored {
  std::mutex Mutex;
  std::function<void()> Callback;

  void set(std::function<void()> New) { Callback = std::move(New); }
  void call_bad() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Callback(); // strict: function object 'Callback' is called while 'Mutex' is held
  }
};
void use(Stored &S) {
  S.set([] { sleep(1); });
}
