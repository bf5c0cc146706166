// RUN: %check %s
//
// What fearless-double-lock gets wrong, kept until it gets it right:
// FP_ functions are flagged and should not be, FN_ ones should be and are not.

#include <memory>
#include <mutex>

std::mutex M;

// A lock that is held on one of two ways only, by a condition that no branch
// tests again.
void FN_oneWay(bool Locked) {
  if (Locked)
    M.lock();
  M.lock();
}

struct Locks {
  ~Locks() { std::lock_guard<std::mutex> Lock(M); }
};

// A new value in place of an old one: mostly there was none before.
void FN_replaced(std::unique_ptr<Locks> &Owner) {
  std::lock_guard<std::mutex> Lock(M);
  Owner = std::make_unique<Locks>();
}

// An owner that ends with its scope: it may have been given away before.
void FN_scope() {
  std::lock_guard<std::mutex> Lock(M);
  std::unique_ptr<Locks> Owner = std::make_unique<Locks>();
}

void take(std::unique_ptr<Locks> Owner);

// Something of that type is moved out of: this owner may be empty, too.
void FN_movedOut(std::unique_ptr<Locks> &Owner, std::unique_ptr<Locks> &Other) {
  take(std::move(Other));
  std::lock_guard<std::mutex> Lock(M);
  Owner.reset();
}

// Another shared owner may keep alive what this one lets go.
void FN_sharedByAnother(std::shared_ptr<Locks> Other, std::shared_ptr<Locks> &Owner) {
  std::lock_guard<std::mutex> Lock(M);
  Owner.reset();
}

namespace tbb::detail::d1 {
class spin_rw_mutex {
public:
  void lock();
  void lock_shared();
  void unlock();
  void unlock_shared();
};
template <typename M> class rw_scoped_lock {
public:
  explicit rw_scoped_lock(M &, bool Write = true);
  ~rw_scoped_lock();
  bool upgrade_to_writer();
};
} // namespace tbb::detail::d1

// Semantics 14: false means that the lock was let go of in between, so that what
// was read before is out of date.
int FN_upgraded(tbb::detail::d1::spin_rw_mutex &Lock, int &Value) {
  tbb::detail::d1::rw_scoped_lock<tbb::detail::d1::spin_rw_mutex> L(Lock, false);
  const int Before = Value;
  L.upgrade_to_writer();
  return Value = Before + 1;
}
