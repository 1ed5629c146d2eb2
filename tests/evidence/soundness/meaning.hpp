// SPDX-License-Identifier: Apache-2.0
// What RFC 9669 says of arithmetic and comparisons, as terms of Z3 over 64-bit words. Written from
// its text, like oracle/rules.hpp, and tested against that; nothing of ir/ or verifier/ is used.
#pragma once

#include <z3++.h>

#include "support/oracle/rules.hpp"

namespace assay::soundness {

/// Sections 4.1 and 4.2: what the well-formed arithmetic instruction makes of x and y.
[[nodiscard]] z3::expr arithmetic_term(const oracle::Slot& slot, const z3::expr& x,
                                       const z3::expr& y);
/// Section 4.3: that the well-formed conditional jump is taken.
[[nodiscard]] z3::expr condition_term(const oracle::Slot& slot, const z3::expr& x,
                                      const z3::expr& y);

}  // namespace assay::soundness
