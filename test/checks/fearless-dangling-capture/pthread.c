// RUN: %check %s
//
// Threads whose handle is a number: nothing happens when it goes out of scope.

#include <pthread.h>
#include <stdbool.h>
#include <threads.h>

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

static int run_c11(void *argument) {
  struct task *task = argument;
  return task->number;
}

void detached_bad(void) {
  struct task task = {1};
  pthread_t thread;
  pthread_create(&thread, 0, run, &task); // expect: detached thread may outlive 'task', which it has a pointer to
  pthread_detach(thread); // note: it is detached here, so nothing waits for it
}

void joined_ok(void) {
  struct task task = {1};
  pthread_t thread;
  pthread_create(&thread, 0, run, &task);
  pthread_join(thread, 0);
}

void leaked_bad(void) {
  struct task task = {1};
  pthread_t thread;
  pthread_create(&thread, 0, run, &task); // expect: thread may outlive 'task', which it has a pointer to
}

int earlyReturn_bad(void) {
  struct task task = {1};
  pthread_t thread;
  pthread_create(&thread, 0, run, &task); // expect: thread may outlive 'task', which it has a pointer to
  if (!ready())
    return -1; // note: 'task' ends here, when the function returns
  pthread_join(thread, 0); // note: it is joined here, but not on every way
  return 0;
}

int failedToStart_ok(void) {
  struct task task = {1};
  pthread_t thread;
  int error = pthread_create(&thread, 0, run, &task);
  if (error != 0)
    return error;
  return pthread_join(thread, 0);
}

int failedToStartInCondition_ok(void) {
  struct task task = {1};
  pthread_t thread;
  if (pthread_create(&thread, 0, run, &task))
    return -1;
  pthread_join(thread, 0);
  return 0;
}

int failedToStartByAssignment_ok(void) {
  struct task task = {1};
  pthread_t thread;
  int error;
  if ((error = pthread_create(&thread, 0, run, &task)) != 0)
    return error;
  pthread_join(thread, 0);
  return 0;
}

int secondFailedToStart_bad(void) {
  struct task first = {1}, second = {2};
  pthread_t a, b;
  if (pthread_create(&a, 0, run, &first) != 0) // expect@+0: thread may outlive 'first'
    return -1;
  if (pthread_create(&b, 0, run, &second) != 0)
    return -1;
  pthread_join(a, 0);
  pthread_join(b, 0);
  return 0;
}

void array_ok(void) {
  struct task tasks[4];
  pthread_t threads[4];
  for (int i = 0; i < 4; i++)
    pthread_create(&threads[i], 0, run, &tasks[i]);
  for (int i = 0; i < 4; i++)
    pthread_join(threads[i], 0);
}

int arrayEarlyReturn_bad(void) {
  struct task tasks[4];
  pthread_t threads[4];
  for (int i = 0; i < 4; i++)
    if (pthread_create(&threads[i], 0, run, &tasks[i]) != 0) // expect: thread may outlive 'tasks'
      return -1;
  for (int i = 0; i < 4; i++)
    pthread_join(threads[i], 0);
  return 0;
}

void loopVariable_bad(void) {
  pthread_t threads[4];
  for (int i = 0; i < 4; i++)
    pthread_create(&threads[i], 0, run, &i); // expect: thread may outlive 'i', which it has a pointer to
  for (int i = 0; i < 4; i++)
    pthread_join(threads[i], 0);
}

void sameCondition_ok(bool parallel) {
  struct task task = {1};
  pthread_t thread;
  if (parallel)
    pthread_create(&thread, 0, run, &task);
  use(2);
  if (parallel)
    pthread_join(thread, 0);
}

void copiedHandle_ok(void) {
  struct task task = {1};
  pthread_t thread, copy;
  pthread_create(&thread, 0, run, &task);
  copy = thread;
  pthread_join(copy, 0);
}

void staticTask_ok(void) {
  static struct task task = {1};
  pthread_t thread;
  pthread_create(&thread, 0, run, &task);
  pthread_detach(thread);
}

void waitedByCondition_ok(void) {
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  struct {
    pthread_cond_t changed;
    bool done;
  } state = {PTHREAD_COND_INITIALIZER, false};
  pthread_t thread;
  pthread_create(&thread, 0, run, &state);
  pthread_detach(thread);
  pthread_mutex_lock(&mutex);
  while (!state.done)
    pthread_cond_wait(&state.changed, &mutex);
  pthread_mutex_unlock(&mutex);
}

void c11_bad(void) {
  struct task task = {1};
  thrd_t thread;
  thrd_create(&thread, run_c11, &task); // expect: detached thread may outlive 'task'
  thrd_detach(thread);
}

void c11_ok(void) {
  struct task task = {1};
  thrd_t thread;
  thrd_create(&thread, run_c11, &task);
  thrd_join(thread, 0);
}

void castArgument_bad(void) {
  int number = 1;
  pthread_t thread;
  pthread_create(&thread, 0, run, (void *)&number); // expect: detached thread may outlive 'number'
  pthread_detach(thread);
}

void decayedArgument_bad(void) {
  char name[8] = "n";
  pthread_t thread;
  pthread_create(&thread, 0, run, name); // expect: detached thread may outlive 'name', an array that it gets as a pointer
  pthread_detach(thread);
}
