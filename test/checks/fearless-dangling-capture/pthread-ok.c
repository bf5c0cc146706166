// RUN: %check %s
//
// Tests of what pthread_create returned, in every shape: a thread that failed
// to start needs no join.

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

bool ready(void);
void use(int);

struct task {
  int number;
};

static void *run(void *argument) {
  struct task *task = argument;
  use(task->number);
  return 0;
}

static void *run_and_free(void *argument) {
  free(argument);
  return 0;
}

int comparedInVariable_ok(void) {
  struct task task = {1};
  pthread_t thread;
  bool started = pthread_create(&thread, 0, run, &task) == 0;
  use(1);
  if (started)
    pthread_join(thread, 0);
  return started;
}

int negatedInVariable_ok(void) {
  struct task task = {1};
  pthread_t thread;
  int started = !pthread_create(&thread, 0, run, &task);
  use(1);
  if (!started)
    return -1;
  return pthread_join(thread, 0);
}

void flagSet_ok(void) {
  struct task task = {1};
  pthread_t thread;
  bool started = false;
  if (pthread_create(&thread, 0, run, &task) == 0)
    started = true;
  use(1);
  if (started)
    pthread_join(thread, 0);
}

int zeroFirst_ok(void) {
  struct task task = {1};
  pthread_t thread;
  if (0 != pthread_create(&thread, 0, run, &task))
    return -1;
  return pthread_join(thread, 0);
}

int positive_ok(void) {
  struct task task = {1};
  pthread_t thread;
  int error = pthread_create(&thread, 0, run, &task);
  if (error > 0)
    return error;
  return pthread_join(thread, 0);
}

int expected_ok(void) {
  struct task task = {1};
  pthread_t thread;
  int error = pthread_create(&thread, 0, run, &task);
  if (__builtin_expect(!!error, 0))
    return error;
  return pthread_join(thread, 0);
}

int failedInVariable_ok(void) {
  struct task task = {1};
  pthread_t thread;
  int error = pthread_create(&thread, 0, run, &task);
  bool failed = error != 0;
  if (failed)
    return error;
  return pthread_join(thread, 0);
}

int retriedWhileAgain_ok(void) {
  struct task task = {1};
  pthread_t thread;
  int error;
  do {
    error = pthread_create(&thread, 0, run, &task);
  } while (error == EAGAIN);
  if (error)
    return error;
  return pthread_join(thread, 0);
}

int retriedSomeTimes_ok(void) {
  struct task task = {1};
  pthread_t thread;
  for (int i = 0; i < 5; i++)
    if (pthread_create(&thread, 0, run, &task) == 0)
      return pthread_join(thread, 0);
  return -1;
}

int onlyIfParallel_ok(bool parallel) {
  struct task task = {1};
  pthread_t thread;
  if (parallel && pthread_create(&thread, 0, run, &task) != 0)
    return -1;
  use(1);
  if (parallel)
    pthread_join(thread, 0);
  return 0;
}

int cleanedUpByGoto_ok(void) {
  struct task first = {1}, second = {2};
  pthread_t a, b;
  int error = pthread_create(&a, 0, run, &first);
  if (error)
    goto out;
  error = pthread_create(&b, 0, run, &second);
  if (error)
    goto join;
  pthread_join(b, 0);
join:
  pthread_join(a, 0);
out:
  return error;
}

int joinedBackwards_ok(void) {
  struct task tasks[4];
  pthread_t threads[4];
  for (int i = 0; i < 4; i++)
    if (pthread_create(&threads[i], 0, run, &tasks[i]) != 0) {
      while (--i >= 0)
        pthread_join(threads[i], 0);
      return -1;
    }
  for (int i = 0; i < 4; i++)
    pthread_join(threads[i], 0);
  return 0;
}

int countedUntilError_ok(int size) {
  struct task tasks[4];
  pthread_t threads[4];
  int started = 0;
  for (; started < size; started++)
    if (pthread_create(&threads[started], 0, run, &tasks[started]))
      break;
  for (int i = 0; i < started; i++)
    pthread_join(threads[i], 0);
  return started;
}

void flagForEach_ok(void) {
  struct task tasks[4];
  pthread_t threads[4];
  bool started[4];
  for (int i = 0; i < 4; i++)
    started[i] = pthread_create(&threads[i], 0, run, &tasks[i]) == 0;
  for (int i = 0; i < 4; i++)
    if (started[i])
      pthread_join(threads[i], 0);
}

struct worker {
  pthread_t thread;
  struct task task;
  bool started;
};

void arrayOfStructs_ok(void) {
  struct worker workers[4] = {0};
  for (int i = 0; i < 4; i++)
    if (!pthread_create(&workers[i].thread, 0, run, &workers[i].task))
      workers[i].started = true;
  for (int i = 0; i < 4; i++)
    if (workers[i].started)
      pthread_join(workers[i].thread, 0);
}

void allocatedStructs_ok(int size) {
  struct worker *workers = calloc(size, sizeof *workers);
  for (struct worker *w = workers; w < workers + size; w++)
    pthread_create(&w->thread, 0, run, &w->task);
  for (struct worker *w = workers; w < workers + size; w++)
    pthread_join(w->thread, 0);
  free(workers);
}

void allocatedHandles_ok(int size) {
  pthread_t *threads = malloc(size * sizeof *threads);
  struct task tasks[4];
  for (int i = 0; i < size; i++)
    pthread_create(threads + i, 0, run, tasks + i);
  for (int i = 0; i < size; i++)
    pthread_join(threads[i], 0);
  free(threads);
}

int allocatedArgument_ok(void) {
  struct task *task = malloc(sizeof *task);
  pthread_t thread;
  if (pthread_create(&thread, 0, run_and_free, task) != 0) {
    free(task);
    return -1;
  }
  return pthread_detach(thread);
}

void numberAsPointer_ok(void) {
  for (long i = 0; i < 4; i++) {
    pthread_t thread;
    pthread_create(&thread, 0, run, (void *)i);
    pthread_detach(thread);
  }
}

#define CHECK(call)                                                            \
  do {                                                                         \
    if ((call) != 0) {                                                         \
      perror(#call);                                                           \
      exit(1);                                                                 \
    }                                                                          \
  } while (0)

void checkedByMacro_ok(void) {
  struct task task = {1};
  pthread_t thread;
  CHECK(pthread_create(&thread, 0, run, &task));
  CHECK(pthread_join(thread, 0));
}

static int start(pthread_t *thread, struct task *task) {
  return pthread_create(thread, 0, run, task);
}

int startedByHelper_ok(void) {
  struct task task = {1};
  pthread_t thread;
  if (start(&thread, &task) != 0)
    return -1;
  return pthread_join(thread, 0);
}

int fallback_ok(void) {
  struct task task = {1};
  pthread_t thread;
  if (pthread_create(&thread, 0, run, &task) != 0)
    run(&task);
  else
    pthread_join(thread, 0);
  return 0;
}
