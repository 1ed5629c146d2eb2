// SPDX-License-Identifier: Apache-2.0
// An advisor with one answer to whether terms are their own extensions.
#pragma once

#include "verifier/domain/deduction.hpp"

namespace assay::testing {

/// Says of every term that it is its own extension, or of none; names nothing else.
class SaysOfExtensions : public Advisor {
 public:
  explicit SaysOfExtensions(bool answer) : answer_(answer) {}
  void at(std::uint32_t /*moment*/) override {}
  [[nodiscard]] std::span<const Combination> combinations(const Knowledge& /*knowledge*/,
                                                          const LinearExpr& /*expr*/,
                                                          Int128 /*goal*/) override {
    return {};
  }
  [[nodiscard]] bool spreads_on() override { return false; }
  void spread_told() override {}
  [[nodiscard]] bool extends_itself(LinkKind /*kind*/, const Term& /*term*/) override {
    return answer_;
  }
  void extension_told(LinkKind /*kind*/, const Term& /*term*/) override { ++told; }

  int told = 0;

 private:
  bool answer_;
};

}  // namespace assay::testing
