// RUN: %check %s
//
// In code that does not compile, the compiler guesses: a member that was lost
// is taken for one with a similar name.

#include <mutex>
#include <vector>

class Club {
public:
  std::vector<int> members() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Ids;
  }
  std::vector<int> copy_ok() {
    std::lock_guard<std::mutex> Lock(Mutex);
    return Members; // error: use of undeclared identifier 'Members' // error: reference to non-static member function must be called
  }

private:
  std::mutex Mutex;
  std::vector<int> Ids;
};
