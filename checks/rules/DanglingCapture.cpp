#include "rules/Rule.h"
namespace fearless { std::vector<Finding> findDanglingCaptures(const UnitFacts &) { return {}; } }
