// RUN: %check %s
//
// Handles of POSIX threads in C++: kept in containers, and joined by guards.

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <pthread.h>
#include <semaphore.h>
#include <system_error>
#include <vector>

void use(int) noexcept;
bool ready() noexcept;
void *run(void *);

void vectorOfHandles_ok() {
  int Count = 0;
  std::vector<pthread_t> Threads(4);
  for (auto &T : Threads)
    pthread_create(&T, nullptr, run, &Count);
  for (auto T : Threads)
    pthread_join(T, nullptr);
}

void handlesPushed_ok() {
  int Count = 0;
  std::vector<pthread_t> Threads;
  for (int I = 0; I != 4; ++I) {
    pthread_t T;
    if (pthread_create(&T, nullptr, run, &Count) == 0)
      Threads.push_back(T);
  }
  for (auto T : Threads)
    pthread_join(T, nullptr);
}

void handlesByPointer_ok() {
  int Count = 0;
  std::vector<pthread_t> Threads(4);
  for (int I = 0; I != 4; ++I)
    pthread_create(Threads.data() + I, nullptr, run, &Count);
  for (int I = 0; I != 4; ++I)
    pthread_join(Threads[I], nullptr);
}

void mapOfHandles_ok() {
  int Count = 0;
  std::map<int, pthread_t> Threads;
  pthread_create(&Threads[1], nullptr, run, &Count);
  for (auto &[Key, T] : Threads)
    pthread_join(T, nullptr);
}

void ownedArrayOfHandles_ok() {
  int Count = 0;
  auto Threads = std::make_unique<pthread_t[]>(4);
  for (int I = 0; I != 4; ++I)
    pthread_create(&Threads[I], nullptr, run, &Count);
  for (int I = 0; I != 4; ++I)
    pthread_join(Threads[I], nullptr);
}

void optionalHandle_ok() {
  int Count = 0;
  std::optional<pthread_t> Started;
  pthread_t T;
  if (pthread_create(&T, nullptr, run, &Count) == 0)
    Started = T;
  use(1);
  if (Started)
    pthread_join(*Started, nullptr);
}

struct Worker {
  pthread_t Thread;
  bool Started = false;
};

void vectorOfStructs_ok() {
  int Count = 0;
  std::vector<Worker> Workers(4);
  for (auto &W : Workers)
    if (pthread_create(&W.Thread, nullptr, run, &Count) == 0)
      W.Started = true;
  for (auto &W : Workers)
    if (W.Started)
      pthread_join(W.Thread, nullptr);
}

void failureThrown_ok() {
  int Count = 0;
  pthread_t T;
  if (int Error = pthread_create(&T, nullptr, run, &Count); Error != 0)
    throw std::system_error(Error, std::generic_category());
  pthread_join(T, nullptr);
}

struct JoinAtEnd {
  pthread_t &Thread;
  ~JoinAtEnd() { pthread_join(Thread, nullptr); }
};

void joinedByGuard_ok() {
  int Count = 0;
  pthread_t T;
  pthread_create(&T, nullptr, run, &Count);
  JoinAtEnd Guard{T};
  if (ready())
    return;
  use(1);
}

class ScopedThread {
public:
  explicit ScopedThread(void *Argument) {
    Started = pthread_create(&Thread, nullptr, run, Argument) == 0;
  }
  ~ScopedThread() {
    if (Started)
      pthread_join(Thread, nullptr);
  }

private:
  pthread_t Thread;
  bool Started;
};

void joinedByOwner_ok() {
  int Count = 0;
  ScopedThread T(&Count);
  use(1);
}

template <typename F> class Finally {
public:
  explicit Finally(F Do) : Do(Do) {}
  ~Finally() { Do(); }

private:
  F Do;
};

void joinedByClosure_ok() {
  int Count = 0;
  pthread_t T;
  pthread_create(&T, nullptr, run, &Count);
  Finally Join([=] { pthread_join(T, nullptr); });
  if (ready())
    return;
  use(1);
}

void releasedWhenStarted_ok() {
  auto Count = std::make_unique<int>(0);
  pthread_t T;
  if (pthread_create(&T, nullptr, run, Count.get()) == 0) {
    Count.release();
    pthread_detach(T);
  }
}

void namedThenJoined_ok() {
  int Count = 0;
  pthread_t T;
  pthread_create(&T, nullptr, run, &Count);
  pthread_setname_np(T, "worker");
  pthread_join(T, nullptr);
}

void namedThenDetached_bad() {
  int Count = 0;
  pthread_t T;
  pthread_create(&T, nullptr, run, &Count); // expect: detached thread may outlive 'Count'
  pthread_setname_np(T, "worker");
  pthread_detach(T);
}

struct Context {
  sem_t Done;
  int Count = 0;
};

void *post(void *Argument) {
  auto *C = static_cast<Context *>(Argument);
  sem_post(&C->Done);
  return nullptr;
}

void semaphoreInContext_ok() {
  Context C;
  sem_init(&C.Done, 0, 0);
  pthread_t T;
  pthread_create(&T, nullptr, post, &C);
  pthread_detach(T);
  sem_wait(&C.Done);
}
