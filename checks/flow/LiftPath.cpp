//===- LiftPath.cpp - Callees' paths -> callers' paths --------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/HeldLocks.h"

namespace fearless {

bool isLockOfGuard(const AccessPath &Path) {
  return (Path.From == AccessPath::Root::Parameter ||
          Path.From == AccessPath::Root::This) &&
         Path.Fields.size() == 1 && Path.Fields[0] == "guarded";
}

unsigned guardIndexOf(const AccessPath &Path) {
  return Path.From == AccessPath::Root::This ? GuardOfObject : Path.Index;
}

AccessPath liftPath(const AccessPath &Path, const LockCall &Call,
                    llvm::StringRef Caller) {
  // What a closure calls a parameter of the function around it.
  if (Path.From == AccessPath::Root::Local &&
      Path.Global == Caller.str() + " parameter") {
    AccessPath Own = Path;
    Own.From = AccessPath::Root::Parameter;
    Own.Global.clear();
    return Own;
  }
  AccessPath Unknown;
  if (const std::string Class = classOf(Path);
      !Class.empty() && !Path.Fields.empty())
    Unknown.Fields.push_back(Class);
  if (Path.From == AccessPath::Root::Local &&
      llvm::StringRef(Path.Global).starts_with(Call.Callee + " "))
    return Unknown;
  size_t Before = 0;
  if (Path.From == AccessPath::Root::This)
    Before = Call.On.Fields.size();
  else if (Path.From == AccessPath::Root::Parameter &&
           Path.Index < Call.Args.size())
    Before = Call.Args[Path.Index].Fields.size();
  if (Before + Path.Fields.size() <= AccessPath::MaxFields)
    if (AccessPath Lifted = Path.substitute(Call.On, Call.Args);
        Lifted.isKnown())
      return Lifted;
  return Unknown;
}

} // namespace fearless
