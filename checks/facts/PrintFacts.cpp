//===- PrintFacts.cpp - Facts as text -------------------------------------===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "facts/Facts.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace fearless {

static llvm::StringRef nameOf(StorageKind K) {
  switch (K) {
  case StorageKind::Local:
    return "local";
  case StorageKind::Parameter:
    return "parameter";
  case StorageKind::Callers:
    return "caller's";
  case StorageKind::Temporary:
    return "temporary";
  case StorageKind::ClosureCopy:
    return "closure copy";
  case StorageKind::UnknownClosureCopy:
    return "closure copy of unknown end";
  case StorageKind::Enclosing:
    return "enclosing local";
  case StorageKind::This:
    return "this";
  case StorageKind::Outside:
    return "outside";
  }
  return "";
}

static llvm::StringRef nameOf(LoanKind K) {
  switch (K) {
  case LoanKind::ReferenceCapture:
    return "reference capture of";
  case LoanKind::Address:
    return "address of";
  case LoanKind::Reference:
    return "reference to";
  case LoanKind::View:
    return "view of";
  case LoanKind::Decay:
    return "decayed";
  case LoanKind::This:
    return "this of";
  case LoanKind::Copy:
    return "copy of";
  case LoanKind::Incoming:
    return "incoming value of";
  }
  return "";
}

static llvm::StringRef nameOf(EndReason R) {
  switch (R) {
  case EndReason::Scope:
    return "end of scope";
  case EndReason::Return:
    return "return";
  case EndReason::Jump:
    return "jump";
  case EndReason::FullExpression:
    return "end of full expression";
  case EndReason::Throw:
    return "throw";
  case EndReason::Exception:
    return "exception";
  }
  return "";
}

static llvm::StringRef nameOf(SpawnKind K) {
  constexpr llvm::StringLiteral Names[] = {"thread", "task", "stored",
                                           "unknown", "coroutine"};
  return Names[size_t(K)];
}

static llvm::StringRef nameOf(EndOfThreads E) {
  switch (E) {
  case EndOfThreads::Join:
    return "join";
  case EndOfThreads::Terminate:
    return "terminate";
  case EndOfThreads::Leak:
    return "leak";
  case EndOfThreads::Detach:
    return "detach";
  case EndOfThreads::Unknown:
    return "unknown";
  }
  return "";
}

std::string nameInDump(StorageId S, const FunctionFacts &In) {
  const std::string &Name = In.Storages[S].Name;
  const bool Unique =
      !Name.empty() && llvm::count_if(In.Storages, [&](const Storage &O) {
                         return O.Name == Name;
                       }) == 1;
  return Unique ? Name : Name + "#" + std::to_string(S);
}

namespace {

void printPlace(llvm::raw_ostream &OS, const Place &P) {
  OS << P.Line << ':' << P.Column;
}

class FactPrinter {
public:
  FactPrinter(llvm::raw_ostream &OS, const FunctionFacts &In)
      : OS(OS), In(In) {}

  void operator()(const event::Assign &E) {
    OS << "assign " << name(E.To) << (E.Keep ? " += " : " = ");
    print(E.From);
  }
  void operator()(const event::Move &E) {
    OS << "move " << (E.Through ? "*" : "") << name(E.To)
       << (E.Keep ? " += " : " = ") << name(E.From);
  }
  void operator()(const event::Spawn &E) {
    OS << "spawn " << E.Which << (E.Keep ? " beside others" : "");
    if (E.Handle)
      OS << " into " << (E.Through ? "*" : "") << name(*E.Handle);
    else
      OS << " let go of";
    if (E.Awaited)
      OS << ", awaited by " << name(*E.Awaited);
  }
  void operator()(const event::Succeed &E) {
    OS << "succeed " << E.Which << " unless " << (E.FailsIf ? "" : "not ")
       << condition(E.Unless);
  }
  void operator()(const event::Join &E) { OS << "join " << name(E.Handle); }
  void operator()(const event::Detach &E) { OS << "detach " << name(E.Handle); }
  void operator()(const event::Vacate &E) { OS << "vacate " << name(E.Handle); }
  void operator()(const event::Wait &E) { OS << "wait on " << name(E.On); }
  void operator()(const event::Share &E) {
    OS << "share " << (E.Anything ? "anything" : name(E.What)) << " with "
       << E.Callee;
  }
  void operator()(const event::Leave &E) {
    OS << "leave " << name(E.What)
       << (E.Returned ? " by return" : " to " + E.Callee);
  }
  void operator()(const event::Link &E) {
    OS << "link " << name(E.Future) << " to " << name(E.Source);
  }
  void operator()(const event::Expire &E) {
    OS << "expire ";
    llvm::interleaveComma(E.What, OS, [&](StorageId S) { OS << name(S); });
    OS << " (" << nameOf(E.Why) << ")";
  }
  void operator()(const event::Assume &E) {
    OS << "assume " << (E.Holds ? "" : "not ") << condition(E.What);
  }
  void operator()(const event::Set &E) {
    OS << "set " << (E.Holds ? "" : "not ") << condition(E.What);
  }
  void operator()(const event::Surrender &E) {
    OS << "surrender " << name(E.What);
  }
  void operator()(const event::Use &E) { OS << "use " << name(E.What); }
  void operator()(const event::Access &) {} // dump accesses
  void operator()(const event::Call &E) { OS << "call " << E.Which; }
  void operator()(const event::Outcome &E) {
    OS << "call " << E.Which << " succeeds unless " << (E.FailsIf ? "" : "not ")
       << condition(E.Unless);
  }
  void operator()(const event::Run &E) {
    OS << "run ";
    print(E.What);
  }
  void operator()(const event::Touch &E) {
    OS << "touch " << (E.Anything ? "all" : name(E.What)) << " by " << E.Callee;
  }
  void operator()(const event::Lock &E) {
    printLockStep(OS, In.Locks.Steps[E.Which], In);
  }
  void operator()(const event::Forget &E) {
    OS << "forget " << condition(E.What);
  }

  void print(const Value &V) {
    OS << "{";
    llvm::interleaveComma(V.Loans, OS, [&](LoanId L) { OS << "loan " << L; });
    if (!V.Loans.empty() && !V.From.empty())
      OS << ", ";
    llvm::interleaveComma(V.From, OS, [&](StorageId S) { OS << name(S); });
    OS << "}";
  }

  void print(const CallSite &C) {
    if (C.Callable) {
      OS << "of ";
      print(*C.Callable);
    } else {
      OS << (C.IsVirtual ? "virtual " : "") << C.Name;
    }
    OS << " at ";
    printPlace(OS, C.At);
    if (C.On && !C.Callable) {
      OS << " on ";
      print(*C.On);
    }
    OS << "(";
    llvm::interleaveComma(C.Args, OS, [&](const CallArgument &A) { print(A); });
    OS << ")";
  }

  std::string name(StorageId S) { return nameInDump(S, In); }

private:
  void print(const ObjectRef &O) {
    switch (O.How) {
    case ObjectRef::Depth::Unknown:
      OS << "something";
      return;
    case ObjectRef::Depth::Itself:
      break;
    case ObjectRef::Depth::Contents:
      OS << "contents of ";
      break;
    case ObjectRef::Depth::Pointee:
      OS << "*";
      break;
    }
    OS << name(O.Root);
  }

  void print(const CallArgument &A) {
    if (A.Object.isKnown() || A.Holds.empty())
      print(A.Object);
    if (A.Holds.empty())
      return;
    OS << (A.Object.isKnown() ? " " : "")
       << (A.Callable ? "callable " : "holding ");
    print(A.Holds);
  }

  std::string condition(ConditionId C) {
    return "`" + In.Conditions[C].Text + "`";
  }

  llvm::raw_ostream &OS;
  const FunctionFacts &In;
};

void printFactLine(llvm::raw_ostream &OS, unsigned Indent, const Fact &F,
                   const FunctionFacts &In) {
  if (!isInDump(F, In))
    return;
  OS.indent(Indent);
  printFact(OS, F, In);
  OS << "\n";
}

void printTables(llvm::raw_ostream &OS, const FunctionFacts &F) {
  FactPrinter Printer(OS, F);
  for (size_t I = 0; I != F.Storages.size(); ++I) {
    const Storage &S = F.Storages[I];
    OS << "  storage " << Printer.name(I) << ": " << nameOf(S.Kind);
    if (!S.Type.empty())
      OS << ", " << S.Type;
    if (S.AtEnd != EndOfThreads::Leak)
      OS << ", its end: " << nameOf(S.AtEnd);
    if (S.CanSignal)
      OS << ", can signal";
    if (S.Path.isKnown())
      OS << ", path " << textOf(S.Path);
    OS << "\n";
  }
  for (size_t I = 0; I != F.Loans.size(); ++I) {
    const Loan &L = F.Loans[I];
    OS << "  loan " << I << ": " << nameOf(L.Kind) << " " << Printer.name(L.Of)
       << (L.OfContents ? "'s contents" : "") << " at ";
    printPlace(OS, L.At);
    OS << "\n";
  }
  for (size_t I = 0; I != F.Spawns.size(); ++I) {
    const SpawnSite &S = F.Spawns[I];
    OS << "  spawn " << I << ": "
       << (S.Kind == SpawnKind::Thread ? "" : nameOf(S.Kind).str() + " by ")
       << S.Name << (S.Deferred ? " (deferred)" : "") << " at ";
    printPlace(OS, S.At);
    OS << " crossing ";
    Printer.print(S.Crossing);
    OS << "\n";
    printCrossings(OS, S.Crossings);
  }
  for (size_t I = 0; I != F.Calls.size(); ++I) {
    OS << "  call " << I << ": ";
    Printer.print(F.Calls[I]);
    OS << "\n";
  }
}

} // namespace

void printFact(llvm::raw_ostream &OS, const Fact &F, const FunctionFacts &In) {
  printPlace(OS, F.At);
  OS << " ";
  std::visit(FactPrinter(OS, In), F.What);
}

bool isInDump(const Fact &F, const FunctionFacts &In) {
  if (!std::holds_alternative<event::Lock>(F.What))
    return !std::holds_alternative<event::Access>(F.What);
  const LockStep &Step = In.Locks.Steps[std::get<event::Lock>(F.What).Which];
  return Step.Do != LockAction::Call || !Step.Locks.empty() ||
         (Step.Guard && !Step.Called.IsDestructor);
}

void printFacts(llvm::raw_ostream &OS, const UnitFacts &Unit) {
  for (const FunctionFacts &F : Unit.Functions) {
    OS << "function " << F.Name << (F.Broken ? " (broken)" : "") << "\n";
    printTables(OS, F);
    for (size_t B = 0; B != F.Blocks.size(); ++B) {
      OS << "  block " << B << "\n";
      for (const Fact &Step : F.Blocks[B].Facts)
        printFactLine(OS, 4, Step, F);
      for (const Edge &E : F.Blocks[B].Next) {
        if (E.Never)
          continue;
        OS << "    -> " << E.To;
        OS << (E.IfCallThrows ? " if a call throws\n" : "\n");
        for (const Fact &Step : E.Facts)
          printFactLine(OS, 6, Step, F);
      }
    }
  }
  for (const auto &[Handle, Ended] : Unit.JoiningFields)
    for (const EndingField &Field : Ended.Fields)
      OS << "field " << Field.Name << " ends before " << lastName(Handle)
         << " joins\n";
}

} // namespace fearless
