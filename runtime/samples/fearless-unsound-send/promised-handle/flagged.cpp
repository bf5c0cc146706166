// Sends a handle to workers, because its author promised that it may be sent.
#include <fearless/annotations.h>

#include <cstdio>
#include <thread>
#include <vector>

/// The promise was right until somebody made copies share the session.
class FEARLESS_SEND("a session is used by one thread at a time") // flagged
    Session {
public:
  Session() : Requests(new long(0)), Owners(new int(1)) {}
  Session(const Session &Other)
      : Requests(Other.Requests), Owners(Other.Owners) {
    ++*Owners;
  }
  Session &operator=(const Session &) = delete;
  ~Session() {
    if (--*Owners == 0) {
      delete Requests;
      delete Owners;
    }
  }
  void request() { ++*Requests; }
  long requests() const { return *Requests; }

private:
  long *Requests;
  int *Owners;
};

int main() {
  Session Db;
  std::vector<std::jthread> Workers;
  for (int Id = 0; Id < 2; ++Id)
    Workers.emplace_back([Db]() mutable {
      for (int Request = 0; Request < 1000; ++Request)
        Db.request();
    });
  Workers.clear();
  std::printf("%ld requests\n", Db.requests());
}
