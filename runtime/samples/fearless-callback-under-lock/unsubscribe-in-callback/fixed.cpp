// A button that tells its listeners when it is pressed.
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>

class Button {
public:
  int listen(std::function<void()> Listener) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Listeners[++Last] = std::move(Listener);
    return Last;
  }
  void forget(int Id) {
    std::lock_guard<std::mutex> Lock(Mutex);
    Listeners.erase(Id);
  }
  void press() {
    std::map<int, std::function<void()>> Current;
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      Current = Listeners;
    }
    // Nobody's code runs under our lock; listeners may do what they like.
    for (auto &[Id, Listener] : Current)
      Listener();
  }

private:
  std::mutex Mutex;
  int Last = 0;
  std::map<int, std::function<void()>> Listeners;
};

int main() {
  Button Bell;
  int Id = 0;
  Id = Bell.listen([&] {
    std::puts("ding");
    Bell.forget(Id); // once is enough
  });
  Bell.press();
  Bell.press();
}
