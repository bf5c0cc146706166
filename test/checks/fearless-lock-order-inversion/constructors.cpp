// RUN: %check %s
//
// Nobody else has an object that is being constructed: its locks are in no
// order yet. Templates have constructors, too.

#include <mutex>

std::mutex Registry;
void work();

class Plain {
public:
  Plain() {
    std::lock_guard<std::mutex> Own(Mutex);
    std::lock_guard<std::mutex> All(Registry);
  }
  void drop_ok() {
    std::lock_guard<std::mutex> All(Registry);
    std::lock_guard<std::mutex> Own(Mutex);
  }

private:
  std::mutex Mutex;
};

template <class T> class Node {
public:
  Node() {
    std::lock_guard<std::mutex> Own(Mutex);
    std::lock_guard<std::mutex> All(Registry);
  }
  Node(Node &Other) {
    std::lock_guard<std::mutex> Own(Mutex);
    std::lock_guard<std::mutex> Its(Other.Mutex);
    Value = Other.Value;
  }
  void drop_ok() {
    std::lock_guard<std::mutex> All(Registry);
    std::lock_guard<std::mutex> Own(Mutex);
  }

private:
  std::mutex Mutex;
  T Value{};
};
namespace app {
struct Id {};
} // namespace app
template class Node<int>;
template class Node<app::Id>;

// A method that is called as its class is not.
class Join {
public:
  void Join_bad() {
    std::lock_guard<std::mutex> Own(Mutex);
    work();
    std::lock_guard<std::mutex> All(Registry); // expect: 'Join::Mutex' and 'Registry' are locked in opposite orders
  }
  void drop() {
    std::lock_guard<std::mutex> All(Registry);
    work();
    std::lock_guard<std::mutex> Own(Mutex);
  }

private:
  std::mutex Mutex;
};
