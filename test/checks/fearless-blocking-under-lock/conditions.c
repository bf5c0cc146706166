// RUN: %check %s
//
// What callers say by null pointers, and locks that could not be taken.

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

struct job {
  pthread_mutex_t mutex;
  int done;
};
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void pause_if(const char *why) {
  if (why)
    sleep(1);
}
static void pause_unless(struct job *j) {
  if (j == NULL)
    sleep(1);
}
static void pass_on(const char *why) { pause_if(why); }

void given_bad(void) {
  pthread_mutex_lock(&mutex);
  pause_if("a reason"); // expect: 'pause_if' sleeps while 'mutex' is held
  pthread_mutex_unlock(&mutex);
}
void null_ok(void) {
  pthread_mutex_lock(&mutex);
  pause_if(NULL);
  pass_on(NULL);
  pthread_mutex_unlock(&mutex);
}
void null_bad(void) {
  pthread_mutex_lock(&mutex);
  pause_unless(NULL); // expect: 'pause_unless' sleeps while 'mutex' is held
  pthread_mutex_unlock(&mutex);
}
void address_ok(void) {
  struct job j = {PTHREAD_MUTEX_INITIALIZER, 0};
  pthread_mutex_lock(&mutex);
  pause_unless(&j);
  pthread_mutex_unlock(&mutex);
}
void tested_ok(struct job *j) {
  if (!j)
    return;
  pthread_mutex_lock(&mutex);
  pause_unless(j);
  pthread_mutex_unlock(&mutex);
}

void failed_ok(void) {
  if (pthread_mutex_lock(&mutex) != 0) {
    sleep(1);
    return;
  }
  pthread_mutex_unlock(&mutex);
}
void failedResult_ok(void) {
  const int error = pthread_mutex_lock(&mutex);
  if (error)
    sleep(1);
  else
    pthread_mutex_unlock(&mutex);
}
void failedAssigned_ok(void) {
  int error;
  if ((error = pthread_mutex_lock(&mutex)) != 0) {
    sleep(1);
    return;
  }
  pthread_mutex_unlock(&mutex);
}
void taken_bad(void) {
  if (pthread_mutex_lock(&mutex) != 0)
    return;
  sleep(1); // expect: 'sleep' sleeps while 'mutex' is held
  pthread_mutex_unlock(&mutex);
}
