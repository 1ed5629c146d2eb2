// SPDX-License-Identifier: Apache-2.0
// Facts of words of 64 bits: the rules at the one width that programs have, compiled once.
#pragma once

#include "loader/checker/proof/facts_refine.hpp"

namespace assay::checker {

using Scalar = Facts<64>;

extern template bool contains(const Scalar&, uint64_t);
extern template bool same(const Scalar&, const Scalar&);
extern template bool within(const Scalar&, const Scalar&);
extern template bool reduce(Scalar&);
extern template bool unsigned_facts(uint64_t, uint64_t, Scalar&);
extern template bool signed_facts(int64_t, int64_t, Scalar&);
extern template bool meet(const Scalar&, const Scalar&, Scalar&);
extern template bool join(const Scalar&, const Scalar&, Scalar&);
extern template bool facts_alu(Alu, Part, Scalar, Scalar, Scalar&);
extern template bool zero_extend(Scalar, unsigned, Scalar&);
extern template bool sign_extend(Scalar, unsigned, Scalar&);
extern template bool swap_bytes(Scalar, unsigned, Scalar&);
extern template bool refine(Comparing, Branch, Scalar&, Scalar&);
extern template bool take_away(Scalar&, const uint64_t*, uint32_t);

}  // namespace assay::checker
