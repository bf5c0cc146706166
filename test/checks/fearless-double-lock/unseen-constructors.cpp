// RUN: %check %s
//
// A mutex of C in a class whose constructor is not seen: that may have made it
// recursive.

#include <pthread.h>

class Elsewhere {
public:
  Elsewhere();
  void twice_bad() {
    pthread_mutex_lock(&Raw);
    pthread_mutex_lock(&Raw); // strict: 'Raw' is locked while this thread already holds it
  }

private:
  pthread_mutex_t Raw;
};

class Here {
public:
  Here() { pthread_mutex_init(&Raw, nullptr); }
  explicit Here(int Size);
  void twice_bad() {
    pthread_mutex_lock(&Raw);
    pthread_mutex_lock(&Raw); // expect: 'Raw' is locked while this thread already holds it
  }

private:
  pthread_mutex_t Raw;
};

class Initialized {
public:
  Initialized();
  void twice_bad() {
    pthread_mutex_lock(&Raw);
    pthread_mutex_lock(&Raw); // expect: 'Raw' is locked while this thread already holds it
  }

private:
  pthread_mutex_t Raw = PTHREAD_MUTEX_INITIALIZER;
};
