// RUN: %check %s
//
// Threads of libuv: the functions are those of POSIX under other names. The
// declarations stand in for uv.h.

#include <stddef.h>

typedef unsigned long uv_thread_t;
typedef void (*uv_thread_cb)(void *);
int uv_thread_create(uv_thread_t *, uv_thread_cb, void *);
int uv_thread_join(uv_thread_t *);

static void count(void *Argument) { ++*(int *)Argument; }

void forgotten_bad(void) {
  int Count = 0;
  uv_thread_t T;
  uv_thread_create(&T, count, &Count); // expect: may outlive 'Count'
}

void joined_ok(void) {
  int Count = 0;
  uv_thread_t T;
  if (uv_thread_create(&T, count, &Count))
    return;
  uv_thread_join(&T);
}

void global_ok(void) {
  static int Count;
  uv_thread_t T;
  uv_thread_create(&T, count, &Count);
}

void several_ok(void) {
  int Counts[4] = {0};
  uv_thread_t Threads[4];
  for (int I = 0; I != 4; ++I)
    uv_thread_create(&Threads[I], count, &Counts[I]);
  for (int I = 0; I != 4; ++I)
    uv_thread_join(&Threads[I]);
}

void throughPointer_ok(uv_thread_t *T) {
  int Count = 0;
  uv_thread_create(T, count, &Count);
  uv_thread_join(T);
}
