// SPDX-License-Identifier: Apache-2.0
// The search for deductions beyond the base rule, and their record.
//
// Nothing here is trusted: Knowledge checks each step that is named.
#pragma once

#include <optional>
#include <vector>

#include "verifier/domain/deduction.hpp"
#include "verifier/domain/knowledge.hpp"
#include "verifier/engine/combinations.hpp"

namespace assay {

/// Looks for combinations of at most Combination::kMost bounds, one symbol taken out by each,
/// spreads all that can be spread, and looks at every term that may be its own extension.
class Deducer : public Advisor {
 public:
  /// Steps that are found from now on are added to `steps`, once each a moment; null: to nothing.
  /// `steps` must live until the next call.
  void record_into(std::vector<DeductionStep>* steps) { record_ = steps; }

  void at(std::uint32_t moment) override {
    moment_ = moment;
    candidates_ = 0;
  }
  /// What the search for combinations has cost so far, in the units of SearchPlan::max_work.
  [[nodiscard]] std::uint64_t work() const { return search_.work(); }
  [[nodiscard]] std::span<const Combination> combinations(const Knowledge& knowledge,
                                                          const LinearExpr& expr,
                                                          Int128 goal) override;
  /// Always; those that told something are recorded.
  [[nodiscard]] bool spreads_on() override {
    ++candidates_;
    return true;
  }
  void spread_told() override;
  /// Always; terms that are their own extensions are recorded.
  [[nodiscard]] bool extends_itself(LinkKind /*kind*/, const Term& /*term*/) override {
    return true;
  }
  void extension_told(LinkKind kind, const Term& term) override;

 private:
  /// Records a step, once a moment.
  template <class Step>
  void record(const Step& step);

  CombinationSearch search_;
  Combination found_;
  std::vector<DeductionStep>* record_ = nullptr;
  std::uint32_t moment_ = 0;
  std::uint32_t candidates_ = 0;  // asked about at this moment
};

}  // namespace assay
