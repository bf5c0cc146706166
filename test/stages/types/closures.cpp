// RUN: %types %s -std=c++20
// Callables: lambdas by what they capture, functors by their fields, bind
// objects by what they hold.
#include <functional>
#include <memory>
#include <string>

class Counting {
  mutable int Count = 0;

public:
  int next() const { return ++Count; }
};
struct Holder {
  int Value;
  void run();
};
class [[clang::annotate("fearless::not_send")]] Cursor {
  int Position;
};
inline int Global;
inline Counting Counts;
inline Cursor At;
void work(int, const std::string &);

inline auto Plain = [] {};
// yes yes yes: the lambda captures nothing
using PlainLambda = decltype(Plain);
inline auto Copies = [N = 1, S = std::string()] {};
// yes yes no: all that the lambda captures is Send
using CopyingLambda = decltype(Copies);
inline auto ByReference = [&G = Global] {};
// yes yes no: capture 'G' of the lambda is 'int &'
using ReferenceLambda = decltype(ByReference);
inline auto CountsByReference = [&C = Counts] {};
// unknown unknown no: capture 'C' of the lambda is 'Counting &'; writes 'Count'
using CountingLambda = decltype(CountsByReference);
inline auto Shares = [P = std::make_shared<Counting>()] {};
// no no no: capture 'P' of the lambda is 'std::shared_ptr<Counting>'
using SharingLambda = decltype(Shares);
inline auto Owns = [P = std::make_unique<Counting>()] {};
// yes no no: capture 'P' of the lambda is 'std::unique_ptr<Counting>'
using OwningLambda = decltype(Owns);
inline auto Takes = [C = At] {};
// no yes no: capture 'C' of the lambda is 'Cursor'; annotated as not Send
using CursorLambda = decltype(Takes);
inline auto Outer = [Inner = Takes] {};
// no yes no: capture 'Inner' of the lambda is 'lambda'; capture 'C' of the
// lambda
using NestedLambda = decltype(Outer);
inline auto Points = [P = &Global] {};
// yes yes no: capture 'P' of the lambda is 'int *'
using PointerLambda = decltype(Points);

// no yes no: field 'C' of 'Functor' is 'Cursor'
struct Functor {
  Cursor C;
  void operator()() const {}
};
inline auto Bound = std::bind(work, 1, std::string());
// yes yes no: everything in
using BindObject = decltype(Bound);
inline auto BoundCursor = std::bind([](Cursor) {}, At);
// no yes no: holds 'Cursor'
using CursorBind = decltype(BoundCursor);
inline auto BoundReference =
    std::bind([](const Counting &) {}, std::ref(Counts));
// no no no: 'std::reference_wrapper<Counting>' shares 'Counting'
using ReferenceBind = decltype(BoundReference);
inline auto BoundMethod = std::bind(&Holder::run, Holder{1});
// yes yes no: everything in
using MethodBind = decltype(BoundMethod);
// unknown unknown no: what 'std::function<void ()>' holds is not known
using Erased = std::function<void()>;
