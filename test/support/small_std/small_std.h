//===- small_std.h - As much of the standard library as tests name --------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Little more than declarations, which parse in milliseconds: for tests of
// thousands of inputs, where the headers of the library would be all of the
// cost.
//
//===----------------------------------------------------------------------===//

#pragma once
#pragma GCC system_header

extern "C" int printf(const char *, ...) noexcept;
extern "C" int puts(const char *) noexcept;

namespace std {
using size_t = decltype(sizeof(0));
using ptrdiff_t = decltype((char *)0 - (char *)0);
using nullptr_t = decltype(nullptr);
using ::printf;
using ::puts;

template <class T> struct remove_reference {
  using type = T;
};
template <class T> struct remove_reference<T &> {
  using type = T;
};
template <class T> struct remove_reference<T &&> {
  using type = T;
};
template <class T> using bare = typename remove_reference<T>::type;
template <class T> bare<T> &&move(T &&) noexcept { __builtin_unreachable(); }
template <class T> T &&forward(bare<T> &) noexcept { __builtin_unreachable(); }
template <class T> T &&forward(bare<T> &&) noexcept { __builtin_unreachable(); }
template <class T> T &&declval() noexcept;
template <class T> void swap(T &, T &) noexcept;
template <class T, class U = T> T exchange(T &, U &&) noexcept {
  __builtin_unreachable();
}

template <class T> class initializer_list {
  const T *Begin;
  size_t Size;

public:
  const T *begin() const noexcept;
  const T *end() const noexcept;
};

template <class A, class B> struct pair {
  A first;
  B second;
};
template <class T> struct hash;
template <class T> class reference_wrapper {
public:
  reference_wrapper(T &) noexcept;
  operator T &() const noexcept;
};
template <class T> reference_wrapper<T> ref(T &) noexcept;
template <class T> reference_wrapper<const T> cref(const T &) noexcept;

template <class T> class allocator {};

template <class T> class sequence {
public:
  using value_type = T;
  using iterator = T *;
  using const_iterator = const T *;
  T *begin() noexcept;
  T *end() noexcept;
  const T *begin() const noexcept;
  const T *end() const noexcept;
  bool empty() const noexcept;
  size_t size() const noexcept;
  void clear() noexcept;
};

template <class T, class A = allocator<T>> class vector : public sequence<T> {
public:
  vector() noexcept;
  explicit vector(size_t);
  vector(size_t, const T &);
  vector(initializer_list<T>);
  vector(const vector &);
  vector(vector &&) noexcept;
  vector &operator=(const vector &);
  vector &operator=(vector &&) noexcept;
  ~vector();
  T &operator[](size_t) noexcept;
  const T &operator[](size_t) const noexcept;
  T &front() noexcept;
  T &back() noexcept;
  T *data() noexcept;
  void reserve(size_t);
  void resize(size_t);
  void push_back(const T &);
  void push_back(T &&);
  void erase(T *);
  template <class... As> T &emplace_back(As &&...) { __builtin_unreachable(); }
  void pop_back() noexcept;
  void swap(vector &) noexcept;
};
template <class T, class A = allocator<T>> class deque : public vector<T, A> {
public:
  using vector<T, A>::vector;
  void pop_front() noexcept;
  void push_front(T);
};
template <class T, class A = allocator<T>> class list : public deque<T, A> {};
template <class T, size_t N> class array : public sequence<T> {
public:
  T &operator[](size_t) noexcept;
};
template <class T, class C = deque<T>> class queue {
public:
  void push(const T &);
  void push(T &&);
  template <class... As> void emplace(As &&...) { __builtin_unreachable(); }
  T &front() noexcept;
  void pop() noexcept;
  bool empty() const noexcept;
};
template <class K, class V> class map : public sequence<pair<const K, V>> {
public:
  V &operator[](const K &);
  V &at(const K &);
  size_t count(const K &) const;
  pair<const K, V> *find(const K &);
  template <class... As> void emplace(As &&...) { __builtin_unreachable(); }
  template <class... As> void try_emplace(const K &, As &&...) {
    __builtin_unreachable();
  }
  void erase(const K &);
};
template <class K, class V> class unordered_map : public map<K, V> {};

class string : public sequence<char> {
public:
  string() noexcept;
  string(const char *);
  string(size_t, char);
  string(const string &);
  string(string &&) noexcept;
  explicit string(class string_view);
  string &operator=(const string &);
  string &operator=(string &&) noexcept;
  ~string();
  string &operator+=(const string &);
  string &operator+=(char);
  char &operator[](size_t) noexcept;
  char &back() noexcept;
  const char *c_str() const noexcept;
  string substr(size_t, size_t = 0) const;
};
string operator+(const string &, const string &);
bool operator==(const string &, const string &) noexcept;
string to_string(int);
class string_view : public sequence<char> {
public:
  string_view() noexcept;
  string_view(const char *) noexcept;
  string_view(const string &) noexcept;
  const char *data() const noexcept;
  string_view substr(size_t, size_t = 0) const noexcept;
};

template <class T> struct default_delete {
  void operator()(T *) const;
};
template <class T, class D = default_delete<T>> class unique_ptr {
public:
  unique_ptr() noexcept;
  unique_ptr(nullptr_t) noexcept;
  explicit unique_ptr(T *) noexcept;
  unique_ptr(unique_ptr &&) noexcept;
  unique_ptr &operator=(unique_ptr &&) noexcept;
  ~unique_ptr();
  T &operator*() const noexcept;
  T *operator->() const noexcept;
  T *get() const noexcept;
  T *release() noexcept;
  void reset(T * = nullptr) noexcept;
  explicit operator bool() const noexcept;
};
template <class T, class D> class unique_ptr<T[], D> : public unique_ptr<T, D> {
public:
  explicit unique_ptr(T *) noexcept;
  T &operator[](size_t) const noexcept;
};
template <class T> class optional {
public:
  optional() noexcept;
  optional(T) noexcept;
  T &operator*() noexcept;
  T *operator->() noexcept;
  template <class... As> T &emplace(As &&...) { __builtin_unreachable(); }
  void reset() noexcept;
  bool has_value() const noexcept;
  explicit operator bool() const noexcept;
};
template <class T, class D>
bool operator!=(const unique_ptr<T, D> &, nullptr_t) noexcept;
template <class T> class shared_ptr {
public:
  shared_ptr() noexcept;
  template <class U> explicit shared_ptr(U *) { __builtin_unreachable(); }
  shared_ptr(const shared_ptr &) noexcept;
  shared_ptr(shared_ptr &&) noexcept;
  shared_ptr &operator=(const shared_ptr &) noexcept;
  shared_ptr &operator=(shared_ptr &&) noexcept;
  ~shared_ptr();
  T &operator*() const noexcept;
  T *operator->() const noexcept;
  T *get() const noexcept;
  explicit operator bool() const noexcept;
};
template <class T> class weak_ptr {
public:
  weak_ptr(const shared_ptr<T> &) noexcept;
  shared_ptr<T> lock() const noexcept;
};
template <class T> class enable_shared_from_this {
public:
  shared_ptr<T> shared_from_this();
  weak_ptr<T> weak_from_this() noexcept;
};
template <class T, class... As> unique_ptr<T> make_unique(As &&...) {
  __builtin_unreachable();
}
template <class T, class... As> shared_ptr<T> make_shared(As &&...) {
  __builtin_unreachable();
}

template <class> class function;
template <class R, class... As> class function<R(As...)> {
public:
  function() noexcept;
  function(nullptr_t) noexcept;
  template <class F> function(F) { __builtin_unreachable(); }
  function(const function &);
  function(function &&) noexcept;
  function &operator=(const function &);
  function &operator=(function &&) noexcept;
  ~function();
  R operator()(As...) const;
  explicit operator bool() const noexcept;
};
struct bound {
  template <class... As> void operator()(As &&...) const {
    __builtin_unreachable();
  }
};
template <class F, class... As> bound bind(F &&, As &&...) {
  __builtin_unreachable();
}
template <class F> F mem_fn(F) noexcept { __builtin_unreachable(); }
} // namespace std

#include "small_threads.h"
