// SPDX-License-Identifier: Apache-2.0
// An advisor with one answer to whether terms are their own extensions.
#pragma once

#include "verifier/domain/deduction.hpp"

namespace assay::testing {

/// Says of every term that it is its own extension, or of none; names nothing else.
class SaysOfExtensions : public Advisor {
 public:
  enum class Of : std::uint8_t { None, All };
  explicit SaysOfExtensions(Of terms) : terms_(terms) {}
  void at(std::uint32_t /*moment*/) override {}
  [[nodiscard]] std::span<const Combination> combinations(const Knowledge& /*knowledge*/,
                                                          const LinearExpr& /*expr*/,
                                                          Int128 /*goal*/) override {
    return {};
  }
  [[nodiscard]] bool spreads_on() override { return false; }
  void spread_told() override {}
  [[nodiscard]] bool extends_itself(LinkKind /*kind*/, const Term& /*term*/) override {
    return terms_ == Of::All;
  }
  void extension_told(LinkKind /*kind*/, const Term& /*term*/) override { ++told; }

  int told = 0;

 private:
  Of terms_;
};

}  // namespace assay::testing
