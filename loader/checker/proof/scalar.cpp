// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/scalar.hpp"

namespace assay::checker {

template bool contains(const Scalar&, uint64_t);
template bool same(const Scalar&, const Scalar&);
template bool within(const Scalar&, const Scalar&);
template bool reduce(Scalar&);
template bool unsigned_facts(uint64_t, uint64_t, Scalar&);
template bool signed_facts(int64_t, int64_t, Scalar&);
template bool meet(const Scalar&, const Scalar&, Scalar&);
template bool join(const Scalar&, const Scalar&, Scalar&);
template bool facts_alu(Alu, Part, Scalar&, Scalar&);
template bool refine(Comparing, Branch, Scalar&, Scalar&);
template bool take_away(Scalar&, const uint64_t*, uint32_t);

void apply(Alu op, Part part, Scalar& a, Scalar& b) {
  if (!facts_alu(op, part, a, b)) a = Scalar::top();
}
void make_extended(Scalar& facts, unsigned bits, Extended by) {
  const bool fits = by == Extended::Zeros ? zero_extend(facts, bits) : sign_extend(facts, bits);
  if (!fits) facts = Scalar::top();
}
void make_swapped(Scalar& facts, unsigned bits) {
  if (!swap_bytes(facts, bits)) facts = Scalar::top();
}
Scalar any_of(unsigned bytes, Extended by) {
  Scalar raw = Scalar::top();
  make_extended(raw, bytes * 8, Extended::Zeros);
  if (by == Extended::Sign) make_extended(raw, bytes * 8, by);
  return raw;
}

}  // namespace assay::checker
