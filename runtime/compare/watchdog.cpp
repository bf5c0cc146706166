//===- watchdog.cpp - Ends programs in which nothing goes on --------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Linked to samples that are built with a sanitizer. A thread looks at all
// others: if for a while none has run or been woken, they wait for each other,
// or for nobody. Then it prints the stack of each and ends the program with
// status 66. How fast the machine is does not matter, only that sleeps of the
// samples are shorter than the while. Linux only.
//
// Not seen: threads that wait for each other while a third one goes on, and
// those that spin.
//
//===----------------------------------------------------------------------===//

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <pthread.h>
#include <sanitizer/common_interface_defs.h>
#include <string>
#include <sys/syscall.h>
#include <unistd.h>
#include <vector>

static constexpr int MicrosecondsBetweenLooks = 100000;
static constexpr int LooksUntilDeadlock = 15;
static constexpr int DeadlockStatus = 66;

static std::atomic<int> StacksPrinted = 0;

static std::vector<std::string> otherThreads() {
  std::vector<std::string> Ids;
  DIR *Tasks = opendir("/proc/self/task");
  if (!Tasks)
    return Ids;
  const std::string Self = std::to_string(syscall(SYS_gettid));
  while (dirent *Entry = readdir(Tasks))
    if (Entry->d_name[0] != '.' && Entry->d_name != Self)
      Ids.push_back(Entry->d_name);
  closedir(Tasks);
  return Ids;
}

/// ThreadSanitizer's own thread, which wakes now and then, takes no signals.
static bool takesSignals(const std::string &SigBlkLine) {
  const auto Blocked =
      strtoull(SigBlkLine.c_str() + SigBlkLine.find('\t'), nullptr, 16);
  return !(Blocked >> (SIGUSR1 - 1) & 1);
}

/// What changes when the thread runs: its switches, and its state.
static std::string activityOf(const std::string &Id) {
  std::string Lines;
  FILE *Status = fopen(("/proc/self/task/" + Id + "/status").c_str(), "r");
  if (!Status)
    return Lines;
  char Line[256];
  while (fgets(Line, sizeof Line, Status)) {
    const std::string Text = Line;
    if (Text.starts_with("State:") || Text.find("ctxt_switches:") != Text.npos)
      Lines += Text;
    if (Text.starts_with("SigBlk:") && !takesSignals(Text)) {
      fclose(Status);
      return "";
    }
  }
  fclose(Status);
  return Lines;
}

static void printStack(int) {
  fprintf(stderr, "thread %ld:\n", syscall(SYS_gettid));
  __sanitizer_print_stack_trace();
  ++StacksPrinted;
}

static void printStacks() {
  signal(SIGUSR1, printStack);
  int Wanted = 0;
  for (const std::string &Id : otherThreads()) {
    syscall(SYS_tgkill, getpid(), atoi(Id.c_str()), SIGUSR1);
    ++Wanted;
    for (int Look = 0; Look < 50 && StacksPrinted < Wanted; ++Look)
      usleep(MicrosecondsBetweenLooks);
  }
}

static void *watch(void *) {
  std::string Before;
  int Quiet = 0;
  while (true) {
    usleep(MicrosecondsBetweenLooks);
    std::string Now;
    for (const std::string &Id : otherThreads())
      Now += Id + "\n" + activityOf(Id);
    const bool Asleep = Now.find("State:\tR") == Now.npos;
    Quiet = Asleep && Now == Before ? Quiet + 1 : 0;
    Before = std::move(Now);
    if (Quiet < LooksUntilDeadlock)
      continue;
    fprintf(stderr, "watchdog: deadlock, no thread goes on\n");
#if __has_feature(address_sanitizer)
    printStacks();
#endif
    _exit(DeadlockStatus);
  }
}

__attribute__((constructor)) static void startWatching() {
  pthread_t Watcher;
  if (pthread_create(&Watcher, nullptr, watch, nullptr) == 0)
    pthread_detach(Watcher);
}
