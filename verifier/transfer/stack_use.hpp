// SPDX-License-Identifier: Apache-2.0
// How much stack each function was seen to use, who calls whom, and whether every chain of calls
// fits.
//
// A frame is allocated whole when its function is entered, so what a function uses after a call
// counts during the call, too: only a pass over the whole program can judge a chain.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <tuple>

#include "verifier/obligation/site.hpp"

namespace assay {

/// Filled while transfer functions run. Functions are named by their first slot.
class StackUse {
 public:
  /// The function reaches down to `bytes` below its frame pointer.
  void reach(std::uint32_t function, std::uint32_t bytes);
  void call(std::uint32_t caller, std::uint32_t slot, std::uint32_t callee) {
    calls_.insert({caller, slot, callee});
  }
  void tail_call(std::uint32_t function) { tail_callers_.insert(function); }

  /// Nothing when every chain of calls from the entry fits the limits. The calls seen have no cycle
  /// (recursion is refused before).
  [[nodiscard]] Refusal check(const Program& program, const Contract& contract) const;

 private:
  [[nodiscard]] std::uint32_t frame_of(std::uint32_t function) const;

  std::map<std::uint32_t, std::uint32_t> depths_;
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> calls_;  // caller, slot, callee
  std::set<std::uint32_t> tail_callers_;
};

}  // namespace assay
