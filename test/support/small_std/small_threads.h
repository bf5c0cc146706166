//===- small_threads.h - Threads, locks and futures of small_std.h --------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Included by small_std.h.
//
//===----------------------------------------------------------------------===//

#pragma once
#pragma GCC system_header

namespace std {
namespace chrono {
struct milliseconds {
  explicit milliseconds(long long) noexcept;
};
struct seconds {
  explicit seconds(long long) noexcept;
  operator milliseconds() const noexcept;
};
} // namespace chrono
inline namespace literals {
inline namespace chrono_literals {
chrono::milliseconds operator""ms(unsigned long long) noexcept;
chrono::seconds operator""s(unsigned long long) noexcept;
} // namespace chrono_literals
} // namespace literals
namespace this_thread {
void sleep_for(chrono::milliseconds) noexcept;
void yield() noexcept;
} // namespace this_thread

class exception {
public:
  virtual ~exception();
  virtual const char *what() const noexcept;
};
class runtime_error : public exception {
public:
  explicit runtime_error(const char *);
};
class error_category {};
const error_category &generic_category() noexcept;
class system_error : public runtime_error {
public:
  system_error(int, const error_category &);
};
[[noreturn]] void terminate() noexcept;

class thread {
public:
  class id {};
  thread() noexcept;
  template <class F, class... As> explicit thread(F &&, As &&...) {
    __builtin_unreachable();
  }
  thread(const thread &) = delete;
  thread(thread &&) noexcept;
  thread &operator=(thread &&) noexcept;
  ~thread();
  void join();
  void detach();
  bool joinable() const noexcept;
  void swap(thread &) noexcept;
  id get_id() const noexcept;
  static unsigned hardware_concurrency() noexcept;
};
class stop_token {
public:
  bool stop_requested() const noexcept;
};
class jthread {
public:
  jthread() noexcept;
  template <class F, class... As> explicit jthread(F &&, As &&...) {
    __builtin_unreachable();
  }
  jthread(const jthread &) = delete;
  jthread(jthread &&) noexcept;
  jthread &operator=(jthread &&) noexcept;
  ~jthread();
  void join();
  void detach();
  bool joinable() const noexcept;
  bool request_stop() noexcept;
};

class mutex {
public:
  void lock();
  bool try_lock();
  void unlock();
};
class shared_mutex : public mutex {
public:
  void lock_shared();
  void unlock_shared();
};
class recursive_mutex : public mutex {};
template <class M> class lock_guard {
public:
  explicit lock_guard(M &);
  ~lock_guard();
};
template <class M> class unique_lock {
public:
  unique_lock() noexcept;
  explicit unique_lock(M &);
  unique_lock(unique_lock &&) noexcept;
  ~unique_lock();
  void lock();
  void unlock();
};
template <class M> class shared_lock : public unique_lock<M> {
public:
  explicit shared_lock(M &);
};
template <class... Ms> class scoped_lock {
public:
  explicit scoped_lock(Ms &...);
  ~scoped_lock();
};
class condition_variable {
public:
  void wait(unique_lock<mutex> &);
  template <class P> void wait(unique_lock<mutex> &, P) {
    __builtin_unreachable();
  }
  bool wait_for(unique_lock<mutex> &, chrono::milliseconds);
  void notify_one() noexcept;
  void notify_all() noexcept;
};
class latch {
public:
  explicit latch(ptrdiff_t);
  void count_down(ptrdiff_t = 1);
  bool try_wait() const noexcept;
  void wait() const;
  void arrive_and_wait(ptrdiff_t = 1);
};
template <class F = void (*)() noexcept> class barrier {
public:
  class arrival_token {};
  explicit barrier(ptrdiff_t);
  arrival_token arrive(ptrdiff_t = 1);
  void wait(arrival_token &&) const;
  void arrive_and_wait();
  void arrive_and_drop();
};
barrier(ptrdiff_t) -> barrier<>;
template <ptrdiff_t Most = 1> class counting_semaphore {
public:
  explicit counting_semaphore(ptrdiff_t);
  void acquire();
  bool try_acquire() noexcept;
  void release(ptrdiff_t = 1);
};
using binary_semaphore = counting_semaphore<1>;
enum memory_order { memory_order_relaxed, memory_order_seq_cst };
template <class T> class atomic {
public:
  atomic(T = T()) noexcept;
  T load(memory_order = memory_order_seq_cst) const noexcept;
  void store(T, memory_order = memory_order_seq_cst) noexcept;
  void wait(T) const noexcept;
  void notify_one() noexcept;
  void notify_all() noexcept;
  operator T() const noexcept;
  T operator=(T) noexcept;
  T operator++() noexcept;
  T operator--() noexcept;
  T operator++(int) noexcept;
  T operator+=(T) noexcept;
};

enum class launch { async = 1, deferred = 2 };
enum class future_status { ready, timeout, deferred };
template <class T> class shared_future;
template <class T> class future {
public:
  future() noexcept;
  future(const future &) = delete;
  future(future &&) noexcept;
  future &operator=(future &&) noexcept;
  ~future();
  T get();
  void wait() const;
  future_status wait_for(chrono::milliseconds) const;
  bool valid() const noexcept;
  shared_future<T> share() noexcept;
};
template <class T> class shared_future {
public:
  shared_future() noexcept;
  shared_future(const shared_future &) noexcept;
  shared_future(future<T> &&) noexcept;
  shared_future &operator=(const shared_future &) noexcept;
  ~shared_future();
  T get() const;
  void wait() const;
  bool valid() const noexcept;
};
template <class T> class promise {
public:
  promise();
  promise(promise &&) noexcept;
  ~promise();
  future<T> get_future();
  void set_value(const T &);
};
template <> class promise<void> {
public:
  promise();
  promise(promise &&) noexcept;
  ~promise();
  future<void> get_future();
  void set_value();
};
template <class> class packaged_task;
template <class R, class... As> class packaged_task<R(As...)> {
public:
  packaged_task() noexcept;
  template <class F> explicit packaged_task(F &&) { __builtin_unreachable(); }
  packaged_task(packaged_task &&) noexcept;
  packaged_task &operator=(packaged_task &&) noexcept;
  ~packaged_task();
  future<R> get_future();
  void operator()(As...);
};
template <class F, class... As>
auto async(launch, F &&, As &&...)
    -> future<decltype(declval<F>()(declval<As>()...))> {
  __builtin_unreachable();
}
template <class F, class... As>
auto async(F &&, As &&...) -> future<decltype(declval<F>()(declval<As>()...))> {
  __builtin_unreachable();
}

template <class I, class F> F for_each(I, I, F) { __builtin_unreachable(); }
template <class I, class T> void iota(I, I, T) noexcept {
  __builtin_unreachable();
}
template <class I, class T> T accumulate(I, I, T) { __builtin_unreachable(); }
template <class I, class T, class F> T accumulate(I, I, T, F) {
  __builtin_unreachable();
}
template <class I, class T> I find(I, I, const T &) { __builtin_unreachable(); }
} // namespace std
