// RUN: %check %s
//
// A mutex of C that a function of another unit may have made recursive.

#define _XOPEN_SOURCE 700
#include <pthread.h>

void makeKind(pthread_mutex_t *Which);
void destroyElsewhere(pthread_mutex_t *Which);

struct loop {
  pthread_mutex_t Mutex;
};
int loop_init(struct loop *L);

struct queue {
  pthread_mutex_t Mutex;
  int Length;
};
void queue_push(struct queue *Q, int Value);

static pthread_mutex_t Elsewhere, Both, Destroyed, Wrapped, PlainWrapped;
static pthread_mutex_t Static = PTHREAD_MUTEX_INITIALIZER;

static void makeRecursive(pthread_mutex_t *Which) {
  pthread_mutexattr_t Kind;
  pthread_mutexattr_init(&Kind);
  pthread_mutexattr_settype(&Kind, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(Which, &Kind);
}
static void makeWrapped(pthread_mutex_t *Which) { makeRecursive(Which); }
static void makePlain(pthread_mutex_t *Which) {
  pthread_mutex_init(Which, 0);
}

void setUp(struct loop *L) {
  makeKind(&Elsewhere);
  pthread_mutex_init(&Both, 0);
  makeKind(&Both);
  makeKind(&Static);
  destroyElsewhere(&Destroyed);
  makeWrapped(&Wrapped);
  makePlain(&PlainWrapped);
  loop_init(L);
}

void elsewhere_bad(void) {
  pthread_mutex_lock(&Elsewhere);
  pthread_mutex_lock(&Elsewhere); // strict: 'Elsewhere' is locked while this thread already holds it
}

// It is seen to be plain.
void both_bad(void) {
  pthread_mutex_lock(&Both);
  pthread_mutex_lock(&Both); // expect: 'Both' is locked while this thread already holds it
}

void static_bad(void) {
  pthread_mutex_lock(&Static);
  pthread_mutex_lock(&Static); // expect: 'Static' is locked while this thread already holds it
}

// What destroys a lock does not initialize it.
void destroyed_bad(void) {
  pthread_mutex_lock(&Destroyed);
  pthread_mutex_lock(&Destroyed); // expect: 'Destroyed' is locked while this thread already holds it
}

void wrapped_ok(void) {
  pthread_mutex_lock(&Wrapped);
  pthread_mutex_lock(&Wrapped);
  pthread_mutex_unlock(&Wrapped);
  pthread_mutex_unlock(&Wrapped);
}

void plainWrapped_bad(void) {
  pthread_mutex_lock(&PlainWrapped);
  pthread_mutex_lock(&PlainWrapped); // expect: 'PlainWrapped' is locked while this thread already holds it
}

// The lock is in an object that is initialized elsewhere.
void part_bad(struct loop *L) {
  pthread_mutex_lock(&L->Mutex);
  pthread_mutex_lock(&L->Mutex); // strict: 'L->Mutex' is locked while this thread already holds it
}

// It goes elsewhere, but not to be initialized.
void used_bad(struct queue *Q) {
  queue_push(Q, 1);
  pthread_mutex_lock(&Q->Mutex);
  pthread_mutex_lock(&Q->Mutex); // expect: 'Q->Mutex' is locked while this thread already holds it
}

void parameter_bad(pthread_mutex_t *Which) {
  makeKind(Which);
  pthread_mutex_lock(Which);
  pthread_mutex_lock(Which); // strict: 'Which' is locked while this thread already holds it
}
