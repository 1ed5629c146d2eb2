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
template bool facts_alu(Alu, Part, Scalar, Scalar, Scalar&);
template bool zero_extend(Scalar, unsigned, Scalar&);
template bool sign_extend(Scalar, unsigned, Scalar&);
template bool swap_bytes(Scalar, unsigned, Scalar&);
template bool refine(Comparing, Branch, Scalar&, Scalar&);
template bool take_away(Scalar&, const uint64_t*, uint32_t);

}  // namespace assay::checker
