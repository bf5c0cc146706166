// RUN: %types %s -std=c++20
// What is promised outranks rows and derivation, and is derived from in turn.
#include <memory>
#include <vector>

struct Codec;
class Counting {
  mutable int Count = 0;

public:
  int next() const { return ++Count; }
};

// yes unknown no: 'Decoder' is annotated as Send: used on one thread at a time
class [[clang::annotate("fearless::send", "used on one thread at a time")]]
Decoder {
  Codec *Handle;
};
// no yes no: 'Cursor' is annotated as not Send
class [[clang::annotate("fearless::not_send")]] Cursor {
  int Position;
};
// yes yes no: 'Counter' is annotated as Sync: each thread has its own
class [[clang::annotate("fearless::sync", "each thread has its own")]] Counter {
  mutable int Count = 0;

public:
  int next() const { return ++Count; }
};
// yes no no: 'Handle' is annotated as not Sync
class [[clang::annotate("fearless::not_sync")]] Handle {
  int Number;
};
// unknown yes yes: 'Queue' is annotated as ThreadSafe: locks inside
class [[clang::annotate("fearless::thread_safe", "locks inside")]] Queue {
  Codec *Impl;
};
// no no no: 'Window' is annotated to belong to the main thread
class [[clang::annotate("fearless::thread_affine", "main thread")]] Window {
  int Number;
};
// no no no: 'Window' is a base of 'Dialog'; belong to the main thread
class Dialog : public Window {};
// no no no: 'std::unique_ptr<Window>' holds 'Window'
using OwnedWindow = std::unique_ptr<Window>;
// no yes no: field 'At' of 'Reader' is 'Cursor'; annotated as not Send
struct Reader {
  Cursor At;
};
// no yes no: 'std::vector<Cursor>' holds 'Cursor'
using Cursors = std::vector<Cursor>;
// yes unknown no: 'Decoder' is a base of 'FastDecoder'
class FastDecoder : public Decoder {
  int Level;
};
// yes yes no: field 'Local' of 'UsesQueue' is 'int'
struct UsesQueue {
  Queue &Shared;
  int Local;
};

template <class T>
class [[clang::annotate("fearless::send_if", "send(T)", "owns its elements"),
        clang::annotate("fearless::sync_if", "sync(T)", "const members read")]]
Ring {
  T *Elements;
  void *Mapping;
};
template class Ring<int>;
template class Ring<Cursor>;
template class Ring<Counting>;
// yes yes no: 'Ring<int>' holds 'int'
using IntRing = Ring<int>;
// no yes no: 'Ring<Cursor>' holds 'Cursor'; annotated as not Send
using CursorRing = Ring<Cursor>;
// yes no no: 'Ring<Counting>' holds 'Counting'; writes 'Count'
using CountingRing = Ring<Counting>;
template <class... Ts>
class [[clang::annotate("fearless::send_if", "send(Ts)", "owns them")]] Pack {
  void *Memory;
};
template class Pack<int, char>;
template class Pack<int, Cursor>;
// yes unknown no: 'Pack<int, char>' holds 'int'
using GoodPack = Pack<int, char>;
// no unknown no: 'Pack<int, Cursor>' holds 'Cursor'
using BadPack = Pack<int, Cursor>;
// no no no: 'Later' is annotated as not Sync
class [[clang::annotate("fearless::not_send"),
        clang::annotate("fearless::not_sync")]] Later;
class Later {
  int Number;
};
