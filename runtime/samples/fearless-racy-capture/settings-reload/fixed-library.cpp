// Serves requests from settings that are reloaded now and then.
#include <fearless/rw_lock.h>
#include <fearless/thread.h>

#include <cstdio>
#include <map>
#include <string>

int main() {
  using Map = std::map<std::string, std::string>;
  fearless::rw_lock<Map> Settings(Map{{"theme", "light"}});
  fearless::scope Servers;
  for (int Id = 0; Id < 3; ++Id)
    Servers.spawn([&Settings] {
      for (int Request = 0; Request < 500; ++Request)
        if (Settings.read()->at("theme").empty())
          std::puts("no theme");
    });
  for (int Reload = 0; Reload < 500; ++Reload)
    (*Settings.write())["theme"] =
        Reload % 2 ? "light" : "dark and rather long a name";
  Servers.join();
  std::printf("theme: %s\n", Settings.read()->at("theme").c_str());
}
