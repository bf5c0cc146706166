// RUN: %check %s
//
// Orders that attributes declare: the first edge against one is a finding.

class [[clang::capability("mutex")]] Mutex {
public:
  void lock() __attribute__((acquire_capability()));
  void unlock() __attribute__((release_capability()));
};

class [[clang::scoped_lockable]] Guard {
public:
  explicit Guard(Mutex &M) __attribute__((acquire_capability(M)));
  ~Guard() __attribute__((release_capability()));
};

// The one field is declared to come before the other.
class Account {
public:
  void inOrder_ok() {
    First.lock();
    Second.lock();
    Second.unlock();
    First.unlock();
  }
  void against_bad() {
    Second.lock(); // note: 'Account::against_bad' locks 'Account::Second' here
    First.lock(); // expect: 'Account::First' is locked while 'Account::Second' is held, but is declared to be locked before it
    First.unlock();
    Second.unlock();
  }
  void apart_ok() {
    Second.lock();
    Second.unlock();
    First.lock();
    First.unlock();
  }
  void withGuards_bad() {
    Guard A(Second);
    Guard B(First); // expect: 'Account::First' is locked while 'Account::Second' is held
  }

private:
  Mutex First __attribute__((acquired_before(Second))); // note: 'Account::First' is declared to be locked before 'Account::Second' here
  Mutex Second;
};

// Through a helper, and from behind.
class Session {
public:
  void log() {
    Log.lock();
    Log.unlock();
  }
  void write() { log(); }
  void through_bad() {
    Data.lock();
    write(); // expect: 'Session::Log' is locked while 'Session::Data' is held, but is declared to be locked before it
    Data.unlock();
  }
  void released_ok() {
    Data.lock();
    Data.unlock();
    write();
  }

private:
  Mutex Log;
  Mutex Data __attribute__((acquired_after(Log)));
};

// Declared orders carry over.
Mutex Outer;
Mutex Middle __attribute__((acquired_after(Outer)));
Mutex Inner __attribute__((acquired_after(Middle)));

void carriesOver_bad() {
  Inner.lock();
  Outer.lock(); // expect: 'Outer' is locked while 'Inner' is held, but is declared to be locked before it
  Outer.unlock();
  Inner.unlock();
}

void carriesOver_ok() {
  Outer.lock();
  Inner.lock();
  Inner.unlock();
  Outer.unlock();
}
