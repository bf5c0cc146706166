// RUN: %check %s
//
// A mutex of C is recursive by how it is initialized.

#define _XOPEN_SOURCE 700
#include <pthread.h>
#include <threads.h>

static pthread_mutex_t Recursive;
static pthread_mutex_t Plain;
static pthread_mutex_t Named;
static pthread_mutex_t Given;
static pthread_mutex_t Static = PTHREAD_MUTEX_INITIALIZER;
static mtx_t RecursiveOfC;
static mtx_t PlainOfC;

void init(const pthread_mutexattr_t *Attribute) {
  pthread_mutexattr_t Kind, Default, Normal;
  pthread_mutexattr_init(&Kind);
  pthread_mutexattr_settype(&Kind, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(&Recursive, &Kind);
  pthread_mutexattr_init(&Default);
  pthread_mutex_init(&Plain, &Default);
  pthread_mutexattr_init(&Normal);
  pthread_mutexattr_settype(&Normal, PTHREAD_MUTEX_NORMAL);
  pthread_mutex_init(&Named, &Normal);
  pthread_mutex_init(&Given, Attribute);
  mtx_init(&RecursiveOfC, mtx_plain | mtx_recursive);
  mtx_init(&PlainOfC, mtx_plain);
}

void recursive_ok(void) {
  pthread_mutex_lock(&Recursive);
  pthread_mutex_lock(&Recursive);
  pthread_mutex_unlock(&Recursive);
  pthread_mutex_unlock(&Recursive);
}

// Which kind its caller asks for is not known.
void given_ok(void) {
  pthread_mutex_lock(&Given);
  pthread_mutex_lock(&Given);
  pthread_mutex_unlock(&Given);
  pthread_mutex_unlock(&Given);
}

void recursiveOfC_ok(void) {
  mtx_lock(&RecursiveOfC);
  mtx_lock(&RecursiveOfC);
  mtx_unlock(&RecursiveOfC);
  mtx_unlock(&RecursiveOfC);
}

void plain_bad(void) {
  pthread_mutex_lock(&Plain);
  pthread_mutex_lock(&Plain); // expect: 'Plain' is locked while this thread already holds it
  pthread_mutex_unlock(&Plain);
}

void named_bad(void) {
  pthread_mutex_lock(&Named);
  pthread_mutex_lock(&Named); // expect: 'Named' is locked while this thread already holds it
  pthread_mutex_unlock(&Named);
}

void static_bad(void) {
  pthread_mutex_lock(&Static);
  pthread_mutex_lock(&Static); // expect: 'Static' is locked while this thread already holds it
  pthread_mutex_unlock(&Static);
}

void plainOfC_bad(void) {
  mtx_lock(&PlainOfC);
  mtx_lock(&PlainOfC); // expect: 'PlainOfC' is locked while this thread already holds it
  mtx_unlock(&PlainOfC);
}
