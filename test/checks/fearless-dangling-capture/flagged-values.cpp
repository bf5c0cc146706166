// RUN: %check %s
//
// Detached threads that reach a local: through elements, iterators and views,
// or within containers, callables and structs.

#include <algorithm>
#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <stdexcept>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <variant>
#include <utility>
#include <vector>

void use(int);
void use(const std::string &);
int next();

void elementOfLoop_bad() {
  std::vector<std::string> Names = {"a", "b"};
  for (auto &Name : Names)
    std::thread([&Name] { use(Name); }).detach(); // expect: detached thread may outlive 'Names'
}

void valueOfMap_bad() {
  std::map<int, std::string> Names;
  for (auto &[Key, Name] : Names)
    std::thread([&N = Name] { use(N); }).detach(); // expect: may outlive 'Names'
}

void copiedBinding_bad() {
  std::map<int, std::string> Names;
  for (auto [Key, Name] : Names)
    std::thread([&N = Name] { use(N); }).detach(); // expect: may outlive '[Key, Name]'
}

void elementByIndex_bad() {
  std::vector<int> Numbers = {1, 2};
  int *First = &Numbers[0];
  std::thread([First] { use(*First); }).detach(); // expect: may outlive 'Numbers'
}

void iteratorArithmetic_bad() {
  std::vector<int> Numbers(9);
  auto It = Numbers.begin() + 1;
  std::thread([It] { use(*It); }).detach(); // expect: may outlive 'Numbers'
}

void foundIterator_bad() {
  std::vector<int> Numbers(9);
  auto It = std::find(Numbers.begin(), Numbers.end(), 3);
  std::thread([It] { use(*It); }).detach(); // expect: may outlive 'Numbers', which it has an iterator of
}

void dereferencedIterator_bad() {
  std::vector<int> Numbers(9);
  for (auto It = Numbers.begin(); It != Numbers.end(); ++It) { // expect: may outlive 'Numbers', which it has an iterator of
    auto &Number = *It;
    std::thread([&Number] { ++Number; }).detach();
  }
}

void pointerArithmetic_bad() {
  int Numbers[4] = {};
  int *Second = Numbers;
  ++Second;
  std::thread([Second] { use(*Second); }).detach(); // expect: may outlive 'Numbers'
}

void partOfView_bad() {
  std::string Name = "n";
  auto Rest = std::string_view(Name).substr(1);
  std::thread([Rest] { use(std::string(Rest)); }).detach(); // expect: may outlive 'Name'
}

void span_bad() {
  std::vector<int> Numbers(9);
  auto Rest = std::span(Numbers).subspan(2);
  std::thread([Rest] { use(Rest[0]); }).detach(); // expect: may outlive 'Numbers'
}

void pointerOfOwner_bad() {
  auto Count = std::make_unique<int>(0);
  std::thread([C = Count.get()] { ++*C; }).detach(); // expect: may outlive
}

void fieldOfLocal_bad() {
  std::pair<int, int> Pair;
  std::thread([&First = Pair.first] { ++First; }).detach(); // expect: may outlive 'Pair'
}

void eitherPointer_bad(bool Left) {
  int A = 0, B = 0;
  int *Chosen = Left ? &A : &B;
  std::thread([Chosen] { ++*Chosen; }).detach(); // expect: may outlive 'A' and 'B'
}

void pointersInContainer_bad() {
  int Count = 0;
  std::vector<int *> Numbers = {&Count};
  std::thread([Numbers] { ++*Numbers[0]; }).detach(); // expect: may outlive 'Count'
}

void viewsInContainer_bad() {
  std::string Name = "n";
  std::vector<std::string_view> Views;
  Views.push_back(Name);
  std::thread([Views] { use(std::string(Views[0])); }).detach(); // expect: may outlive 'Name'
}

void callablesInContainer_bad() {
  int Count = 0;
  std::vector<std::function<void()>> Tasks;
  Tasks.push_back([&Count] { ++Count; }); // expect: may outlive 'Count'
  for (auto &Task : Tasks)
    std::thread(Task).detach();
}

void erasedCallableAssigned_bad() {
  int Count = 0;
  std::function<void()> Work;
  Work = [&Count] { ++Count; }; // expect: may outlive 'Count'
  std::thread(Work).detach();
}

void callableInCallable_bad() {
  int Count = 0;
  auto Work = [&Count] { ++Count; }; // expect: may outlive 'Count'
  std::thread([Work] { Work(); }).detach();
}

void recursiveCallable_bad() {
  std::function<void(int)> Work = [&Work](int N) { // expect: may outlive 'Work'
    if (N != 0)
      Work(N - 1);
  };
  std::thread(Work, 3).detach();
}

void closureFactory_bad() {
  int Count = 0;
  auto Make = [&Count] { return [&Count] { ++Count; }; }; // expect: may outlive 'Count'
  std::thread(Make()).detach();
}

void boundToLocal_bad() {
  std::string Name = "n";
  std::thread(std::bind(&std::string::clear, &Name)).detach(); // expect: may outlive 'Name'
}

struct Arguments {
  int *Output;
  std::string Name;
};

void argumentsByValue_bad() {
  int Count = 0;
  Arguments A;
  A.Output = &Count;
  A.Name = "n";
  std::thread([](Arguments A) { ++*A.Output; }, A).detach(); // expect: may outlive 'Count'
}

void argumentsOnTheHeap_bad() {
  int Count = 0;
  auto A = std::make_unique<Arguments>();
  A->Output = &Count;
  std::thread([A = std::move(A)] { ++*A->Output; }).detach(); // expect: may outlive 'Count'
}

void viewInTuple_bad() {
  std::string Name = "n";
  auto View = std::make_tuple(1, std::string_view(Name));
  std::thread([View] { use(std::get<0>(View)); }).detach(); // expect: may outlive 'Name'
}

void loopCounter_bad() {
  for (int I = 0; I != 4; ++I)
    std::thread([&I] { use(I); }).detach(); // expect: may outlive 'I'
}

void conditionVariable_bad() {
  if (int Number = next())
    std::thread([&Number] { use(Number); }).detach(); // expect: may outlive 'Number' // fix: [Number]
}

void caughtByValue_bad() {
  try {
    use(next());
  } catch (std::runtime_error Error) {
    std::thread([&Error] { use(Error.what()); }).detach(); // expect: may outlive 'Error'
  }
}

void caughtByReference_bad() {
  try {
    use(next());
  } catch (const std::exception &Error) {
    std::thread([&Error] { use(Error.what()); }).detach(); // expect: may outlive
  }
}

void extendedTemporary_bad() {
  const std::string &Name = std::to_string(1);
  std::thread([&Name] { use(Name); }).detach(); // expect: may outlive
}

template <typename... Ts> void capturedPack_bad(Ts... Values) {
  std::thread([&] { (use(Values), ...); }).detach(); // expect: may outlive 'Values'
}
template void capturedPack_bad(int);

#define RUN_DETACHED(...) std::thread([&] { __VA_ARGS__; }).detach()

void macro_bad() {
  int Count = 0;
  RUN_DETACHED(use(Count)); // expect: may outlive 'Count'
}

void stopFlag_bad() {
  std::atomic<bool> Stop = false;
  std::thread([&Stop] { // expect: may outlive 'Stop'
    while (!Stop)
      std::this_thread::yield();
  }).detach();
  Stop = true;
}

void pollsItsOwnFlag_bad() {
  std::atomic<bool> Running = true;
  std::thread([&Running] { // expect: may outlive 'Running'
    while (Running)
      std::this_thread::yield();
  }).detach();
  while (Running)
    if (next() == 0)
      Running = false;
}

class Session : public std::enable_shared_from_this<Session> {
public:
  void memberByReference_bad() {
    std::thread([&Name = Name] { use(Name); }).detach(); // expect: may outlive its 'Session'
  }
  void memberByPointer_bad() {
    std::thread([](std::string *N) { use(*N); }, &Name).detach(); // expect: may outlive its 'Session'
  }
  void selfByReference_bad() {
    auto Self = shared_from_this();
    std::thread([&Self] { Self->run(); }).detach(); // expect: may outlive 'Self' // fix: [Self]
  }
  void selfAsPointer_bad() {
    auto *Self = this;
    std::thread([Self] { Self->run(); }).detach(); // expect: may outlive its 'Session'
  }
  void selfBound_bad() {
    auto Work = std::bind(&Session::run, this);
    std::thread(Work).detach(); // expect: may outlive its 'Session'
  }
  void run();

private:
  std::string Name;
};

// A local's generic call operator, where it is used.
void localGenericLambda_bad() {
  auto Start = [](auto Value) {
    std::thread([&Value] { use(Value); }).detach(); // expect: detached thread may outlive 'Value', which it captures by reference // fix: std::thread([Value] { use(Value); }).detach();
  };
  Start(1);
}

void viewInOptional_bad() {
  std::string Text = "text";
  std::optional<std::string_view> Seen = Text;
  std::thread([Seen] { use(Seen->size()); }).detach(); // expect: detached thread may outlive 'Text', which it sees through a 'std::string_view'
}

void copyInOptional_ok() {
  std::string Text = "text";
  std::optional<std::string> Copy = Text;
  std::thread([Copy] { use(Copy->size()); }).detach();
}

void viewInPair_bad() {
  std::string Text = "text";
  std::pair<int, std::string_view> Both{1, Text};
  std::thread([Both] { use(Both.second.size()); }).detach(); // expect: detached thread may outlive 'Text', which it sees through a 'std::string_view'
}

void copyInVariant_ok() {
  std::string Text = "text";
  std::variant<std::string, std::string_view> Either = Text;
  std::thread([Either] { use(std::get<0>(Either)); }).detach();
}
