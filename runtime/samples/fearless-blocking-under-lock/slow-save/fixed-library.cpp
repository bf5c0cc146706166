// Four editors change a document; each change is saved.
#include <fearless/mutex.h>
#include <fearless/thread.h>

#include <chrono>
#include <cstdio>
#include <string>

static fearless::mutex<std::string> Text;

static void save(const std::string &Copy) {
  std::this_thread::sleep_for(std::chrono::milliseconds(10)); // a slow disk
  if (Copy.empty())
    std::puts("saved nothing");
}

static void edit(char Letter) {
  // The lock ends with the call of 'with'; what comes out is a copy.
  save(Text.with([Letter](std::string &All) { return All += Letter; }));
}

int main() {
  fearless::scope Editors;
  for (int Id = 0; Id < 4; ++Id)
    Editors.spawn([] {
      for (int Change = 0; Change < 10; ++Change)
        edit('x');
    });
  Editors.join();
  std::printf("operations: %zu\n", Text.lock()->size());
}
