// SPDX-License-Identifier: Apache-2.0
// Comparisons: a branch keeps every pair of members that takes it.
#include <string>

#include "ir/semantics/jump.hpp"
#include "names.hpp"
#include "symbolic.hpp"

namespace assay::proofs {
namespace {

/// On words of 64 bits; V is the word that the comparison reads, whole or low half.
template <class V>
std::vector<Claim> branch_claims(Terms& home, JumpOp op, Branch branch) {
  using W = Z3Word<64>;
  const auto a = any_view<V>(home, "a");
  const auto b = any_view<V>(home, "b");
  const auto x = W::unknown(home, "x");
  const auto y = W::unknown(home, "y");
  const V read_x = truncate<V>(x);
  const V read_y = truncate<V>(y);
  const Width width = V::bits == 64 ? Width::W64 : Width::W32;
  const Z3Bool holds = jump_holds(op, width, x, y);
  const std::vector<Z3Bool> premises{is_member(a, read_x), is_member(b, read_y),
                                     branch == Branch::Taken ? holds : !holds};
  View<V> left = a;
  View<V> right = b;
  refine_views(op, branch, left, right);
  std::vector<Claim> claims;
  claim_member(claims, "left", premises, left, read_x);
  claim_member(claims, "right", premises, right, read_y);
  return claims;
}

/// What a 32-bit comparison leaves of the low half is put into the whole.
std::vector<Claim> put_low_claims(Terms& home) {
  auto v = any_scalar<64>(home, "v");
  const auto low = any_view<Z3Word<32>>(home, "low");
  const auto x = Z3Word<64>::unknown(home, "x");
  const Z3Bool before = is_member<64>(v, x);
  const Z3Bool refined = is_member(low, truncate<Z3Word<32>>(x));
  put_low(v, low);
  return {{"member stays", {before, refined}, is_member<64>(v, x)}};
}

/// A branch is dropped only where a view is empty.
template <class V>
std::vector<Claim> empty_claims(Terms& home) {
  const auto v = any_view<V>(home, "v");
  const auto x = V::unknown(home, "x");
  return {{"a view with a member is not empty", {is_member(v, x)}, !is_empty(v)}};
}

}  // namespace

void add_jumps(Library& library) {
  for (const JumpOp op : kJumpOps) {
    for (const Branch branch : {Branch::Taken, Branch::NotTaken}) {
      const std::string name = name_of(op) + " " + name_of(branch);
      library.push_back(symbolic({"jump", name, "64"}, 64, "register", [=](Terms& t) {
        return branch_claims<Z3Word<64>>(t, op, branch);
      }));
      library.push_back(symbolic({"jump", name, "32"}, 32, "register", [=](Terms& t) {
        return branch_claims<Z3Word<32>>(t, op, branch);
      }));
    }
  }
  library.push_back(symbolic({"jump", "refined low half", "64"}, 64, "", put_low_claims));
  library.push_back(symbolic({"jump", "dead branch", "64"}, 64, "", empty_claims<Z3Word<64>>));
  library.push_back(symbolic({"jump", "dead branch", "32"}, 32, "", empty_claims<Z3Word<32>>));
}

}  // namespace assay::proofs
