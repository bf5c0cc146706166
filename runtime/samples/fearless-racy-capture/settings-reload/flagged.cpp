// Serves requests from settings that are reloaded now and then.
#include <cstdio>
#include <map>
#include <string>
#include <thread>
#include <vector>

int main() {
  std::map<std::string, std::string> Settings = {{"theme", "light"}};
  std::vector<std::jthread> Servers;
  for (int Id = 0; Id < 3; ++Id)
    Servers.emplace_back([&Settings] {
      for (int Request = 0; Request < 500; ++Request)
        if (Settings.at("theme").empty()) // flagged
          std::puts("no theme");
    });
  for (int Reload = 0; Reload < 500; ++Reload)
    Settings["theme"] = Reload % 2 ? "light" : "dark and rather long a name";
  Servers.clear();
  std::printf("theme: %s\n", Settings["theme"].c_str());
}
