// SPDX-License-Identifier: Apache-2.0
// Facts of words of 64 bits: the rules at the one width that programs have, compiled once.
#pragma once

#include "loader/checker/proof/facts_refine.hpp"

namespace assay::checker {

using Scalar = Facts<64>;

/// What stands above the bits that a word has.
enum class Extended : uint8_t { Zeros, Sign };

extern template bool contains(const Scalar&, uint64_t);
extern template bool same(const Scalar&, const Scalar&);
extern template bool within(const Scalar&, const Scalar&);
extern template bool reduce(Scalar&);
extern template bool unsigned_facts(uint64_t, uint64_t, Scalar&);
extern template bool signed_facts(int64_t, int64_t, Scalar&);
extern template bool meet(const Scalar&, const Scalar&, Scalar&);
extern template bool join(const Scalar&, const Scalar&, Scalar&);
extern template bool facts_alu(Alu, Part, Scalar&, Scalar&);
extern template bool refine(Comparing, Branch, Scalar&, Scalar&);
extern template bool take_away(Scalar&, const uint64_t*, uint32_t);

// The same, for who goes on where no word is left: the state has no meaning then, so that any facts
// are true, and these give all words.

/// `a` becomes a OP b.
void apply(Alu op, Part part, Scalar& a, Scalar& b);
/// Keeps the low bits.
void make_extended(Scalar& facts, unsigned bits, Extended by);
void make_swapped(Scalar& facts, unsigned bits);
/// All words of so many bytes.
[[nodiscard]] Scalar any_of(unsigned bytes, Extended by);

}  // namespace assay::checker
