// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/deducer.hpp"

namespace assay {

template <class Step>
void Deducer::record(const Step& step) {
  if (record_ == nullptr) return;
  // Only the steps of this moment, which are the last, can be the same.
  for (auto known = record_->rbegin(); known != record_->rend() && known->moment == moment_;
       ++known) {
    const Step* same = std::get_if<Step>(&known->step);
    if (same != nullptr && *same == step) return;
  }
  record_->push_back({moment_, step});
}

std::span<const Combination> Deducer::combinations(const Knowledge& knowledge,
                                                   const LinearExpr& expr, Int128 goal) {
  if (knowledge.bounds().empty()) return {};
  const auto found = search_.run(knowledge, expr, goal);
  if (found.count == 0) return {};
  found_ = Combination(expr);
  for (std::size_t i = 0; i < found.count; ++i) found_.add(found.eliminations.at(i));
  record(found_);
  return {&found_, 1};
}

void Deducer::spread_told() { record(SpreadOn{candidates_ - 1}); }

void Deducer::extension_told(LinkKind kind, const Term& term) { record(OwnExtension{kind, term}); }

}  // namespace assay
