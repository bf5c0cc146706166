// RUN: %check %s
//
// The tempting twins of flagged.cpp: the thread runs on, but what crosses is
// owned, static, or leaked, or the program ends before it.

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <queue>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

void use(int) noexcept;
void use(const std::string &);
void fill(char *);

void copied_ok() {
  int Count = 0;
  std::thread([Count] { use(Count); }).detach();
}

void movedIn_ok() {
  std::string Name = "n";
  std::thread([Name = std::move(Name)] { use(Name); }).detach();
}

void decayCopied_ok() {
  std::string Name = "n";
  std::thread([](const std::string &S) { use(S); }, Name).detach();
}

void literal_ok() {
  std::string_view View = "n";
  std::thread([View] { use(std::string(View)); }).detach();
}

void shared_ok() {
  auto Count = std::make_shared<int>(0);
  std::thread([Count] { ++*Count; }).detach();
}

void heapPointer_ok() {
  auto *Number = new int(1);
  std::thread([Number] { delete Number; }).detach();
}

void staticStorage_ok() {
  static int Count = 0;
  std::thread([&] { ++Count; }).detach();
}

void ownedCopyOfView_ok(std::string_view Name) {
  std::thread([Name = std::string(Name)] { use(Name); }).detach();
}

void ownedCopyOfArray_ok() {
  char Buffer[16];
  fill(Buffer);
  std::thread([](const std::string &S) { use(S); }, std::string(Buffer))
      .detach();
}

void referenceToHeap_ok(std::shared_ptr<int> Count) {
  int &Number = *Count;
  std::thread([&Number, Count] { ++Number; }).detach();
}

void movedOwner_ok(std::unique_ptr<int> Count) {
  std::thread([Count = std::move(Count)] { ++*Count; }).detach();
}

void pointerBesideItsOwner_ok() {
  auto Count = std::make_unique<int>(0);
  int *Number = Count.get();
  std::thread([Number, Count = std::move(Count)] { ++*Number; }).detach();
}

void releasedOwner_ok() {
  auto Count = std::make_unique<int>(0);
  std::thread([](int *C) { delete C; }, Count.release()).detach();
}

void releasedAfterTheStart_ok() {
  auto Count = std::make_unique<int>(0);
  int *Number = Count.get();
  std::thread([Number] { delete Number; }).detach();
  Count.release();
}

void viewBesideItsOwner_ok() {
  auto Name = std::make_shared<std::string>("n");
  std::string_view View = *Name;
  std::thread([Name, View] { use(std::string(View)); }).detach();
}

void iteratorBesideItsOwner_ok() {
  auto Numbers = std::make_shared<std::vector<int>>(3);
  for (auto It = Numbers->begin(); It != Numbers->end(); ++It)
    std::thread([Numbers, It] { use(*It); }).detach();
}

std::string Global;
extern std::vector<int> Table;

void viewOfGlobal_ok() {
  std::string_view View = Global;
  std::thread([View] { use(std::string(View)); }).detach();
}

void elementOfGlobal_ok() {
  for (auto &Number : Table)
    std::thread([&Number] { ++Number; }).detach();
}

struct Settings {
  std::string Name;
  static Settings &get() {
    static Settings S;
    return S;
  }
};

void singleton_ok() {
  auto &S = Settings::get();
  std::thread([&S] { use(S.Name); }).detach();
}

void leakedReference_ok() {
  auto &Numbers = *new std::vector<int>;
  std::thread([&Numbers] { Numbers.push_back(1); }).detach();
}

void keptByStatic_ok() {
  static std::vector<std::vector<int>> Kept;
  std::vector<int> Numbers(3);
  int *First = Numbers.data();
  Kept.push_back(std::move(Numbers));
  std::thread([First] { use(*First); }).detach();
}

void pointersInContainer_ok(std::vector<int *> Numbers) {
  for (auto *N : Numbers)
    std::thread([N] { ++*N; }).detach();
}

void sharedInContainer_ok(std::vector<std::shared_ptr<int>> Numbers) {
  for (auto &N : Numbers)
    std::thread([N] { ++*N; }).detach();
}

void sharedInMap_ok() {
  std::map<int, std::shared_ptr<int>> Numbers;
  auto It = Numbers.find(1);
  std::thread([N = It->second] { ++*N; }).detach();
}

void literalsInArray_ok() {
  const char *Names[] = {"a", "b"};
  for (auto *Name : Names)
    std::thread([Name] { use(std::string(Name)); }).detach();
}

void viewsOfLiterals_ok(bool First) {
  std::string_view View = First ? "a" : "b";
  auto Rest = View.substr(1);
  std::thread([Rest] { use(std::string(Rest)); }).detach();
}

void sizeOfView_ok(std::string_view Name) {
  auto Size = Name.size();
  std::thread([Size] { use(static_cast<int>(Size)); }).detach();
}

void valueAtIterator_ok(std::vector<int> &Numbers) {
  auto It = Numbers.begin();
  int Number = *It;
  std::thread([Number] { use(Number); }).detach();
}

struct Arguments {
  int *Output;
  const char *Tag;
  std::string Name;
};

void argumentsByValue_ok() {
  Arguments A = {new int, "t", "n"};
  std::thread([](const Arguments &A) { use(A.Name); }, A).detach();
}

void fieldThatPoints_ok(Arguments A) {
  std::thread([Output = A.Output] { delete Output; }).detach();
}

void movedBindings_ok() {
  auto [Name, Count] = std::pair(std::string("n"), std::make_unique<int>(1));
  std::thread([Name = std::move(Name), Count = std::move(Count)] {
    use(Name);
  }).detach();
}

void poppedCallable_ok(std::queue<std::function<void()>> &Tasks) {
  auto Task = std::move(Tasks.front());
  Tasks.pop();
  std::thread(std::move(Task)).detach();
}

void boundToShared_ok(std::shared_ptr<Arguments> A) {
  auto Work = std::bind([](auto &A) { use(A->Name); }, A);
  std::thread(Work).detach();
}

template <typename F> void runDetached(F &&Do) {
  std::thread(std::forward<F>(Do)).detach();
}

void forwardedCallable_ok() {
  auto Count = std::make_shared<int>(0);
  auto Work = [Count] { ++*Count; };
  runDetached(Work);
  runDetached([Count] { ++*Count; });
}

template <typename... Ts> void copiedPack_ok(Ts... Values) {
  std::thread([=] { (use(Values), ...); }).detach();
}
template void copiedPack_ok(int, std::string);

auto GenericLambda_ok = [](auto Value) {
  std::thread([Value] { use(Value); }).detach();
};

#define RUN_DETACHED(...) std::thread([=] { __VA_ARGS__; }).detach()

void macro_ok() {
  int Count = 0;
  RUN_DETACHED(use(Count));
}

void nestedThreads_ok() {
  auto Count = std::make_shared<int>(0);
  std::thread([Count] {
    std::thread([Count] { ++*Count; }).detach();
  }).detach();
}

void serveForever_ok() {
  int Count = 0;
  std::thread([&] { ++Count; }).detach();
  for (;;)
    use(1);
}

[[noreturn]] void quit() noexcept;

void quits_ok() {
  int Count = 0;
  std::thread([&] { ++Count; }).detach();
  quit();
}

void unjoinedEndsTheProgram_ok(bool Early) {
  int Count = 0;
  std::thread T([&] { ++Count; });
  if (Early)
    return; // std::terminate, not a dangling borrow
  T.join();
}
