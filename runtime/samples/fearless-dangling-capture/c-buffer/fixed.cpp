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
  // The string is made here, while the buffer lives, and moved to the thread.
  std::thread(send, std::string(Text)).detach();
}

int main() {
  notify(41);
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
}
