// RUN: %check %s
//
// Callables that a global keeps, and may be done with in time.

#include <functional>
#include <utility>

// What a global keeps, any function may have run and dropped.
std::function<void()> Hook;
void runHook();
void resetHook();

void droppedElsewhere_bad() {
  int Count = 0;
  Hook = [&Count] { ++Count; }; // strict: callback kept in 'Hook' may outlive 'Count'
  runHook();
  resetHook();
}

class Parser {
public:
  void onHeader(std::function<void(int)> F) { Header = std::move(F); }
  void parse();

private:
  std::function<void(int)> Header;
};

Parser &sharedParser();

void runThroughAccessor_bad() {
  int Sum = 0;
  sharedParser().onHeader([&](int N) { Sum += N; }); // strict: callback given to 'onHeader' may outlive 'Sum'
  sharedParser().parse();
}
