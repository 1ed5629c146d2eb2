// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/site.hpp"

#include "ir/contract/called_helper.hpp"

namespace assay {

bool was_released(const Site& site, const Value& value) {
  const Unreadable* dead = value.as_unreadable();
  if (dead == nullptr || dead->why != Why::Stale) return false;
  const Helper* helper = called_helper(site.contract, site.program.instructions.at(dead->since));
  return helper != nullptr && helper->releases >= 0;
}

}  // namespace assay
