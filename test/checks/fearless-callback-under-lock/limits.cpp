// RUN: %check %s
//
// What fearless-callback-under-lock gets wrong, kept until it gets it right:
// FP_ functions are flagged and should not be, FN_ ones should be and are not.

#include <functional>
#include <memory>
#include <mutex>

struct Holder {
  std::mutex Mutex;
  std::function<void()> Callback;
  std::shared_ptr<int> Value;

  // Assigning destroys what the old callback held, which may run anything.
  void FN_reassigned() {
    std::lock_guard<std::mutex> Lock(Mutex);
    Callback = nullptr;
  }
};
