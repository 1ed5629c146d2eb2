// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/computed.hpp"

namespace assay {

std::optional<Term> Computed::find(const Knowledge& knowledge, AluOp op, const Term& a,
                                   const Term& b) const {
  for (const Computation& c : entries_) {
    if (c.op == op && knowledge.resolve(c.a) == a && knowledge.resolve(c.b) == b)
      return knowledge.resolve(c.result);
  }
  return std::nullopt;
}

void Computed::note(const Computation& computation) {
  if (entries_.size() == kMost) entries_.erase(entries_.begin());
  entries_.push_back(computation);
}

}  // namespace assay
