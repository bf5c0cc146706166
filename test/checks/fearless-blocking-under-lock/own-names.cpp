// RUN: %check %s
//
// Functions of the program's own that are called like functions of C: what
// those do says nothing of them.

#include <mutex>
#include <sys/socket.h>
#include <unistd.h>

std::mutex M;

struct Point {
  int X = 0;
};

// Global, but of C++.
int connect(Point &, Point &);
void read(Point &P) { ++P.X; }
static int accept(int Of) { return Of + 1; }

namespace app {
int open(const char *Name);
void write(Point &P);
} // namespace app

namespace {
int recv(Point &P) { return P.X; }
int sleep(Point &P) { return P.X; }
} // namespace

struct File {
  int read(void *Into, unsigned long Size);
  static int open(const char *Name);
  void wait();
};

void ownNames_ok(Point &A, Point &B, File &F) {
  std::lock_guard<std::mutex> Lock(M);
  connect(A, B);
  read(A);
  accept(1);
  app::open("a");
  app::write(A);
  recv(A);
  sleep(A);
  F.read(&A, sizeof(A));
  File::open("b");
  F.wait();
}

// They may do the same themselves.
int pause(Point &) { return sleep(1); }
void ownBlocks_bad(Point &P) {
  std::lock_guard<std::mutex> Lock(M);
  pause(P); // expect: 'pause' sleeps while 'M' is held
}

void ofC_bad(int Socket) {
  std::lock_guard<std::mutex> Lock(M);
  ::connect(Socket, nullptr, 0); // expect: 'connect' 
  sleep(1); // expect: 'sleep' sleeps while 'M' is held
}

// Declared by hand, as some do, it is the function of C all the same.
extern "C" int sem_wait(void *Semaphore);
void declared_bad(void *Semaphore) {
  std::lock_guard<std::mutex> Lock(M);
  sem_wait(Semaphore); // expect: 'sem_wait'
}
