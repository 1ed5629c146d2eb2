// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/describe.hpp"

#include <fmt/format.h>

#include "ir/base/check.hpp"

namespace assay {

Finding refuse(const Site& site, ErrorCode code, std::string message) {
  return {code, site.slot, std::move(message), {}, {}};
}

std::string region_name(const Site& site, const RegionRef& region) {
  switch (region.kind) {
    case RegionKind::Stack:
      return "the stack";
    case RegionKind::Context:
      return "the context";
    case RegionKind::Packet:
      return "the region '" + site.contract.regions.at(region.index).name + "'";
    case RegionKind::MapValue:
      return "the value of map '" + site.program.maps.at(region.index).name + "'";
    case RegionKind::Data:
      return "the data section '" + site.program.maps.at(region.index).name + "'";
    case RegionKind::Memory:
      return fmt::format("the {} bytes of memory that a helper gave", region.size);
    case RegionKind::MapHandle:
      return "the map '" + site.program.maps.at(region.index).name + "'";
    case RegionKind::Function:
      return "a function";
    case RegionKind::Object:
      return "a kernel object";
  }
  internal_fault(__FILE__, __LINE__, "region kind out of range");
}

std::string describe_value(const Site& site, const Value& value) {
  switch (value.kind) {
    case ValueKind::Number:
      return "a number (" + describe_range(site, value.term) + ")";
    case ValueKind::Pointer:
      return std::string(value.null_id != 0 ? "a pointer that may be null, into "
                                            : "a pointer into ") +
             region_name(site, value.region);
    case ValueKind::Unreadable:
      break;
  }
  switch (value.why) {
    case Unreadable::NeverWritten:
      return "never written";
    case Unreadable::Clobbered:
      return "lost by the call before";
    case Unreadable::Stale:
      return "a pointer into memory that has moved or was released";
    case Unreadable::Forgotten:
      return "not kept by the analysis";
    case Unreadable::Merged:
      return "a number on one path and a pointer on another";
  }
  internal_fault(__FILE__, __LINE__, "reason out of range");
}

std::string describe_range(const Site& site, const Term& term) {
  const Scalar facts = site.state.knowledge.evaluate(term);
  if (const auto c = facts.as_constant()) return fmt::format("{}", static_cast<std::int64_t>(*c));
  const auto width =
      static_cast<std::uint64_t>(facts.smax()) - static_cast<std::uint64_t>(facts.smin());
  if (width < facts.umax() - facts.umin())
    return fmt::format("between {} and {}", facts.smin(), facts.smax());
  if (facts.umin() == 0 && facts.umax() == ~std::uint64_t{0}) return "unbounded";
  return fmt::format("between {} and {}", facts.umin(), facts.umax());
}

void explain_origin(const Site& site, const Term& term, Finding& finding) {
  for (const Monomial& m : term.monomials()) {
    const SymbolFacts* s = site.state.knowledge.find(m.symbol);
    if (s == nullptr) continue;
    const std::string range = describe_range(site, Term::of(m.symbol));
    finding.notes.push_back({s->made_at, "the value comes from here and is " + range});
    if (s->bounded_at != s->made_at)
      finding.notes.push_back({s->bounded_at, "it was last bounded here"});
  }
}

}  // namespace assay
