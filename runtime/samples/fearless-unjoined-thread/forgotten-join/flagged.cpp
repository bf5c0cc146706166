// Warms a cache in the background while the program starts.
#include <cstdio>
#include <stdexcept>
#include <thread>

static int readPort(const char *Text) {
  if (*Text == '\0')
    throw std::invalid_argument("no port");
  return 8080;
}

static void start(const char *Port) {
  std::thread Warmer([] { std::puts("cache is warm"); }); // flagged
  std::printf("port: %d\n", readPort(Port));              // and if this throws?
  Warmer.join();
}

int main() {
  try {
    start("");
  } catch (const std::invalid_argument &Error) {
    std::printf("cannot start: %s\n", Error.what());
  }
}
