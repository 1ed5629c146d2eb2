// SPDX-License-Identifier: Apache-2.0
// How much stack each function was seen to use, who calls whom, and whether every chain of calls
// fits.
//
// A frame is allocated whole when its function is entered, so what a function uses after a call
// counts during the call, too: only a pass over the whole program can judge a chain.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// A chain of calls from the entry whose frames need more stack than the contract gives.
struct ChainTooDeep {
  std::uint32_t slot = 0;    // of the last call
  std::uint32_t callee = 0;  // first slot of the function that it calls
  std::uint32_t bytes = 0;   // that the chain needs
  /// Of the chain's frames above the callee, which makes tail calls: these have a limit of their
  /// own.
  bool before_tail_call = false;
};

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
  [[nodiscard]] std::optional<ChainTooDeep> check(const Contract& contract) const;

 private:
  [[nodiscard]] std::uint32_t frame_of(std::uint32_t function) const;

  std::map<std::uint32_t, std::uint32_t> depths_;
  std::set<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> calls_;  // caller, slot, callee
  std::set<std::uint32_t> tail_callers_;
};

}  // namespace assay
