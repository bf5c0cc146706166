//===- fearless/annotations.h - What the checks cannot see ------*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Macros that tell the checks what a type or function promises, where its code
// does not show it. They expand to attributes of clang, which have no effect on
// the program, and to nothing in compilers that lack them. The header needs no
// other one, and C as much as C++.
//
// Other tools may rely on the attributes under the macros:
//
//   [[clang::annotate("fearless::WORD", ARGUMENTS...)]]
//
// where each argument is a string literal, or the number of a level. An
// annotation outranks what the checks derive, so a promise takes its reason: it
// is for the reader of the code, and fearless-unsound-send asks for it.
// FEARLESS_..._SEND and _SYNC stand between `class` and the name, all others
// before the declaration.
//
//   class FEARLESS_SEND("the handle may be used on any one thread") Decoder {
//     codec_t *Handle;
//   };
//   void post(FEARLESS_SPAWNS std::function<void()> Job);
//   FEARLESS_BLOCKING Reply ask(const Request &);
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_ANNOTATIONS_H
#define FEARLESS_ANNOTATIONS_H

/// FEARLESS_ANNOTATE("fearless::word", "argument"...) is the attribute itself.
/// Define it as empty before to leave all of them out.
#ifndef FEARLESS_ANNOTATE
#if defined(__cplusplus) && defined(__has_cpp_attribute)
#if __has_cpp_attribute(clang::annotate)
#define FEARLESS_ANNOTATE(...) [[clang::annotate(__VA_ARGS__)]]
#endif
#elif defined(__clang__)
#define FEARLESS_ANNOTATE(...) __attribute__((annotate(__VA_ARGS__)))
#endif
#endif
#ifndef FEARLESS_ANNOTATE
#define FEARLESS_ANNOTATE(...)
#endif

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// A value of this type may be moved or copied to another thread and used
/// there, although its fields do not show it.
#define FEARLESS_SEND(REASON) FEARLESS_ANNOTATE("fearless::send", REASON)

/// It may not: copies share something that is not protected, or it must be
/// used and destroyed on the thread that made it. Needs no reason, for it
/// promises nothing.
#define FEARLESS_NOT_SEND FEARLESS_ANNOTATE("fearless::not_send")

/// Several threads may make const accesses to one object at the same time.
#define FEARLESS_SYNC(REASON) FEARLESS_ANNOTATE("fearless::sync", REASON)

/// They may not, although the members are const.
#define FEARLESS_NOT_SYNC FEARLESS_ANNOTATE("fearless::not_sync")

/// Several threads may make accesses of any kind, except destruction, to one
/// object at the same time. Implies Sync.
#define FEARLESS_THREAD_SAFE(REASON)                                           \
  FEARLESS_ANNOTATE("fearless::thread_safe", REASON)

/// For templates: as above if the condition holds, and not if it does not. The
/// arguments are the condition and, behind it, the reason:
///
///   template <class T>
///   class FEARLESS_SEND_IF("send(T)", "owns its elements") Ring;
///
/// A condition is made of `send(T)`, `sync(T)`, `ts(T)` (thread-safe),
/// `shared(T)` and `view(T)` of template parameters, which for packs stand for
/// all, of `true` and `false`, and of `!`, `&`, `|` and parentheses.
#define FEARLESS_SEND_IF(...)                                                  \
  FEARLESS_ANNOTATE("fearless::send_if", __VA_ARGS__)
#define FEARLESS_SYNC_IF(...)                                                  \
  FEARLESS_ANNOTATE("fearless::sync_if", __VA_ARGS__)
#define FEARLESS_THREAD_SAFE_IF(...)                                           \
  FEARLESS_ANNOTATE("fearless::thread_safe_if", __VA_ARGS__)

/// Objects belong to one thread, and only that one may use them. WHERE says
/// which: "main thread", "thread that made it", "its event loop". Implies that
/// the type is neither Send nor Sync.
#define FEARLESS_THREAD_AFFINE(WHERE)                                          \
  FEARLESS_ANNOTATE("fearless::thread_affine", WHERE)

/// Objects are handles of a running thread or task. END says what the
/// destructor of one does that was neither joined nor detached: "join" waits,
/// "terminate" ends the program, "leak" lets the thread run on.
#define FEARLESS_HANDLE(END) FEARLESS_ANNOTATE("fearless::handle", END)

//===----------------------------------------------------------------------===//
// Parameters
//===----------------------------------------------------------------------===//

/// This callable runs on another thread, and may still do so when everything
/// that the caller knows has ended.
#define FEARLESS_SPAWNS FEARLESS_ANNOTATE("fearless::spawns")

/// This callable runs on another thread, and has ended at the latest when
/// - "call": the call returns;
/// - "this": the object that the function is a member of is destroyed;
/// - "result": the result, a handle, is joined or destroyed.
#define FEARLESS_SPAWNS_UNTIL(END) FEARLESS_ANNOTATE("fearless::spawns", END)

/// This callable, pointer or reference is not used any more when the call has
/// returned. It may have been used on other threads in the meantime only if the
/// parameter is marked as spawned, too.
#define FEARLESS_NO_ESCAPE FEARLESS_ANNOTATE("fearless::no_escape")

//===----------------------------------------------------------------------===//
// Locks
//===----------------------------------------------------------------------===//

/// This lock, a field or variable, has a level: whoever holds it takes only
/// locks of higher levels. LEVEL is a whole number, or a constant that is one.
#define FEARLESS_LOCK_LEVEL(LEVEL)                                             \
  FEARLESS_ANNOTATE("fearless::lock_level", LEVEL)

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

/// A call may wait for another thread, process or machine, or for time to
/// pass, so it does not belong under a lock.
#define FEARLESS_BLOCKING FEARLESS_ANNOTATE("fearless::blocking")

/// A call never waits, although its body may look like it.
#define FEARLESS_NON_BLOCKING FEARLESS_ANNOTATE("fearless::non_blocking")

/// Members of handles: a call returns once the thread has ended, and gives up
/// every way to wait for it, respectively.
#define FEARLESS_JOINS FEARLESS_ANNOTATE("fearless::joins")
#define FEARLESS_DETACHES FEARLESS_ANNOTATE("fearless::detaches")

#endif // FEARLESS_ANNOTATIONS_H
