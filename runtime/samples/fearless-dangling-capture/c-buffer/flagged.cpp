// Formats a message and sends it from a thread of its own.
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>

static void send(const std::string &Message) {
  std::printf("sent: %s\n", Message.c_str());
}

static void notify(int Order) {
  char Text[64];
  std::snprintf(Text, sizeof Text, "order %d is on its way", Order);
  // 'send' takes a std::string, but the array decays to a 'char *' and that is
  // all the thread is given. The string is made over there, and by then the
  // buffer may be gone.
  std::thread(send, Text).detach(); // flagged
}

int main() {
  notify(41);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
}
