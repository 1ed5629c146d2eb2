// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/deduction.hpp"

#include <algorithm>

namespace assay {

bool Combination::operator==(const Combination& other) const {
  return expr_.same_direction(other.expr_) &&
         std::ranges::equal(eliminations(), other.eliminations());
}

}  // namespace assay
