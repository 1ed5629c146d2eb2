// SPDX-License-Identifier: Apache-2.0
// What an atomic operation leaves in memory (RFC 9669 section 5.3), over a word type.
#pragma once

#include "ir/base/check.hpp"
#include "ir/semantics/alu.hpp"

namespace assay {

/// The new value of memory that held `old`, in the low bits that `width` (W32 or W64) names.
/// `expected` is r0, which only CompareExchange reads. The register that receives the old value
/// gets extend_load(width, Extend::Zeros, old).
template <Word W>
[[nodiscard]] W atomic_update(AtomicOp op, Width width, const W& old, const W& src,
                              const W& expected) {
  const unsigned n = scaled_bits<W>(width);
  switch (op) {
    case AtomicOp::Add:
      return alu(AluOp::Add, width, old, src);
    case AtomicOp::Or:
      return alu(AluOp::Or, width, old, src);
    case AtomicOp::And:
      return alu(AluOp::And, width, old, src);
    case AtomicOp::Xor:
      return alu(AluOp::Xor, width, old, src);
    case AtomicOp::Exchange:
      return zero_extended_bits(src, n);
    case AtomicOp::CompareExchange:
      return select(zero_extended_bits(old, n) == zero_extended_bits(expected, n),
                    zero_extended_bits(src, n), zero_extended_bits(old, n));
  }
  throw InternalFault("no such atomic operation");
}

}  // namespace assay
