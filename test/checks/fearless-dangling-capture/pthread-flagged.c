// RUN: %check %s
//
// More ways to lose a POSIX thread: by its attributes, its handle, or a return;
// and to hand it what dies, by a struct of arguments.

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

bool ready(void);
int next(void);
void *run(void *);

struct arguments {
  int *output;
  const char *name;
};

void startedDetached_bad(void) {
  int count = 0;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t thread;
  pthread_create(&thread, &attributes, run, &count); // expect: thread may outlive 'count'
}

void server_bad(void) {
  for (;;) {
    int client = next();
    pthread_t thread;
    pthread_create(&thread, 0, run, &client); // expect: detached thread may outlive 'client'
    pthread_detach(thread);
  }
}

void argumentsByPointer_bad(void) {
  struct arguments arguments = {0};
  pthread_t thread;
  pthread_create(&thread, 0, run, &arguments); // expect: detached thread may outlive 'arguments'
  pthread_detach(thread);
}

void argumentsOnTheHeap_bad(void) {
  int count = 0;
  struct arguments *arguments = malloc(sizeof *arguments);
  arguments->output = &count;
  pthread_t thread;
  pthread_create(&thread, 0, run, arguments); // expect: detached thread may outlive 'count'
  pthread_detach(thread);
}

void arrayInArgumentsOnTheHeap_bad(void) {
  char name[16] = "n";
  struct arguments *arguments = malloc(sizeof *arguments);
  arguments->name = name;
  pthread_t thread;
  pthread_create(&thread, 0, run, arguments); // expect: detached thread may outlive 'name'
  pthread_detach(thread);
}

void pointersInArray_bad(void) {
  int count = 0;
  void *arguments[2];
  arguments[0] = &count;
  pthread_t thread;
  pthread_create(&thread, 0, run, arguments); // expect: detached thread may outlive
  pthread_detach(thread);
}

void elementOfArray_bad(void) {
  int numbers[4] = {0};
  pthread_t thread;
  for (int i = 0; i < 4; i++)
    pthread_create(&thread, 0, run, numbers + i); // expect: thread may outlive 'numbers'
}

void eitherArgument_bad(bool left) {
  int a = 0, b = 0;
  pthread_t thread;
  pthread_create(&thread, 0, run, left ? &a : &b); // expect: may outlive 'a' and 'b'
  pthread_detach(thread);
}

void loopVariableOfAllocatedHandles_bad(int size) {
  pthread_t *threads = malloc(size * sizeof *threads);
  for (int i = 0; i < size; i++)
    pthread_create(&threads[i], 0, run, &i); // expect: thread may outlive 'i'
  for (int i = 0; i < size; i++)
    pthread_join(threads[i], 0);
  free(threads);
}

void joinedAfterTheBlock_bad(void) {
  pthread_t thread;
  {
    int count = 0;
    pthread_create(&thread, 0, run, &count); // expect: thread may outlive 'count'
  }
  pthread_join(thread, 0);
}

int skippedByGoto_bad(void) {
  int count = 0, error = -1;
  pthread_t thread;
  if (pthread_create(&thread, 0, run, &count)) // expect: thread may outlive 'count'
    goto out;
  if (!ready())
    goto out;
  pthread_join(thread, 0);
  error = 0;
out:
  return error;
}

void overwrittenHandle_bad(void) {
  int a = 0, b = 0;
  pthread_t thread;
  pthread_create(&thread, 0, run, &a); // expect: thread may outlive 'a'
  pthread_create(&thread, 0, run, &b);
  pthread_join(thread, 0);
}

void cancelled_bad(void) {
  int count = 0;
  pthread_t thread;
  pthread_create(&thread, 0, run, &count); // expect: thread may outlive 'count'
  pthread_cancel(thread);
}

pthread_t returnedHandle_bad(void) {
  int count = 0;
  pthread_t thread;
  pthread_create(&thread, 0, run, &count); // expect: thread may outlive 'count'
  return thread;
}

void outParameter_bad(pthread_t *thread) {
  int count = 0;
  pthread_create(thread, 0, run, &count); // expect: thread may outlive 'count'
}

static pthread_t global;

void globalHandle_bad(void) {
  int count = 0;
  pthread_t thread;
  pthread_create(&thread, 0, run, &count); // expect: thread may outlive 'count'
  global = thread;
}

int wrongTest_bad(void) {
  int count = 0;
  pthread_t thread;
  int error = pthread_create(&thread, 0, run, &count); // expect: thread may outlive 'count'
  if (error != 0)
    return pthread_join(thread, 0);
  return 0;
}
