// SPDX-License-Identifier: Apache-2.0
// Where solver terms live, and what happens when code branches on one.
//
// Code over an algebra asks for few branches, but some (widening) has them. A branch on a truth
// value that is not known goes the way that a script says, and the condition is written down: the
// code is run once for each script, and what it computes is claimed under the conditions met on the
// way. What this file must not know: words, and anything abstract.
#pragma once

#include <z3++.h>

#include <cstddef>
#include <vector>

namespace assay {

/// One context of the solver. Terms of two contexts never meet; one thread uses one.
class Terms {
 public:
  Terms() : conditions_(context_) {}
  Terms(const Terms&) = delete;
  Terms& operator=(const Terms&) = delete;

  [[nodiscard]] z3::context& context() { return context_; }

  /// Which way this run goes at a branch on `condition`.
  [[nodiscard]] bool decide(const z3::expr& condition);
  /// The conditions under which the code goes the way that it went since start_path.
  [[nodiscard]] z3::expr path() const { return z3::mk_and(conditions_); }
  /// Runs `body` once for each way through its branches.
  template <class Body>
  void on_every_path(const Body& body) {
    script_.clear();
    do {
      depth_ = 0;
      conditions_ = z3::expr_vector(context_);
      body();
    } while (next_script());
    conditions_ = z3::expr_vector(context_);
    script_.clear();
    depth_ = 0;
  }

 private:
  [[nodiscard]] bool next_script();

  z3::context context_;
  std::vector<bool> script_;
  std::size_t depth_ = 0;
  z3::expr_vector conditions_;
};

}  // namespace assay
