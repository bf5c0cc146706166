// Serves requests from settings that are reloaded now and then.
#include <cstdio>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

int main() {
  std::map<std::string, std::string> Settings = {{"theme", "light"}};
  std::shared_mutex SettingsMutex;
  std::vector<std::jthread> Servers;
  for (int Id = 0; Id < 3; ++Id)
    Servers.emplace_back([&Settings, &SettingsMutex] {
      for (int Request = 0; Request < 500; ++Request) {
        // Readers do not wait for each other, only for the writer.
        std::shared_lock<std::shared_mutex> Lock(SettingsMutex);
        if (Settings.at("theme").empty())
          std::puts("no theme");
      }
    });
  for (int Reload = 0; Reload < 500; ++Reload) {
    std::unique_lock<std::shared_mutex> Lock(SettingsMutex);
    Settings["theme"] = Reload % 2 ? "light" : "dark and rather long a name";
  }
  Servers.clear();
  std::printf("theme: %s\n", Settings["theme"].c_str());
}
