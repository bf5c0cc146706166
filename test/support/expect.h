//===- expect.h - The least that a test program needs -----------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For programs that are built with a sanitizer, which libraries that are not
// would confuse. The first failure ends the program.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_TEST_EXPECT_H
#define FEARLESS_TEST_EXPECT_H

#include <cstdio>
#include <cstdlib>

#define EXPECT(...)                                                            \
  ((__VA_ARGS__) ? void()                                                      \
                 : (std::fprintf(stderr, "%s:%d: not so: %s\n", __FILE__,      \
                                 __LINE__, #__VA_ARGS__),                      \
                    std::_Exit(1)))

/// Whether `body` throws an E.
template <class E, class F> bool throws(F &&body) {
  try {
    body();
  } catch (const E &) {
    return true;
  }
  return false;
}

#endif // FEARLESS_TEST_EXPECT_H
