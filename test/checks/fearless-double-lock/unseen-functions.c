// RUN: %check %s
//
// Functions that lock and unlock, whose bodies are in other units: known by
// their names and by what they are given. They may be recursive, for all that
// is known.

struct mtx;
struct page;
struct clock;
void plat_mtx_lock(struct mtx *);
void plat_mtx_unlock(struct mtx *);
int LockMutex(struct mtx *);
int UnlockMutex(struct mtx *);
int plat_mtx_try_lock(struct mtx *);
void mtx_lock_destroy(struct mtx *);
void lock(struct page *);
void clock_lock(struct clock *);

struct queue {
  struct mtx *mtx;
};

void twice_bad(struct queue *q) {
  plat_mtx_lock(q->mtx);
  plat_mtx_lock(q->mtx); // strict: 'q->mtx' is locked while this thread already holds it
  plat_mtx_unlock(q->mtx);
}
static int size(struct queue *q) {
  LockMutex(q->mtx);
  UnlockMutex(q->mtx);
  return 0;
}
int callee_bad(struct queue *q) {
  LockMutex(q->mtx);
  const int n = size(q); // strict: 'size' locks 'q->mtx' while this thread already holds it
  UnlockMutex(q->mtx);
  return n;
}

void inTurn_ok(struct queue *q) {
  plat_mtx_lock(q->mtx);
  plat_mtx_unlock(q->mtx);
  plat_mtx_lock(q->mtx);
  plat_mtx_unlock(q->mtx);
}
void tries_ok(struct queue *q) {
  plat_mtx_try_lock(q->mtx);
  plat_mtx_try_lock(q->mtx);
}
void other_ok(struct queue *q) {
  mtx_lock_destroy(q->mtx);
  mtx_lock_destroy(q->mtx);
}
void page_ok(struct page *p, struct clock *c) {
  lock(p);
  lock(p);
  clock_lock(c);
  clock_lock(c);
}
