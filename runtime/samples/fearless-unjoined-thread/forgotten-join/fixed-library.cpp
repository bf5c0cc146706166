// Warms a cache in the background while the program starts.
#include <fearless/thread.h>

#include <cstdio>
#include <stdexcept>

static int readPort(const char *Text) {
  if (*Text == '\0')
    throw std::invalid_argument("no port");
  return 8080;
}

static void start(const char *Port) {
  // Waits while an exception unwinds; forgetting the join would be told.
  auto Warmer = fearless::spawn([] { std::puts("cache is warm"); });
  std::printf("port: %d\n", readPort(Port));
  Warmer.join();
}

int main() {
  try {
    start("");
  } catch (const std::invalid_argument &Error) {
    std::printf("cannot start: %s\n", Error.what());
  }
}
