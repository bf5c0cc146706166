// RUN: %types %s -std=c++20
// Built-in types, pointers, arrays, enumerations, unions and plain aggregates.
struct Point {
  int X, Y;
};
struct Unseen;
class Shape {
public:
  virtual ~Shape() = default;
};
class Circle final : public Shape {};
class Counting {
  mutable int Count = 0;

public:
  int next() const { return ++Count; }
};

// yes yes no: 'int' is a built-in type; two threads that write one 'int' race
using Int = int;
// yes yes yes: 'int' is a built-in type
using ConstInt = const int;
// yes yes no: two threads that write one 'int' race
using VolatileInt = volatile int;
// yes yes no: built-in
using Real = long double;
// yes yes no: built-in
using Null = decltype(nullptr);
// yes yes no: 'Color' is an enumeration
enum class Color { Red, Green };
// yes yes no: 'Flags' is an enumeration
enum Flags : unsigned char { None, Some };
// yes yes no: a pointer leads to 'int'; write one pointer race
using IntPointer = int *;
// yes yes yes: a pointer leads to 'const int'
using FixedPointer = const int *const;
// unknown unknown no: says nothing about what it points to
using Anything = void *;
// yes yes no: code is the same for all threads
using Function = void (*)(int);
// yes yes no: built-in
using MemberPointer = int Point::*;
// yes yes no: built-in
using MethodPointer = int (Counting::*)() const;
// yes yes no: its elements are 'int'
using Array = int[4];
// yes yes no: its elements are 'Point'; field 'X' of 'Point' is 'int'
using Grid = Point[2][3];
// yes yes no: a reference leads to 'int'; write one 'int' race
using Reference = int &;
// yes yes yes: a reference leads to 'const int'
using ConstReference = const int &;
// unknown unknown no: a pointer leads to 'Unseen'; 'Unseen' is not defined here
using Opaque = Unseen *;
// unknown unknown no: may be of a class derived from 'Shape'
using AnyShape = Shape *;
// yes yes no: a pointer leads to 'Circle'
using OneCircle = Circle *;
// unknown unknown no: a pointer leads to 'Counting'; writes 'Count' here
using CountingPointer = Counting *;
// unknown unknown no: a reference leads to 'Counting'; writes 'Count'
using CountingReference = Counting &;

// yes yes yes: there is nothing in 'Empty'
struct Empty {};
// yes yes no: all that is in 'Plain' is Send; field 'Name' of 'Plain' is
// 'char[16]'
struct Plain {
  char Name[16];
  double Value;
};
// yes yes yes: all that is in 'AllConst' is ThreadSafe
struct AllConst {
  const int A = 0;
  const Point P = {};
};
// yes yes no: field 'First' of 'Bits' is 'unsigned int'
struct Bits {
  unsigned First : 3;
  unsigned : 0;
  unsigned Second : 5;
};
// yes yes no: field 'I' of
union Either {
  int I;
  float F;
};
// yes yes no: field 'Inner' of
struct WithAnonymous {
  union {
    int Inner;
    struct {
      short A, B;
    };
  };
};
// yes no no: 'next' of 'Counting' is const, but writes 'Count'; field 'Deep' of
struct HidesInAnonymous {
  struct {
    Counting Deep;
  };
};
// yes yes no: all that is in 'Node' is Send
struct Node {
  Node *Next;
  int Value;
};
// yes yes no: all that is in 'Even' is Send
struct Even {
  struct Odd *Next;
};
struct Odd {
  Even *Next;
};
// yes no no: 'Counting' is a base of 'Derived'
class Derived : public Counting {
  int Own = 0;
};
// yes no no: 'Counting' is a base of 'PrivatelyDerived'
class PrivatelyDerived : Counting {};
// yes no no: 'Counting' is a base of 'VirtuallyDerived'
class VirtuallyDerived : virtual Counting {};
// yes no no: is a base of 'Diamond'; writes 'Count'
class Diamond : VirtuallyDerived, virtual Counting {};
// yes no no: its elements are 'Counting'
using CountingArray = Counting[2];
// yes no no: field 'Both' of
struct HoldsArray {
  Counting Both[2];
};
// unknown unknown no: field 'Impl' of 'Hidden' is 'Unseen *'; is not defined
// here
class Hidden {
  Unseen *Impl;
};
