// RUN: %check %s
//
// What locks of C are called: by their struct, if that has a name.

#include <pthread.h>

struct Session {
  pthread_mutex_t Lock;
  struct {
    pthread_mutex_t Pending;
  } Orders;
};
struct Table {
  pthread_mutex_t Lock;
};

void sessionFirst_bad(struct Session *S, struct Table *T) {
  pthread_mutex_lock(&S->Lock);
  pthread_mutex_lock(&T->Lock); // expect: 'Session::Lock' and 'Table::Lock' are locked in opposite orders
  pthread_mutex_unlock(&T->Lock);
  pthread_mutex_unlock(&S->Lock);
}
void tableFirst(struct Session *S, struct Table *T) {
  pthread_mutex_lock(&T->Lock);
  pthread_mutex_lock(&S->Lock); // note: 'Session::Lock' is locked here, while 'Table::Lock' is held
  pthread_mutex_unlock(&S->Lock);
  pthread_mutex_unlock(&T->Lock);
}

struct Index {
  pthread_mutex_t Lock;
};
void indexFirst_bad(struct Session *S, struct Index *I) {
  pthread_mutex_lock(&I->Lock);
  pthread_mutex_lock(&S->Orders.Pending); // expect: 'Index::Lock' and 'Pending' are locked in opposite orders
  pthread_mutex_unlock(&S->Orders.Pending);
  pthread_mutex_unlock(&I->Lock);
}
void pendingFirst(struct Session *S, struct Index *I) {
  pthread_mutex_lock(&S->Orders.Pending);
  pthread_mutex_lock(&I->Lock); // note: 'Index::Lock' is locked here, while 'Pending' is held
  pthread_mutex_unlock(&I->Lock);
  pthread_mutex_unlock(&S->Orders.Pending);
}
