// RUN: %check %s
//
// What the check gets wrong of POSIX threads, and why.

#include <alloca.h>
#include <errno.h>
#include <pthread.h>
#include <stdbool.h>

void use(int);
void *run(void *);

// A switch on the result is not taken as a test of it.
int FP_switchOnTheResult(void) {
  int count = 0;
  pthread_t thread;
  switch (pthread_create(&thread, 0, run, &count)) { // expect: thread may outlive 'count'
  case 0:
    break;
  default:
    return -1;
  }
  return pthread_join(thread, 0);
}

// A result that is kept in errno is forgotten: any call may change errno.
int FP_errnoInBetween(void) {
  int count = 0;
  pthread_t thread;
  errno = pthread_create(&thread, 0, run, &count); // expect: thread may outlive 'count'
  if (errno)
    return -1;
  return pthread_join(thread, 0);
}

// A handle is not known to be zero as long as no thread was started.
void FP_handleAsFlag(bool parallel) {
  int count = 0;
  pthread_t thread = 0;
  if (parallel)
    pthread_create(&thread, 0, run, &count); // expect: thread may outlive 'count'
  use(1);
  if (thread)
    pthread_join(thread, 0);
}

// Compound literals are not locals to the check, though they die as such.
void FN_compoundLiteral(void) {
  pthread_t thread;
  pthread_create(&thread, 0, run, &(int){1});
  pthread_detach(thread);
}

// Nor is memory of alloca.
void FN_alloca(void) {
  int *count = alloca(sizeof *count);
  pthread_t thread;
  pthread_create(&thread, 0, run, count);
  pthread_detach(thread);
}

// pthread_exit is taken to end the program, but only ends the calling thread.
void FN_callerExits(void) {
  int count = 0;
  pthread_t thread;
  pthread_create(&thread, 0, run, &count);
  pthread_exit(0);
}

// That a number is not on both sides of zero is arithmetic, which is not done.
void FP_signsThatExcludeEachOther(int number) {
  int task = 1;
  pthread_t thread;
  if (number > 0)
    pthread_create(&thread, 0, run, &task); // expect: thread may outlive 'task'
  if (number < 0)
    return;
  if (number > 0)
    pthread_join(thread, 0);
}
