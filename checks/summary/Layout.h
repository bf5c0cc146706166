//===- Layout.h - The layout of every record of a unit file -----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Said once, for all who go over the records of a unit file: an Io writes them,
// reads them, or looks at them. It has
//
//   Changes, Reads
//                 whether it changes what it is given, and whether that is
//                 empty before and filled in
//   number, flag, word (of an enumeration), text, file (a text that is a path),
//   path (an AccessPath), all (of a container), functions
//
// A part is added by a member of UnitFile and a layout here, and by what
// merging it means in MergeSummaries.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_SUMMARY_LAYOUT_H
#define FEARLESS_CHECKS_SUMMARY_LAYOUT_H

#include "summary/UnitFile.h"

namespace fearless {

/// A record as an Io takes it.
template <class Io, class T>
using As = std::conditional_t<Io::Changes, T, const T>;

/// Containers of which most are empty: a number says which are not.
template <class Io, class... Parts> void sparse(Io &To, Parts &...All) {
  unsigned Present = 0, Bit = 1;
  if constexpr (!Io::Reads)
    ((Present |= All.empty() ? 0 : Bit, Bit <<= 1), ...);
  To.number(Present);
  Bit = 1;
  const auto One = [&](auto &Part) {
    if (Present & std::exchange(Bit, Bit << 1))
      To.all(Part);
  };
  (One(All), ...);
}

template <class Io> void layout(Io &To, As<Io, std::string> &Text) {
  To.text(Text);
}

template <class Io> void layout(Io &To, As<Io, unsigned> &N) { To.number(N); }

template <class Io> void layout(Io &To, As<Io, bool> &B) { To.flag(B); }

template <class Io> void layout(Io &To, As<Io, AccessPath> &P) { To.path(P); }

template <class Io> void layout(Io &To, As<Io, Place> &P) {
  To.file(P.File);
  To.number(P.Line);
  To.number(P.Column);
}

template <class Io> void layout(Io &To, As<Io, CalledFunction> &C) {
  To.text(C.Entity);
  To.flag(C.IsVirtual);
}

// --- findings ----------------------------------------------------------------

template <class Io> void layout(Io &To, As<Io, Step> &S) {
  layout(To, S.At);
  To.text(S.Message);
}

template <class Io> void layout(Io &To, As<Io, Edit> &E) {
  layout(To, E.Begin);
  layout(To, E.End);
  To.text(E.Text);
}

template <class Io> void layout(Io &To, As<Io, Enclosing> &E) {
  To.text(E.Key);
  To.text(E.Name);
  To.flag(E.OfOneFile);
}

template <class Io> void layout(Io &To, As<Io, Finding> &F) {
  To.text(F.Check);
  layout(To, F.At);
  To.text(F.Message);
  To.all(F.Steps);
  To.word(F.Sureness, Confidence::Possible);
  layout(To, F.In);
  sparse(To, F.Unknowns, F.Fixes, F.Identity);
}

template <class Io> void layout(Io &To, As<Io, QuietPlace> &Q) {
  To.text(Q.Check);
  layout(To, Q.At);
}

template <class Io> void layout(Io &To, As<Io, Suppression> &S) {
  To.text(S.Word);
  layout(To, S.At);
  To.text(S.Checks);
  To.number(S.First);
  To.number(S.Last);
}

template <class Io> void layout(Io &To, As<Io, Profile> &P) {
  To.word(P, Profile::Strict);
}

template <class Io> void layout(Io &To, As<Io, OpenCapture::Case> &C) {
  To.word(C.If, Supposition::ElsewhereRun);
  layout(To, C.Then);
}

template <class Io> void layout(Io &To, As<Io, OpenCapture> &O) {
  layout(To, O.To);
  To.number(O.Parameter);
  To.all(O.Unseen);
  To.all(O.Cases);
}

template <class Io> void layout(Io &To, As<Io, LargeFunction> &F) {
  To.text(F.Name);
  layout(To, F.At);
}

template <class Io> void layout(Io &To, As<Io, UnitCounts> &C) {
  To.number(C.Functions);
  To.number(C.Broken);
  To.number(C.Calls);
  To.number(C.Indirect);
  To.number(C.Unseen);
  To.all(C.TooLarge);
}

template <class Io> void layout(Io &To, As<Io, UnitRecord> &U) {
  To.file(U.File);
  To.files(U.Files);
  To.all(U.Checks);
  To.text(U.HeaderFilter);
  To.text(U.ExcludeHeaderFilter);
  To.all(U.Results.Reported);
  To.all(U.Results.Suppressed);
  To.all(U.Results.BelowProfile);
  To.all(U.Results.QuietAt);
  To.all(U.Open);
  To.all(U.Comments);
  To.flag(U.Broken);
  layout(To, U.Counts);
}

// --- what functions do to their inputs ---------------------------------------

template <class Io> void layout(Io &To, As<Io, Hop> &H) {
  layout(To, H.At);
  To.text(H.What);
}

template <class Io> void layout(Io &To, As<Io, Origin> &O) {
  layout(To, O.Of);
  To.flag(O.Address);
}

template <class Io> void layout(Io &To, As<Io, Escape> &E) {
  To.word(E.Where, Destination::Unknown);
  layout(To, E.What);
  layout(To, E.Keeper);
  To.text(E.Doubt);
  To.text(E.Noun);
  To.all(E.Way);
}

template <class Io> void layout(Io &To, As<Io, Passing> &P) {
  layout(To, P.What);
  layout(To, P.To);
  To.number(P.Parameter);
  layout(To, P.On);
  To.all(P.Args);
  layout(To, P.At);
}

template <class Io> void layout(Io &To, As<Io, FunctionSummary> &F) {
  To.text(F.Entity);
  To.text(F.Name);
  layout(To, F.At);
  sparse(To, F.Escapes, F.Runs, F.Calls, F.Starts, F.Passes);
}

// --- what functions do to locks ----------------------------------------------

template <class Io> void layout(Io &To, As<Io, LockObject> &O) {
  layout(To, O.Path);
  To.text(O.Text);
  To.text(O.Name);
  To.flag(O.One);
  To.flag(O.Recursive);
  To.flag(O.Spin);
  To.flag(O.MayRecurse);
  To.flag(O.ByName);
}

template <class Io> void layout(Io &To, As<Io, LockAt> &L) {
  To.number(L.Lock);
  To.word(L.Mode, LockMode::Shared);
  To.flag(L.Try);
  layout(To, L.Since);
  To.text(L.Taker);
}

template <class Io> void layout(Io &To, As<Io, BlockingCall> &B) {
  To.text(B.Name);
  To.text(B.Waits);
  To.number(B.Tier);
  To.flag(B.LetsGo);
  To.text(B.Macro);
  layout(To, B.Started);
}

template <class Io> void layout(Io &To, As<Io, LockCall> &C) {
  To.text(C.Callee);
  To.text(C.Name);
  To.flag(C.IsVirtual);
  To.flag(C.IsDestructor);
  To.flag(C.BlockingIsDeclared);
  To.word(C.Doubt, CallDoubt::OldTarget);
  layout(To, C.On);
  sparse(To, C.Args, C.Runs, C.Flags);
  To.word(C.Unknown, UnknownCallee::FunctionPointer);
  if (C.Unknown != UnknownCallee::None)
    layout(To, C.Callable);
}

template <class Io> void layout(Io &To, As<Io, LockEvent> &E) {
  To.word(E.What, LockEvent::Kind::Call);
  layout(To, E.At);
  To.flag(E.OnlyForLastOwner);
  sparse(To, E.Given, E.Held, E.Released, E.Taken, E.Lets, E.GuardLocks);
  if (E.What == LockEvent::Kind::Block)
    layout(To, E.Blocks);
  if (E.What == LockEvent::Kind::Call)
    layout(To, E.Called);
}

template <class Io> void layout(Io &To, As<Io, LockEffects::Left> &L) {
  layout(To, L.Lock);
  To.word(L.Mode, LockMode::Shared);
}

template <class Io> void layout(Io &To, As<Io, LockInit> &I) {
  layout(To, I.Lock);
  To.word(I.How, LockMaking::Passed);
  To.text(I.By);
  To.number(I.Argument);
}

template <class Io> void layout(Io &To, As<Io, LockSummary> &S) {
  To.text(S.Entity);
  To.text(S.Name);
  layout(To, S.In);
  layout(To, S.At);
  sparse(To, S.Objects, S.Events, S.Effects.Leaves, S.Effects.Returns,
         S.Effects.Releases, S.Inits);
  To.flag(S.OrdersObjects);
  To.flag(S.Constructs);
  To.flag(S.Spawned);
  To.flag(S.GaveUp);
}

template <class Io> void layout(Io &To, As<Io, LockOrder> &O) {
  To.text(O.First);
  To.text(O.Second);
  To.text(O.FirstName);
  To.text(O.SecondName);
  layout(To, O.At);
}

template <class Io> void layout(Io &To, As<Io, LockLevel> &L) {
  To.text(L.Lock);
  To.text(L.Name);
  To.number(L.Level);
  layout(To, L.At);
}

// --- the file ----------------------------------------------------------------

template <class Io> void layout(Io &To, As<Io, UnitFile> &U) {
  To.functions(U.Summary.Functions);
  To.all(U.Summary.Overriders);
  To.all(U.Locks);
  To.all(U.Orders);
  To.all(U.Levels);
  To.all(U.Units);
}

} // namespace fearless

#endif
