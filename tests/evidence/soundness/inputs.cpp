// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/inputs.hpp"

namespace assay::soundness {

std::uint64_t Inputs::word(const Draw& draw, std::uint64_t drawn) {
  const auto number = static_cast<std::uint32_t>(draws_.size());
  draws_.push_back(draw);
  const auto chosen = chosen_.find({number, 0});
  if (chosen == chosen_.end()) return drawn;
  // The path to this draw may have changed since the word was chosen, and with it what is allowed.
  const auto word = static_cast<std::int64_t>(chosen->second);
  return word >= draw.min && word <= draw.max ? chosen->second : drawn;
}

void Inputs::bytes(const Draw& draw, oracle::Block& block) {
  const auto number = static_cast<std::uint32_t>(draws_.size());
  draws_.push_back(draw);
  for (auto chosen = chosen_.lower_bound({number, 0});
       chosen != chosen_.end() && chosen->first.draw == number; ++chosen) {
    if (chosen->first.byte < draw.count)
      block.bytes.at(draw.offset + chosen->first.byte) = static_cast<std::uint8_t>(chosen->second);
  }
}

}  // namespace assay::soundness
