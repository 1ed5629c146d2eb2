// SPDX-License-Identifier: Apache-2.0
// Recorded steps handed out again, at the moments that they were recorded for. It searches nothing.
#pragma once

#include <span>
#include <vector>

#include "verifier/domain/deduction.hpp"

namespace assay {

class Replay : public Advisor {
 public:
  /// From now on `steps`, whose moments ascend; they must live as long as they are used. The moment
  /// is 0.
  void use(std::span<const DeductionStep> steps);

  void at(std::uint32_t moment) override;
  /// The steps of this moment that speak of `expr`, in their order.
  [[nodiscard]] std::span<const Combination> combinations(const Knowledge& knowledge,
                                                          const LinearExpr& expr,
                                                          Int128 goal) override;
  /// As recorded.
  [[nodiscard]] bool spreads_on() override;
  void spread_told() override {}
  /// As recorded.
  [[nodiscard]] bool extends_itself(LinkKind kind, const Term& term) override;
  void extension_told(LinkKind /*kind*/, const Term& /*term*/) override {}

 private:
  /// Whether the step is one of this moment.
  template <class Step>
  [[nodiscard]] bool is_recorded(const Step& step) const;

  std::span<const DeductionStep> steps_;
  std::span<const DeductionStep> now_;
  std::vector<Combination> asked_;
  std::uint32_t candidates_ = 0;  // asked about at this moment
};

}  // namespace assay
