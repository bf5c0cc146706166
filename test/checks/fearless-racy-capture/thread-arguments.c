// RUN: %check %s
//
// The argument of a thread's function, as C has it.

#include <pthread.h>
#include <stddef.h>

struct count {
  int n;
};

static void *add_bad(void *arg) {
  struct count *c = arg;
  c->n++; // expect: data race on 'c.n'
  return NULL;
}
int add(void) {
  struct count c = {0};
  pthread_t t;
  if (pthread_create(&t, NULL, add_bad, &c) != 0)
    return -1;
  c.n++;
  pthread_join(t, NULL);
  return c.n;
}

static void *addCast_bad(void *arg) {
  struct count *c = (struct count *)arg, *same = c;
  same->n++; // expect: data race on 'c.n'
  return NULL;
}
int addCast(void) {
  struct count c = {0};
  pthread_t t;
  if (pthread_create(&t, NULL, addCast_bad, &c) != 0)
    return -1;
  c.n++;
  pthread_join(t, NULL);
  return c.n;
}

static void *addToOther(void *arg) {
  struct count *c = arg;
  struct count other = {0};
  c = &other;
  c->n++;
  return NULL;
}
int addToOther_ok(void) {
  struct count c = {0};
  pthread_t t;
  if (pthread_create(&t, NULL, addToOther, &c) != 0)
    return -1;
  c.n++;
  pthread_join(t, NULL);
  return c.n;
}
