// Shares one configuration among workers, through a handle that counts owners.
#include <fearless/shared.h>
#include <fearless/thread.h>

#include <cstdio>
#include <string>

struct Config {
  std::string Host = "db.internal";
  int Retries = 3;
};

int main() {
  // rc<Config> would count as the handle did; arc<Config> counts atomically.
  auto Shared = fearless::make_arc<Config>();
  fearless::scope Workers;
  for (int Id = 0; Id < 4; ++Id)
    Workers.spawn([Shared] {
      for (int Job = 0; Job < 5000; ++Job) {
        fearless::arc<Config> Mine = Shared;
        if (Mine->Retries != 3)
          std::puts("the configuration has changed");
      }
    });
  Workers.join();
  std::printf("host: %s\n", Shared->Host.c_str());
}
