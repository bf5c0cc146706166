//===- server.cpp - A line server with a queue and worker threads ---------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Listens on the loopback interface, on a port of the system's choice, and
// sends every line back reversed. One thread accepts connections and puts them
// into a queue, four workers serve them.
//
//   server               serves until standard input ends
//   server --self-test   talks to itself over a few connections and ends
//
//===----------------------------------------------------------------------===//

#include <algorithm>
#include <arpa/inet.h>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <future>
#include <iostream>
#include <mutex>
#include <netinet/in.h>
#include <optional>
#include <poll.h>
#include <queue>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

namespace {

constexpr int WaitMilliseconds = 50;

/// Owns a file descriptor.
class Socket {
public:
  explicit Socket(int Fd) : Fd(Fd) {
    if (Fd < 0)
      throw std::system_error(errno, std::generic_category(), "socket");
  }
  Socket(Socket &&Other) noexcept : Fd(std::exchange(Other.Fd, -1)) {}
  Socket &operator=(Socket &&) = delete;
  ~Socket() {
    if (Fd >= 0)
      close(Fd);
  }

  int fd() const { return Fd; }

  /// Waits a moment for something to read; false means ask again.
  bool isReadable() const {
    pollfd Wanted = {Fd, POLLIN, 0};
    return poll(&Wanted, 1, WaitMilliseconds) > 0;
  }

private:
  int Fd;
};

/// Hands connections from the acceptor to the workers.
class ConnectionQueue {
public:
  void push(Socket Connection) {
    {
      const std::lock_guard Lock(Mutex);
      Waiting.push(std::move(Connection));
    }
    Changed.notify_one();
  }

  /// No more connections will come; those that wait are still handed out.
  void close() {
    {
      const std::lock_guard Lock(Mutex);
      Closed = true;
    }
    Changed.notify_all();
  }

  /// The next connection, or nothing once the queue is closed and empty.
  std::optional<Socket> pop() {
    std::unique_lock Lock(Mutex);
    Changed.wait(Lock, [this] { return Closed || !Waiting.empty(); });
    if (Waiting.empty())
      return std::nullopt;
    std::optional<Socket> Next = std::move(Waiting.front());
    Waiting.pop();
    return Next;
  }

private:
  std::mutex Mutex;
  std::condition_variable Changed;
  std::queue<Socket> Waiting;
  bool Closed = false;
};

sockaddr_in loopback(in_port_t Port) {
  sockaddr_in Address = {};
  Address.sin_family = AF_INET;
  Address.sin_port = Port;
  Address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return Address;
}

void check(int Result, const char *Call) {
  if (Result < 0)
    throw std::system_error(errno, std::generic_category(), Call);
}

void sendAll(const Socket &To, std::string_view Text) {
  while (!Text.empty()) {
    const ssize_t Sent = send(To.fd(), Text.data(), Text.size(), MSG_NOSIGNAL);
    check(static_cast<int>(Sent), "send");
    Text.remove_prefix(static_cast<size_t>(Sent));
  }
}

/// Reads up to the end of a line, which is kept; nothing if the other side has
/// closed or Stopping is set before.
std::optional<std::string> receiveLine(const Socket &From,
                                       const std::atomic<bool> &Stopping) {
  std::string Line;
  while (!Stopping) {
    if (!From.isReadable())
      continue;
    char C;
    if (recv(From.fd(), &C, 1, 0) != 1)
      return std::nullopt;
    Line += C;
    if (C == '\n')
      return Line;
  }
  return std::nullopt;
}

/// Serves one connection to its end. A client that goes away is no error.
void serve(const Socket &Client, const std::atomic<bool> &Stopping,
           std::atomic<int> &LinesServed) try {
  while (std::optional<std::string> Line = receiveLine(Client, Stopping)) {
    std::reverse(Line->begin(), Line->end() - 1);
    sendAll(Client, *Line);
    ++LinesServed;
  }
} catch (const std::system_error &Error) {
  std::cerr << "connection lost: " << Error.what() << '\n';
}

/// Sends a few lines over one connection; true if all answers are right.
bool talk(in_port_t Port) try {
  const Socket Server(socket(AF_INET, SOCK_STREAM, 0));
  const sockaddr_in Address = loopback(Port);
  check(connect(Server.fd(), reinterpret_cast<const sockaddr *>(&Address),
                sizeof Address),
        "connect");
  for (const auto &[Line, Expected] :
       {std::pair("one\n", "eno\n"), std::pair("three\n", "eerht\n")}) {
    sendAll(Server, Line);
    if (receiveLine(Server, /*Stopping=*/false) != Expected)
      return false;
  }
  return true;
} catch (const std::system_error &Error) {
  std::cerr << "self-test: " << Error.what() << '\n';
  return false;
}

bool selfTest(in_port_t Port) {
  std::vector<std::future<bool>> Clients;
  for (int I = 0; I < 6; ++I)
    Clients.push_back(std::async(std::launch::async, talk, Port));
  const auto Passed = std::count_if(Clients.begin(), Clients.end(),
                                    [](auto &Client) { return Client.get(); });
  std::cout << Passed << " of " << Clients.size() << " clients are content\n";
  return Passed == std::ssize(Clients);
}

bool run(bool IsSelfTest) {
  const Socket Listener(socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
  sockaddr_in Address = loopback(/*Port=*/0);
  socklen_t Size = sizeof Address;
  check(bind(Listener.fd(), reinterpret_cast<sockaddr *>(&Address), Size),
        "bind");
  check(listen(Listener.fd(), SOMAXCONN), "listen");
  check(
      getsockname(Listener.fd(), reinterpret_cast<sockaddr *>(&Address), &Size),
      "getsockname");
  std::cout << "listening on port " << ntohs(Address.sin_port) << std::endl;

  // Everything that the threads borrow is declared before them.
  ConnectionQueue Connections;
  std::atomic<int> LinesServed = 0;
  std::atomic<bool> Stopping = false;

  std::vector<std::thread> Workers;
  for (int I = 0; I < 4; ++I)
    Workers.emplace_back([&Connections, &LinesServed, &Stopping] {
      while (std::optional<Socket> Client = Connections.pop())
        serve(*Client, Stopping, LinesServed);
    });

  std::jthread Acceptor([&Listener, &Connections](std::stop_token Stop) {
    while (!Stop.stop_requested())
      if (Listener.isReadable())
        if (const int Fd = accept(Listener.fd(), nullptr, nullptr); Fd >= 0)
          Connections.push(Socket(Fd));
  });

  bool Ok = true;
  if (IsSelfTest)
    Ok = selfTest(Address.sin_port);
  else
    for (std::string Ignored; std::getline(std::cin, Ignored);)
      continue;

  Acceptor.request_stop();
  Acceptor.join();
  Stopping = true;
  Connections.close();
  for (std::thread &Worker : Workers)
    Worker.join();
  std::cout << LinesServed << " lines served\n";
  return Ok;
}

} // namespace

int main(int ArgCount, char **Args) try {
  const bool IsSelfTest =
      ArgCount == 2 && std::string_view(Args[1]) == "--self-test";
  if (ArgCount > 1 && !IsSelfTest) {
    std::cerr << "usage: " << Args[0] << " [--self-test]\n";
    return 2;
  }
  return run(IsSelfTest) ? 0 : 1;
} catch (const std::exception &Error) {
  std::cerr << Error.what() << '\n';
  return 2;
}
