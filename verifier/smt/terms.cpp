// SPDX-License-Identifier: Apache-2.0
#include "verifier/smt/terms.hpp"

#include "ir/base/check.hpp"

namespace assay {

bool Terms::decide(const z3::expr& condition) {
  constexpr std::size_t kMaxBranches = 24;
  ASSAY_CHECK(depth_ < kMaxBranches, "too many branches on solver terms");
  if (depth_ == script_.size()) script_.push_back(true);
  const bool way = script_[depth_++];
  conditions_.push_back(way ? condition : !condition);
  return way;
}

bool Terms::next_script() {
  // The ways are taken like the leaves of a tree, from the left: the last turn right comes next.
  while (!script_.empty() && !script_.back()) script_.pop_back();
  if (script_.empty()) return false;
  script_.back() = false;
  return true;
}

}  // namespace assay
