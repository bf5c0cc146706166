// Shares one configuration among workers, through a handle that counts owners.
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

struct Config {
  std::string Host = "db.internal";
  int Retries = 3;
};

int main() {
  // The count of a shared_ptr is atomic, and what all own is const.
  auto Shared = std::make_shared<const Config>();
  std::vector<std::jthread> Workers;
  for (int Id = 0; Id < 4; ++Id)
    Workers.emplace_back([Shared] {
      for (int Job = 0; Job < 5000; ++Job) {
        std::shared_ptr<const Config> Mine = Shared;
        if (Mine->Retries != 3)
          std::puts("the configuration has changed");
      }
    });
  Workers.clear();
  std::printf("host: %s\n", Shared->Host.c_str());
}
