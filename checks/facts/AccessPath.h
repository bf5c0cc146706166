//===- AccessPath.h - Where an object is, as callers see it -----*- C++ -*-===//
//
// Part of the fearless project, under the Apache License v2.0 with LLVM
// Exceptions. SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Names an object of a function in terms that its callers understand: starting
// from `this`, a parameter, a global or the result, through fields. A caller
// substitutes its own paths for the roots. No clang type appears here.
//
//===----------------------------------------------------------------------===//

#ifndef FEARLESS_CHECKS_FACTS_ACCESSPATH_H
#define FEARLESS_CHECKS_FACTS_ACCESSPATH_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fearless {

/// A way to an object from something that the callers of a function know.
struct AccessPath {
  enum class Root : uint8_t {
    None,      ///< an object of the function's own, or not known
    This,      ///< `*this`
    Parameter, ///< what the parameter with number Index names or points to
    Global,    ///< the variable with entity Global
    Local,     ///< a variable of one function, named by Global across functions
    Result,    ///< what the function returns
  };
  Root From = Root::None;
  /// The parameter, counted from 0.
  unsigned Index = 0;
  /// The entity of the global; of a local, its function, name and line, with a
  /// '*' before the name if it only leads to an object that others have.
  std::string Global;
  /// The entities of the fields on the way, outermost first. Pointers on the
  /// way are followed. At most MaxFields: a longer way is cut, and names what
  /// leads to the object.
  std::vector<std::string> Fields;

  static constexpr unsigned MaxFields = 4;

  bool isKnown() const { return From != Root::None; }

  /// The path to a field of the object.
  AccessPath field(const std::string &Entity) const;

  /// Whether the other object is the same, or a part of it.
  bool leadsTo(const AccessPath &Part) const;

  /// The same object as a caller sees it, to whom the roots are On (the object
  /// of the call) and Args; None where the caller's is not known.
  AccessPath substitute(const AccessPath &On,
                        const std::vector<AccessPath> &Args) const;

  auto operator<=>(const AccessPath &) const = default;
};

/// The field's own name, without class and signature: "tasks_".
std::string lastName(const std::string &Entity);

/// The path for dumps: "this.tasks_", "parameter 0", "global Queue".
std::string textOf(const AccessPath &P);

} // namespace fearless

#endif
