// RUN: %types %s -std=c++20
// Locks, guards, atomics, threads and futures, and classes that hold them.
#include <atomic>
#include <barrier>
#include <condition_variable>
#include <fstream>
#include <future>
#include <iostream>
#include <latch>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <queue>
#include <semaphore>
#include <shared_mutex>
#include <sstream>
#include <stop_token>
#include <thread>

class Counting {
  mutable int Count = 0;

public:
  int next() const { return ++Count; }
};

// yes yes yes: 'std::atomic<int>' is ThreadSafe; model 'std'
using Atomic = std::atomic<int>;
// yes yes yes: model 'std'
using Flag = std::atomic_flag;
// yes yes yes: model 'std'
using AtomicView = std::atomic_ref<int>;
// yes yes yes: model 'std'
using AtomicShared = std::atomic<std::shared_ptr<int>>;
// yes yes yes: model 'std'
using Mutex = std::mutex;
// yes yes yes: model 'std'
using SharedMutex = std::shared_mutex;
// no yes no: 'std::lock_guard<std::mutex>' must unlock its 'std::mutex' on the
// thread that locked it
using Guard = std::lock_guard<std::mutex>;
// no yes no: must unlock its 'std::mutex' on the thread that locked it
using Lock = std::unique_lock<std::mutex>;
// no yes no: must unlock its 'std::shared_mutex'
using ReadLock = std::shared_lock<std::shared_mutex>;
// no yes no: must unlock its 'std::mutex'
using BothLocks = std::scoped_lock<std::mutex, std::recursive_mutex>;
struct CoroMutex {
  void lock();
  void unlock();
};
// yes yes no: 'CoroMutex' may be unlocked on any thread
using CoroLock = std::unique_lock<CoroMutex>;
// yes yes yes: model 'std'
using Condition = std::condition_variable;
// yes yes yes: model 'std'
using Semaphore = std::counting_semaphore<4>;
// yes yes yes: model 'std'
using Latch = std::latch;
// yes yes yes: model 'std'
using Barrier = std::barrier<>;
// yes yes yes: model 'std'
using Once = std::once_flag;
// yes yes no: operations on it are not synchronized
using Thread = std::thread;
// yes yes no: operations on it are not synchronized
using JThread = std::jthread;
// yes yes no: it may be assigned to
using StopToken = std::stop_token;
// yes yes unknown: get_future does not race with setting the result
using Promise = std::promise<int>;
// no yes unknown: 'std::promise<std::unique_lock<std::mutex>>' holds
// 'std::unique_lock<std::mutex>'
using LockPromise = std::promise<std::unique_lock<std::mutex>>;
// yes yes no: one thread gets the result
using Future = std::future<int>;
// no no no: holds 'Counting'; each thread needs a copy of its own
using SharedFuture = std::shared_future<Counting>;
// unknown yes unknown: what 'std::packaged_task<int ()>' holds
using Task = std::packaged_task<int()>;
// yes yes no: only std::cout, std::cerr and their like are synchronized
using Stream = std::ostream;
// yes yes no: only std::cout, std::cerr and their like are synchronized
using File = std::ofstream;
// yes yes no: only std::cout, std::cerr and their like are synchronized
using Text = std::stringstream;
// yes yes yes: model 'posix'
using PosixMutex = pthread_mutex_t;
// yes yes yes: model 'posix'
using PosixCondition = pthread_cond_t;

// yes yes yes: all that is in 'Flags' is ThreadSafe
struct Flags {
  std::atomic<bool> Stop = false;
  std::atomic<int> Seen = 0;
};
// yes yes unknown: 'Protected' has a lock; whether every method holds it is not
// seen
class Protected {
  std::mutex Mutex;
  int Value = 0;

public:
  void set(int V) {
    std::lock_guard L(Mutex);
    Value = V;
  }
};
// yes yes unknown: 'Channel<int>' has a lock
template <class T> class Channel {
  std::mutex Mutex;
  std::condition_variable NotEmpty;
  std::queue<T> Items;
};
template class Channel<int>;
// yes yes unknown: 'Channel<int>' has a lock
using IntChannel = Channel<int>;
// yes no unknown: field 'Items' of 'Channel<Counting>'; holds 'Counting'
using CountingChannel = Channel<Counting>;
// yes yes no: 'std::shared_ptr<Channel<int>>' shares 'Channel<int>'
using SharedChannel = std::shared_ptr<Channel<int>>;
// yes yes no: 'std::shared_ptr<Protected>' shares 'Protected'
using ArcMutex = std::shared_ptr<Protected>;
// no yes unknown: field 'Held' of 'Transaction' is
// 'std::unique_lock<std::mutex>'
struct Transaction {
  std::unique_lock<std::mutex> Held;
  int Value;
};
template class std::vector<Channel<Counting> *>;
template struct std::pair<Channel<Counting> *, int>;
inline Channel<Counting> *UsesIt = new Channel<Counting>;
