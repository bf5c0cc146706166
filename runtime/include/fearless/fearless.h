//===- fearless/fearless.h - The whole library ------------------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything there is. docs/runtime.md tells what to use when.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_FEARLESS_H
#define FEARLESS_FEARLESS_H

#include <fearless/actor.h>
#include <fearless/annotations.h>
#include <fearless/channel.h>
#include <fearless/mutex.h>
#include <fearless/once.h>
#include <fearless/parallel.h>
#include <fearless/rw_lock.h>
#include <fearless/shared.h>
#include <fearless/task.h>
#include <fearless/thread.h>
#include <fearless/thread_pool.h>

#endif // FEARLESS_FEARLESS_H
