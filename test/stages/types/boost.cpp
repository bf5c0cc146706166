// REQUIRES: boost
// RUN: %types %s -std=c++20
// Rows of a library, on its own headers.
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/lockfree/queue.hpp>
#include <boost/smart_ptr/intrusive_ptr.hpp>
#include <boost/smart_ptr/intrusive_ref_counter.hpp>
#include <boost/smart_ptr/local_shared_ptr.hpp>
#include <boost/smart_ptr/shared_ptr.hpp>
#include <vector>

class Counting {
  mutable int Count = 0;

public:
  int next() const { return ++Count; }
};
struct Atomic : boost::intrusive_ref_counter<Atomic, boost::thread_safe_counter> {
  int Value = 0;
};
struct Default : boost::intrusive_ref_counter<Default> {
  int Value = 0;
};
struct Local : boost::intrusive_ref_counter<Local, boost::thread_unsafe_counter> {
  int Value = 0;
};
struct ByHand {
  int References = 0;
};
inline void intrusive_ptr_add_ref(ByHand *P) { ++P->References; }
inline void intrusive_ptr_release(ByHand *P) {
  if (--P->References == 0)
    delete P;
}
inline void copy(const boost::intrusive_ptr<ByHand> &P) {
  const boost::intrusive_ptr<ByHand> Own = P;
}

// yes yes no: only the count is atomic, not the pointer beside it
using Shared = boost::shared_ptr<int>;
// no no no: 'boost::shared_ptr<Counting>' shares 'Counting'; writes 'Count'
using SharedCounting = boost::shared_ptr<Counting>;
// no no no: its reference count is not atomic; model 'boost'
using LocalShared = boost::local_shared_ptr<int>;
// no no no: holds 'boost::local_shared_ptr<int>'
using LocalVector = std::vector<boost::local_shared_ptr<int>>;
// yes yes no: 'boost::intrusive_ptr<Atomic>'
using AtomicIntrusive = boost::intrusive_ptr<Atomic>;
// yes yes no: 'boost::intrusive_ptr<Default>'
using DefaultIntrusive = boost::intrusive_ptr<Default>;
// no no no: the reference count of 'Local' is not atomic; model 'boost'
using LocalIntrusive = boost::intrusive_ptr<Local>;
// no no no: changes 'References' here, which is not atomic
using HandIntrusive = boost::intrusive_ptr<ByHand>;
// yes yes yes: 'boost::lockfree::queue<int>'
using Queue = boost::lockfree::queue<int>;
// yes yes yes: is ThreadSafe, except 'restart', 'notify_fork'; model 'asio'
using Context = boost::asio::io_context;
// yes yes no: two threads that use one at the same time race
using Socket = boost::asio::ip::tcp::socket;
