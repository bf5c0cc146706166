// Annotations are attributes for clang, in C++ and C, and nothing where
// they are left out, as in compilers that lack them.
// RUN: %clangxx -std=c++20 -Wall -Wextra -pedantic -Werror -I %root/runtime/include \
// RUN:   -fsyntax-only -Xclang -ast-dump %s | FileCheck %s
// RUN: %clangxx -x c -std=c17 -Wall -Wextra -pedantic -Werror -I %root/runtime/include \
// RUN:   -fsyntax-only -Xclang -ast-dump %s | FileCheck %s --check-prefix C
// RUN: %clangxx -std=c++20 -Wall -Wextra -pedantic -Werror -I %root/runtime/include \
// RUN:   "-DFEARLESS_ANNOTATE(...)=" -fsyntax-only -Xclang -ast-dump %s | FileCheck %s --check-prefix NONE
// NONE-NOT: AnnotateAttr

#include <fearless/annotations.h>

// CHECK-LABEL: CXXRecordDecl {{.*}} class Decoder
// CHECK: AnnotateAttr {{.*}} "fearless::send"
// CHECK: StringLiteral {{.*}} "one codec handle, used by one thread at a time"
// CHECK: AnnotateAttr {{.*}} "fearless::not_sync"
#ifdef __cplusplus
class FEARLESS_SEND("one codec handle, used by one thread at a time")
    FEARLESS_NOT_SYNC Decoder {};

// CHECK-LABEL: ClassTemplateDecl {{.*}} Ring
// CHECK: AnnotateAttr {{.*}} "fearless::send_if"
// CHECK: StringLiteral {{.*}} "send(T) & !view(T)"
// CHECK: StringLiteral {{.*}} "owns its elements"
// CHECK: AnnotateAttr {{.*}} "fearless::sync_if"
// CHECK: AnnotateAttr {{.*}} "fearless::thread_safe_if"
template <class T>
class FEARLESS_SEND_IF("send(T) & !view(T)", "owns its elements")
    FEARLESS_SYNC_IF("sync(T)") FEARLESS_THREAD_SAFE_IF("ts(T)") Ring {};

// CHECK-LABEL: CXXRecordDecl {{.*}} class Registry
// CHECK: AnnotateAttr {{.*}} "fearless::sync"
// CHECK: AnnotateAttr {{.*}} "fearless::thread_safe"
class FEARLESS_SYNC("immutable") FEARLESS_THREAD_SAFE("locks inside") Registry {
};

// CHECK-LABEL: CXXRecordDecl {{.*}} class Window
// CHECK: AnnotateAttr {{.*}} "fearless::thread_affine"
// CHECK: StringLiteral {{.*}} "main thread"
class FEARLESS_THREAD_AFFINE("main thread") Window {};

// CHECK-LABEL: CXXRecordDecl {{.*}} class Worker
// CHECK: AnnotateAttr {{.*}} "fearless::handle"
// CHECK: CXXMethodDecl {{.*}} wait
// CHECK: AnnotateAttr {{.*}} "fearless::blocking"
// CHECK: AnnotateAttr {{.*}} "fearless::joins"
// CHECK: CXXMethodDecl {{.*}} drop
// CHECK: AnnotateAttr {{.*}} "fearless::detaches"
class FEARLESS_HANDLE("terminate") Worker {
public:
  FEARLESS_BLOCKING FEARLESS_JOINS void wait();
  FEARLESS_DETACHES void drop();
};
#endif

struct FEARLESS_NOT_SEND Count {
  int Value;
};
// CHECK-LABEL: CXXRecordDecl {{.*}} struct Count
// CHECK: AnnotateAttr {{.*}} "fearless::not_send"
// C-LABEL: RecordDecl {{.*}} struct Count
// C: AnnotateAttr {{.*}} "fearless::not_send"

enum { CacheLevel = 20 };
struct Cache {
  FEARLESS_LOCK_LEVEL(CacheLevel) int Lock;
};
// CHECK-LABEL: CXXRecordDecl {{.*}} struct Cache
// CHECK: FieldDecl {{.*}} Lock
// CHECK: AnnotateAttr {{.*}} "fearless::lock_level"
// C-LABEL: RecordDecl {{.*}} struct Cache
// C: AnnotateAttr {{.*}} "fearless::lock_level"

FEARLESS_NON_BLOCKING int forEach(FEARLESS_SPAWNS_UNTIL("call")
                                      FEARLESS_NO_ESCAPE void (*Body)(int));
// CHECK-LABEL: FunctionDecl {{.*}} forEach
// CHECK: ParmVarDecl {{.*}} Body
// CHECK: AnnotateAttr {{.*}} "fearless::spawns"
// CHECK: StringLiteral {{.*}} "call"
// CHECK: AnnotateAttr {{.*}} "fearless::no_escape"
// CHECK: AnnotateAttr {{.*}} "fearless::non_blocking"
// C-LABEL: FunctionDecl {{.*}} forEach
// C: AnnotateAttr {{.*}} "fearless::spawns"
// C: AnnotateAttr {{.*}} "fearless::no_escape"
// C: AnnotateAttr {{.*}} "fearless::non_blocking"

void post(FEARLESS_SPAWNS void (*Job)(void));
// CHECK-LABEL: FunctionDecl {{.*}} post
// CHECK: ParmVarDecl {{.*}} Job
// CHECK-NEXT: AnnotateAttr {{.*}} "fearless::spawns"
