#include "facts/Facts.h"
namespace fearless {  void printFacts(llvm::raw_ostream &, const UnitFacts &){} }
