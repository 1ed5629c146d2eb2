// SPDX-License-Identifier: Apache-2.0
// What an atomic operation leaves in memory (RFC 9669 section 5.3), over an algebra.
#pragma once

#include "ir/base/check.hpp"
#include "ir/semantics/alu.hpp"

namespace assay {

/// The new value of memory that held `old`, in the low bits that `width` (W32 or W64) names.
/// `expected` is r0, which only CompareExchange reads. The register that receives the old value
/// gets extend_load(a, width, false, old).
template <Algebra A>
[[nodiscard]] typename A::Word atomic_update(const A& a, AtomicOp op, Width width,
                                             const typename A::Word& old,
                                             const typename A::Word& src,
                                             const typename A::Word& expected) {
  const unsigned n = scaled_bits(a, width);
  switch (op) {
    case AtomicOp::Add:
      return alu(a, AluOp::Add, width, old, src);
    case AtomicOp::Or:
      return alu(a, AluOp::Or, width, old, src);
    case AtomicOp::And:
      return alu(a, AluOp::And, width, old, src);
    case AtomicOp::Xor:
      return alu(a, AluOp::Xor, width, old, src);
    case AtomicOp::Exchange:
      return a.low(src, n);
    case AtomicOp::CompareExchange:
      return a.select(a.equal(a.low(old, n), a.low(expected, n)), a.low(src, n), a.low(old, n));
  }
  throw InternalFault("no such atomic operation");
}

}  // namespace assay
