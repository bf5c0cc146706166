// A writer and a reader use a file and an index.
#include <cstdio>
#include <mutex>
#include <thread>

// Taken in this order: the file's first.
static std::mutex FileMutex, IndexMutex;
static int Entries = 0, Bytes = 0;

static void append(int Size) {
  std::lock_guard<std::mutex> File(FileMutex);
  Bytes += Size;
  std::this_thread::yield();
  std::lock_guard<std::mutex> Index(IndexMutex);
  ++Entries;
}

static int averageSize() {
  std::lock_guard<std::mutex> File(FileMutex);
  std::lock_guard<std::mutex> Index(IndexMutex);
  return Entries ? Bytes / Entries : 0;
}

int main() {
  append(100);
  std::thread Writer([] { append(100); });
  int Average = averageSize();
  Writer.join();
  std::printf("average: %s\n", Average >= 100 ? "fine" : "wrong");
}
