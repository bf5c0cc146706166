// RUN: %check %s -- -std=c17
//
// What a call that starts a thread says of it, compared with a name for zero.

#include <pthread.h>
#include <threads.h>

enum { SUCCESS = 0, FAILURE = 1 };
#define OK (0)

static void *run(void *p) {
  ++*(int *)p;
  return 0;
}

static int run_c11(void *p) {
  ++*(int *)p;
  return 0;
}

int enumerator_ok(void) {
  int count = 0;
  pthread_t thread;
  if (pthread_create(&thread, 0, run, &count) != SUCCESS)
    return -1;
  return pthread_join(thread, 0);
}

int otherEnumerator_bad(void) {
  int count = 0;
  pthread_t thread;
  if (pthread_create(&thread, 0, run, &count) != FAILURE) // expect: thread may outlive 'count'
    return -1;
  return pthread_join(thread, 0);
}

int equal_bad(void) {
  int count = 0;
  pthread_t thread;
  if (pthread_create(&thread, 0, run, &count) == SUCCESS) // expect: thread may outlive 'count'
    return -1;
  return pthread_join(thread, 0);
}

int macro_ok(void) {
  int count = 0;
  pthread_t thread;
  int error = pthread_create(&thread, 0, run, &count);
  if (error != OK)
    return -1;
  return pthread_join(thread, 0);
}

int c11_ok(void) {
  int count = 0;
  thrd_t thread;
  if (thrd_create(&thread, run_c11, &count) != thrd_success)
    return -1;
  return thrd_join(thread, 0);
}

int c11Variable_ok(void) {
  int count = 0;
  thrd_t thread;
  int result = thrd_create(&thread, run_c11, &count);
  if (result == thrd_success)
    thrd_join(thread, 0);
  return count;
}

int c11NoMemory_bad(void) {
  int count = 0;
  thrd_t thread;
  if (thrd_create(&thread, run_c11, &count) != thrd_nomem) // expect: thread may outlive 'count'
    return -1;
  return thrd_join(thread, 0);
}
