// RUN: %check %s
//
// Objects behind pointers and references that are bound once.

#include <memory>
#include <mutex>
#include <vector>

struct Entry {
  std::mutex Mutex;
  Entry *Next;
  void set() { std::lock_guard<std::mutex> Lock(Mutex); }
};
Entry *find(int Key);
Entry &entry(int Key);
Entry Table[8];
std::vector<Entry *> All;

void parameter_bad(Entry *E) {
  std::lock_guard<std::mutex> Lock(E->Mutex); // note: is locked here
  E->set(); // expect: 'Entry::set' locks 'E->Mutex' while this thread already holds it
}

void found_bad(int Key) {
  Entry *E = find(Key);
  std::lock_guard<std::mutex> Lock(E->Mutex);
  E->set(); // expect: 'Entry::set' locks 'E->Mutex' while this thread already holds it
}

void reference_bad(int Key) {
  Entry &E = entry(Key);
  std::lock_guard<std::mutex> Lock(E.Mutex);
  E.set(); // expect: 'Entry::set' locks 'E.Mutex' while this thread already holds it
}

void element_bad(int Index) {
  Entry *E = &Table[Index];
  std::lock_guard<std::mutex> Lock(E->Mutex);
  E->set(); // expect: 'Entry::set' locks 'E->Mutex' while this thread already holds it
}

void each_bad() {
  for (Entry *E : All) {
    std::lock_guard<std::mutex> Lock(E->Mutex);
    E->set(); // expect: 'Entry::set' locks 'E->Mutex' while this thread already holds it
  }
}

void shared_bad(std::shared_ptr<Entry> E) {
  std::lock_guard<std::mutex> Lock(E->Mutex);
  E->set(); // expect: 'Entry::set' locks 'E->Mutex' while this thread already holds it
}

// A reference that is locked through is the lock of the object that dies.
struct Shared {
  std::mutex Mutex;
  ~Shared() { std::lock_guard<std::mutex> Lock(Mutex); }
};
void reset_bad(std::unique_ptr<Shared> &S) {
  std::mutex &Mutex = S->Mutex;
  Mutex.lock();
  S.reset(); // expect: 'Shared::~Shared' locks 'Mutex' while this thread already holds it
}

// Each round of a loop has an object of its own.
void all_ok(int Count) {
  for (int I = 0; I < Count; ++I) {
    Entry *E = find(I);
    E->Mutex.lock();
  }
  for (int I = 0; I < Count; ++I) {
    Entry &E = entry(I);
    E.Mutex.unlock();
  }
}
void array_ok() {
  for (int I = 0; I < 8; ++I) {
    auto &E = Table[I];
    E.Mutex.lock();
  }
}
void again_ok(int Count) {
  int I = 0;
again:
  Entry *E = find(I);
  E->Mutex.lock();
  if (++I < Count)
    goto again;
}
void handOverHand_ok(Entry *First) {
  Entry *Now = First;
  Now->Mutex.lock();
  while (Now->Next) {
    Entry *Next = Now->Next;
    Next->Mutex.lock();
    Now->Mutex.unlock();
    Now = Next;
  }
  Now->Mutex.unlock();
}
void other_ok(int A, int B) {
  Entry *First = find(A), *Second = find(B);
  if (First == Second)
    return;
  std::lock_guard<std::mutex> Lock(First->Mutex);
  Second->set();
}
void moved_ok(Entry *E) {
  E->Mutex.lock();
  E = E->Next;
  E->set();
}
