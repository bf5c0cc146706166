// RUN: %types %s -std=c++20
// Owners, containers, views and callables of the standard library.
#include <any>
#include <array>
#include <bitset>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <memory_resource>
#include <optional>
#include <queue>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <variant>
#include <vector>

class Counting {
  mutable int Count = 0;

public:
  int next() const { return ++Count; }
};
struct Unseen;
struct Shape {
  virtual ~Shape() = default;
};
struct Tree {
  std::unique_ptr<Tree> Left, Right;
  std::vector<Tree> More;
  int Value;
};

// yes yes no: everything in 'std::string' is Send
using String = std::string;
// yes yes no: everything in 'std::vector<int>' is Send
using Vector = std::vector<int>;
// yes yes no: its elements share words
using Bits = std::vector<bool>;
// yes yes no: its elements share words
using Bitset = std::bitset<8>;
// yes yes no: calls that change it race
using Map = std::map<std::string, std::vector<int>>;
// yes yes no: calls that change it race
using HashMap = std::unordered_map<std::string, int>;
// yes yes no: everything in
using Set = std::set<double>;
// yes yes no: everything in
using List = std::list<char>;
// yes yes no: everything in
using Queue = std::queue<int, std::deque<int>>;
// yes yes no: everything in
using Heap = std::priority_queue<int>;
// yes no no: 'std::vector<Counting>' holds 'Counting'; writes 'Count'
using CountingVector = std::vector<Counting>;
// yes no no: 'std::map<int, Counting>' holds 'Counting'
using CountingMap = std::map<int, Counting>;
// yes yes no: field
using OfTree = Tree;
// yes yes no: everything in
using Pair = std::pair<int, std::string>;
// yes no no: holds 'Counting'
using Tuple = std::tuple<int, Counting>;
// yes yes no: there is nothing in 'std::tuple<>'
using Nothing = std::tuple<>;
// yes yes no: everything in
using Optional = std::optional<int>;
// yes no no: holds 'Counting'
using Variant = std::variant<int, Counting>;
// yes no no: holds 'Counting'
using Array = std::array<Counting, 3>;

// yes yes no: 'std::unique_ptr<int>' holds 'int'; 'std::unique_ptr<int>' shares
// 'int'
using Unique = std::unique_ptr<int>;
// yes no no: 'std::unique_ptr<Counting>' shares 'Counting'; writes 'Count'
using UniqueCounting = std::unique_ptr<Counting>;
// unknown unknown no: 'Unseen' is not defined here
using Pimpl = std::unique_ptr<Unseen>;
// yes unknown no: the object may be of a class derived from 'Shape'
using UniqueShape = std::unique_ptr<Shape>;
// yes yes no: only the count is atomic, not the pointer beside it
using Shared = std::shared_ptr<int>;
// yes yes no: shares 'const int'
using SharedConst = std::shared_ptr<const int>;
// no no no: 'std::shared_ptr<Counting>' shares 'Counting'; writes 'Count'
using SharedCounting = std::shared_ptr<Counting>;
// no no no: shares 'const Counting'
using SharedConstCounting = std::shared_ptr<const Counting>;
// no no no: 'std::weak_ptr<Counting>' shares 'Counting'
using Weak = std::weak_ptr<Counting>;
// no no no: holds 'std::shared_ptr<Counting>'; shares 'Counting'
using SharedVector = std::vector<std::shared_ptr<Counting>>;
// unknown unknown no: 'std::shared_ptr<Shape>' shares 'Shape'
using SharedShape = std::shared_ptr<Shape>;
// unknown unknown no: is not defined here
using SharedUnseen = std::shared_ptr<Unseen>;

// yes yes no: std::string_view
using StringView = std::string_view;
// yes yes no: 'std::span<int>' shares 'int'
using Span = std::span<int>;
// no no no: 'std::span<Counting>' shares 'Counting'
using CountingSpan = std::span<Counting>;
// yes yes no: shares 'int'
using Reference = std::reference_wrapper<int>;
// no no no: shares 'Counting'
using CountingReference = std::reference_wrapper<Counting>;
// yes yes no: a pointer leads to 'int'
using VectorIterator = std::vector<int>::iterator;
// yes yes no: shares 'std::pair<const int, int>'
using MapIterator = std::map<int, int>::const_iterator;

// unknown unknown no: what 'std::function<void ()>' holds is not known from its
// type
using Function = std::function<void()>;
// unknown unknown unknown: no row speaks of 'std::any'
using Any = std::any;
// yes yes no: model 'std'
using Exception = std::exception_ptr;
// yes yes no: model 'std'
using Path = std::filesystem::path;
// unknown yes no: whether others use its memory resource is not known
using PmrVector = std::pmr::vector<int>;
// yes yes yes: model 'std'
using SynchronizedPool = std::pmr::synchronized_pool_resource;
// yes yes no: it may not be accessed by several threads at the same time
using Pool = std::pmr::unsynchronized_pool_resource;
// yes yes yes: model 'std'
using Allocator = std::allocator<int>;
