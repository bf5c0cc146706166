// Shares one configuration among workers, through a handle that counts owners.
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

struct Config {
  std::string Host = "db.internal";
  int Retries = 3;
};

/// A counted pointer, written when the program had one thread.
class ConfigPtr {
public:
  explicit ConfigPtr(Config *Fresh) : Shared(Fresh), Owners(new int(1)) {}
  ConfigPtr(const ConfigPtr &Other)
      : Shared(Other.Shared), Owners(Other.Owners) {
    ++*Owners;
  }
  ConfigPtr &operator=(const ConfigPtr &) = delete;
  ~ConfigPtr() {
    if (--*Owners == 0) {
      delete Shared;
      delete Owners;
    }
  }
  const Config *operator->() const { return Shared; }

private:
  Config *Shared;
  int *Owners; // a plain number: two threads that copy lose a count
};

int main() {
  ConfigPtr Shared(new Config);
  std::vector<std::jthread> Workers;
  for (int Id = 0; Id < 4; ++Id)
    Workers.emplace_back([Shared] { // flagged
      for (int Job = 0; Job < 5000; ++Job) {
        ConfigPtr Mine = Shared;
        if (Mine->Retries != 3)
          std::puts("the configuration has changed");
      }
    });
  Workers.clear();
  std::printf("host: %s\n", Shared->Host.c_str());
}
