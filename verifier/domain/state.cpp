// SPDX-License-Identifier: Apache-2.0
#include "verifier/domain/state.hpp"

#include <algorithm>
#include <map>

#include "ir/base/check.hpp"

namespace assay {

Value State::read(Reg reg) const {
  if (reg == kFramePointer) {
    const auto frame = static_cast<std::uint32_t>(frames.size() - 1);
    return Value::pointer({RegionKind::Stack, frame, 0, 0}, Term::constant(0));
  }
  return registers.at(reg.index);
}

void State::settle() {
  if (knowledge.replacements().empty()) return;
  each_value([&](Value& v) {
    if (v.is_readable()) v.term = knowledge.resolve(v.term);
  });
  for (RegionMarks& r : regions) {
    for (Term& t : r.marks) t = knowledge.resolve(t);
  }
}

void State::resolve_null(std::uint32_t null_id, bool is_null) {
  ASSAY_CHECK(null_id != 0, "null_id 0 is never null");
  each_value([&](Value& v) {
    if (!v.is_pointer() || v.null_id != null_id) return;
    if (is_null) {
      v = Value::scalar(Term::constant(0));
    } else {
      v.null_id = 0;
    }
  });
  if (is_null) {
    std::erase_if(references, [&](const Reference& r) { return r.null_id == null_id; });
  } else {
    for (Reference& r : references) {
      if (r.null_id == null_id) r.null_id = 0;
    }
  }
}

void State::renumber() {
  std::map<std::uint32_t, std::uint32_t> ids{{0, 0}};
  std::uint32_t next = 1;
  const auto renamed = [&](std::uint32_t id) {
    const auto [it, added] = ids.try_emplace(id, next);
    if (added) ++next;
    return it->second;
  };
  each_value([&](Value& v) {
    if (!v.is_pointer()) return;
    v.null_id = renamed(v.null_id);
    v.region.reference = renamed(v.region.reference);
  });
  for (Reference& r : references) {
    r.id = renamed(r.id);
    r.null_id = renamed(r.null_id);
  }
  std::ranges::sort(references, {}, &Reference::id);
  next_id = next;
}

void State::tidy() {
  settle();
  renumber();
  std::vector<Symbol> used;
  const auto use = [&](const Term& term) {
    for (const Monomial& m : term.monomials()) used.push_back(m.symbol);
  };
  each_value([&](const Value& v) {
    if (v.is_readable()) use(v.term);
  });
  for (const RegionMarks& r : regions) {
    for (const Term& t : r.marks) use(t);
  }
  std::ranges::sort(used);
  used.erase(std::unique(used.begin(), used.end()), used.end());
  knowledge.clear_replacements();
  knowledge.project(used);
}

}  // namespace assay
