// SPDX-License-Identifier: Apache-2.0
// Forgeries in a fixed order: each number of a package to a few others, each instruction to its
// neighbours and away, and what is no number: bytes cut, added or exchanged.
#pragma once

#include <functional>

#include "evidence/checker/forge.hpp"

namespace assay::forge {

/// Hears of a forgery; false: enough of this specimen.
using Hear = std::function<bool(const Forgery&)>;

/// Which changes are made: each `stride`-th, from the `first` one on.
struct Every {
  std::size_t stride = 1;
  std::size_t first = 0;

  /// Whether the next one is.
  [[nodiscard]] bool next() { return first++ % stride == 0; }
};
/// Of the certificate, the tables, the head, and the head of the host's contract.
void each_changed_number(const Specimen& specimen, Every every, const Hear& hear);
/// An instruction with another operand or operation, or as a jump to the next.
void each_changed_instruction(const Specimen& specimen, Every every, const Hear& hear);
/// Bytes cut or added, digests that do not fit, names out of order.
void each_changed_form(const Specimen& specimen, const Hear& hear);

}  // namespace assay::forge
