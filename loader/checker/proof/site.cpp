// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/site.hpp"

namespace assay::checker {

void enter_region(const Rules& rules, State& state, uint32_t region) {
  const RegionView& r = rules.contract->regions[region];
  Knowledge& k = state.knowledge;
  Term* const marks = state.marks + rules.mark_first[region];
  state.presence[region] = r.may_be_null ? Presence::Either : Presence::Present;
  marks[0] = Term{};
  const auto up = static_cast<int64_t>(r.max_size);
  for (uint32_t m = 1; m < r.marks; ++m) {
    // All of this holds of an absent region, too, whose marks are 0.
    const int64_t down = m + 1 == r.marks ? static_cast<int64_t>(r.most_reversed) : 0;
    Scalar range;
    const bool possible = signed_facts<64>(-down, up * m, range);
    marks[m] = k.introduce(possible ? range : Scalar::top());
    Linear before;
    Linear here;
    Linear apart;
    if (!k.integer(marks[m - 1], Reading::Signed, before) ||
        !k.integer(marks[m], Reading::Signed, here))
      continue;
    if (difference(before, here, apart)) k.learn(apart.plus(-Wide::of(down)));
    if (difference(here, before, apart)) k.learn(apart.plus(-Wide::of(up)));
  }
}

}  // namespace assay::checker
