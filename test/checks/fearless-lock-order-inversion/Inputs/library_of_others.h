// A library with mistakes of its own, in system headers.
#ifndef LIBRARY_OF_OTHERS_H
#define LIBRARY_OF_OTHERS_H

#include <chrono>
#include <mutex>
#include <thread>

namespace library_of_others {
inline std::mutex First, Second;
inline void forward() {
  std::lock_guard<std::mutex> L(First);
  std::lock_guard<std::mutex> K(Second);
}
inline void backward() {
  std::lock_guard<std::mutex> K(Second);
  std::lock_guard<std::mutex> L(First);
}
inline void sleep_for_others() {
  std::lock_guard<std::mutex> L(First);
  std::this_thread::sleep_for(std::chrono::seconds(1));
}
} // namespace library_of_others

#endif
