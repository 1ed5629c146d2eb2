// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/site.hpp"

#include "ir/contract/called_helper.hpp"

namespace assay {

bool was_released(const Site& site, const Value& value) {
  if (value.is_readable() || value.why != Unreadable::Stale) return false;
  const Helper* helper = called_helper(site.contract, site.program.instructions.at(value.since));
  return helper != nullptr && helper->releases >= 0;
}

}  // namespace assay
