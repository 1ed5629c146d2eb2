// SPDX-License-Identifier: Apache-2.0
// Follows a concrete run through the claims of a proof: after each instruction the machine must lie
// in a state that the claims name for the way that it went.
#pragma once

#include "evidence/soundness/claims.hpp"
#include "evidence/soundness/contain.hpp"

namespace assay::soundness {

class Follower {
 public:
  Follower(Claims& claims, Compared& compared) : claims_(claims), compared_(compared) {}

  /// The machine before its first instruction. What comes back is the breach.
  [[nodiscard]] std::optional<std::string> start(const Moment& moment);
  /// The machine after one more instruction.
  [[nodiscard]] std::optional<std::string> advance(const Moment& moment);
  /// The claims were too large, or the run may be at too many of them; nothing is compared any
  /// more.
  [[nodiscard]] bool lost() const { return lost_; }

 private:
  /// A node that the run may be at. Where two successors stand at one slot, both are tried.
  struct Trail {
    std::uint32_t node = 0;
    Witness witness;
  };
  [[nodiscard]] std::optional<std::string> enter(Trail& trail, const Moment& moment);

  Claims& claims_;
  Compared& compared_;
  std::vector<Trail> trails_;
  bool lost_ = false;
};

}  // namespace assay::soundness
