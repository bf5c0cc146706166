// Four editors change a document; each change is saved.
#include <chrono>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

static std::mutex TextMutex;
static std::string Text;

static void save(const std::string &Copy) {
  std::this_thread::sleep_for(std::chrono::milliseconds(10)); // a slow disk
  if (Copy.empty())
    std::puts("saved nothing");
}

static void edit(char Letter) {
  std::string Copy;
  {
    std::lock_guard<std::mutex> Lock(TextMutex);
    Text += Letter;
    Copy = Text;
  }
  save(Copy); // the others edit meanwhile
}

int main() {
  std::vector<std::jthread> Editors;
  for (int Id = 0; Id < 4; ++Id)
    Editors.emplace_back([] {
      for (int Change = 0; Change < 10; ++Change)
        edit('x');
    });
  Editors.clear();
  std::printf("operations: %zu\n", Text.size());
}
