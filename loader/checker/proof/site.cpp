// SPDX-License-Identifier: Apache-2.0
#include "loader/checker/proof/site.hpp"

namespace assay::checker {

namespace {

/// here <= before + up and before <= here + down.
[[gnu::noinline]] void relate_marks(Knowledge& k, const Term* before, int64_t up, int64_t down) {
  Linear apart;
  if (!k.apart({before[0], Reading::Signed}, {before[1], Reading::Signed}, apart)) return;
  apart.constant = apart.constant - Wide::of(down);
  k.learn(apart);
  apart.constant = apart.constant + Wide::of(down);
  if (!negated(apart, apart)) return;
  apart.constant = apart.constant - Wide::of(up);
  k.learn(apart);
}

[[gnu::noinline]] Term introduce_between(Knowledge& k, int64_t low, int64_t high) {
  Scalar range;
  if (!signed_facts<64>(low, high, range)) range = Scalar::top();
  return k.introduce(range);
}

}  // namespace

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
    marks[m] = introduce_between(k, -down, up * m);
    relate_marks(k, marks + m - 1, up, down);
  }
}

}  // namespace assay::checker
