// RUN: %check %s
//
// Guards of C: a variable whose cleanup function unlocks.

#include <pthread.h>

static pthread_mutex_t M = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t *take(pthread_mutex_t *Lock) {
  pthread_mutex_lock(Lock);
  return Lock;
}
static void unlockBehind(pthread_mutex_t **Lock) { pthread_mutex_unlock(*Lock); }
#define GUARD(Lock)                                                            \
  pthread_mutex_t *Guard __attribute__((cleanup(unlockBehind))) =              \
      (pthread_mutex_lock(Lock), (Lock))

static void count(void) { GUARD(&M); }

void scope_ok(void) {
  {
    GUARD(&M);
  }
  pthread_mutex_lock(&M);
  pthread_mutex_unlock(&M);
}
void twice_ok(void) {
  count();
  count();
}
int early_ok(int Error) {
  {
    GUARD(&M);
    if (Error)
      return Error;
  }
  count();
  return 0;
}
void taken_ok(void) {
  {
    __attribute__((cleanup(unlockBehind))) pthread_mutex_t *Guard = take(&M);
    (void)Guard;
  }
  count();
}

void nested_bad(void) {
  GUARD(&M); // note: is locked here
  count(); // expect: 'count' locks 'M' while this thread already holds it
}
void held_bad(void) {
  __attribute__((cleanup(unlockBehind))) pthread_mutex_t *Guard = take(&M);
  (void)Guard;
  count(); // expect: 'count' locks 'M' while this thread already holds it
}

// An object with a lock, and the one place that knows where it is.
struct Session {
  pthread_mutex_t Mutex;
  int Rounds;
};
static pthread_mutex_t *lockOf(struct Session *S) { return &S->Mutex; }
static void addRound(struct Session *S) {
  pthread_mutex_lock(lockOf(S));
  ++S->Rounds;
  pthread_mutex_unlock(lockOf(S));
}
void getter_bad(struct Session *S) {
  pthread_mutex_lock(&S->Mutex);
  addRound(S); // expect: 'addRound' locks 'S->Mutex' while this thread already holds it
  pthread_mutex_unlock(&S->Mutex);
}
static struct Session *next(struct Session *S) {
  S = S + 1;
  return S;
}
void next_ok(struct Session *S) {
  pthread_mutex_lock(&S->Mutex);
  pthread_mutex_lock(&next(S)->Mutex);
  pthread_mutex_unlock(&next(S)->Mutex);
  pthread_mutex_unlock(&S->Mutex);
}
void getter_ok(struct Session *S) {
  addRound(S);
  pthread_mutex_lock(&S->Mutex);
  pthread_mutex_unlock(lockOf(S));
  addRound(S);
}
