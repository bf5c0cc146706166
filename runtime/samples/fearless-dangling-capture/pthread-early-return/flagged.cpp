// Checks a file's size on one thread and its name on another.
#include <chrono>
#include <cstdio>
#include <cstring>
#include <pthread.h>
#include <thread>

struct Upload {
  const char *Name;
  long Size;
  bool SizeOk;
};

static void *checkSize(void *Arg) {
  auto *U = static_cast<Upload *>(Arg);
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  U->SizeOk = U->Size > 0 && U->Size < 1000000;
  return nullptr;
}

static bool check(const char *Name, long Size) {
  Upload U = {Name, Size, false};
  pthread_t Checker;
  if (pthread_create(&Checker, nullptr, checkSize, &U) != 0) // flagged
    return false;
  // A wrong name answers the question early, but leaves without the join: the
  // thread goes on with a pointer to 'U' on a stack frame that is gone.
  if (std::strchr(U.Name, '/') != nullptr)
    return false;
  pthread_join(Checker, nullptr);
  return U.SizeOk;
}

int main() {
  std::printf("photo.jpg: %s\n", check("photo.jpg", 52000) ? "ok" : "refused");
  std::printf("../passwd: %s\n", check("../passwd", 1800) ? "ok" : "refused");
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
}
