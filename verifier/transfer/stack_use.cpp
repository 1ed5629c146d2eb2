// SPDX-License-Identifier: Apache-2.0
#include "verifier/transfer/stack_use.hpp"

#include <algorithm>
#include <vector>

namespace assay {
namespace {

/// A frame takes a multiple of this, and at least one, also where nothing is kept in it: what Linux
/// counts for its interpreter (its compilers take 16).
constexpr std::uint32_t kFrameUnit = 32;

struct Chain {
  std::uint32_t function = 0;
  std::uint32_t frames = 0;
  std::uint32_t bytes = 0;  // of all frames, this one included
};

}  // namespace

void StackUse::reach(std::uint32_t function, std::uint32_t bytes) {
  auto& deepest = depths_[function];
  deepest = std::max(deepest, bytes);
}

std::uint32_t StackUse::frame_of(std::uint32_t function) const {
  const auto it = depths_.find(function);
  const std::uint32_t used = std::max(1u, it == depths_.end() ? 0 : it->second);
  return (used + kFrameUnit - 1) / kFrameUnit * kFrameUnit;
}

std::optional<ChainTooDeep> StackUse::check(const Contract& contract) const {
  const Limits& limits = contract.limits;
  if (limits.stack_bytes_per_chain == 0) return std::nullopt;
  std::vector<Chain> open{{0, 1, frame_of(0)}};
  while (!open.empty()) {
    const Chain chain = open.back();
    open.pop_back();
    if (chain.frames > limits.call_depth) continue;  // refused where it happens
    for (auto it = calls_.lower_bound({chain.function, 0, 0}); it != calls_.end(); ++it) {
      const auto& [caller, slot, callee] = *it;
      if (caller != chain.function) break;
      const Chain next{callee, chain.frames + 1, chain.bytes + frame_of(callee)};
      if (next.bytes > limits.stack_bytes_per_chain)
        return ChainTooDeep{slot, callee, next.bytes, false};
      const bool limited =
          limits.stack_bytes_with_tail_calls != 0 && tail_callers_.contains(callee);
      if (limited && chain.bytes >= limits.stack_bytes_with_tail_calls)
        return ChainTooDeep{slot, callee, chain.bytes, true};
      open.push_back(next);
    }
  }
  return std::nullopt;
}

}  // namespace assay
