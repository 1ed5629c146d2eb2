// SPDX-License-Identifier: Apache-2.0
// The claims of a confirmed proof, unrolled to one state an instruction: each invariant is walked
// with the transfer functions as the final pass walks it.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "verifier/engine/deducer.hpp"
#include "verifier/proof/final_pass.hpp"

namespace assay::soundness {

/// A claimed state before the instruction at `slot`; or, with `target`, the end of a path: the
/// state that arrives at a cut point, and how the named invariant's symbols read in it.
struct ClaimNode {
  State state;
  std::uint32_t slot = 0;
  std::vector<std::uint32_t> next;  // nodes; empty where the program ends
  std::optional<std::uint32_t> target;
  SymbolMap map;
};

class Claims {
 public:
  /// `program` and `contract` must outlive the claims. Requires claims that were confirmed.
  Claims(const Program& program, const Contract& contract, Invariants invariants);

  /// The entry state of the contract, whose only way leads to the first invariant.
  [[nodiscard]] std::uint32_t entry() const { return entry_; }
  [[nodiscard]] const ClaimNode& node(std::uint32_t index) const { return nodes_[index]; }
  /// The node of an invariant; nothing when the claims are too large to follow.
  [[nodiscard]] std::optional<std::uint32_t> root(std::uint32_t invariant);

 private:
  static constexpr std::size_t kMostNodes = 12000;

  [[nodiscard]] bool expand(std::uint32_t invariant);

  SymbolSupply symbols_;
  Deducer deducer_;
  Environment env_;
  Invariants invariants_;
  CutPoints cuts_;
  std::deque<ClaimNode> nodes_;
  std::vector<std::optional<std::uint32_t>> roots_;
  std::uint32_t entry_ = 0;
};

}  // namespace assay::soundness
