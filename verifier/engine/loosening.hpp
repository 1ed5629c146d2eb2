// SPDX-License-Identifier: Apache-2.0
// What the search takes back of what a state knows of its symbols: a merge, a projection and the
// repair of claims all claim less than they could. What is left is a claim like any other.
#pragma once

#include <vector>

#include "verifier/domain/knowledge.hpp"

namespace assay {

/// Each of these only lets the knowledge mean more states. Symbols are ones that it has.
class Loosening {
 public:
  explicit Loosening(Knowledge& knowledge) : k_(knowledge) {}

  void set_facts(Symbol symbol, const Scalar& facts);
  void drop_link(Symbol symbol);
  void drop_bound(const LinearExpr& bound);
  void drop_exclusion(const ExcludedWord& excluded);
  /// For a state all of whose values are rewritten.
  void drop_replacements();
  /// Takes back all symbols but these, which ascend, and all that speaks of others.
  void keep_only(const std::vector<Symbol>& symbols);

 private:
  Knowledge& k_;
};

}  // namespace assay
