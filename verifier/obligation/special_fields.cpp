// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/special_fields.hpp"

#include <fmt/format.h>

#include "ir/base/check.hpp"
#include "verifier/obligation/describe.hpp"
#include "verifier/obligation/numbers.hpp"

namespace assay {
namespace {

/// The map whose value the access touches, or null.
const Map* map_of(const Site& site, const RegionRef& region) {
  switch (region.kind) {
    case RegionKind::MapValue:
    case RegionKind::Data:
      return &site.program.maps.at(region.index);
    case RegionKind::Stack:
    case RegionKind::Context:
    case RegionKind::Packet:
    case RegionKind::Memory:
    case RegionKind::MapHandle:
    case RegionKind::Function:
    case RegionKind::Object:
      return nullptr;
  }
  internal_fault(__FILE__, __LINE__, "region kind out of range");
}

/// The bytes [begin, end) of the value that an access touches, as integers.
struct Touched {
  LinearExpr begin;
  LinearExpr end;
};

bool passes(const Knowledge& k, const Touched& touched, const SpecialField& field) {
  const Int128 field_end = Int128{field.offset} + field.size;
  const auto lowest = k.lower_bound(touched.begin, field_end);
  if (lowest && *lowest >= field_end) return true;
  const auto into = LinearExpr::difference(touched.end, LinearExpr::constant(field.offset));
  return into && k.entails(*into);
}

Finding touches(const Site& site, const Access& a, const Map& map, const SpecialField& field) {
  const Term start = a.pointer.term.plus(static_cast<std::uint64_t>(a.delta));
  const bool always = start.is_constant() && a.size.is_constant();
  const std::string owner =
      map.is_data ? "section '" + map.name + "'" : "a value of map '" + map.name + "'";
  Finding f = refuse(
      site, ErrorCode::SpecialFieldTouched,
      fmt::format("{} of {} at offset {} {} the {} at bytes {} to {} of {}, which the kernel keeps "
                  "for itself",
                  a.what, describe_bytes(site, a.size), describe_range(site, start),
                  always ? "touches" : "may touch", special_field_name(field.kind), field.offset,
                  std::uint64_t{field.offset} + field.size - 1, owner));
  if (!start.is_constant()) explain_offset(site, start, f);
  f.suggestion =
      a.by == Accessor::Helper
          ? "pass a local variable, or the members before or after this one"
          : "use the other members alone; this one is changed by the helpers made for it";
  return f;
}

}  // namespace

Refusal check_special_fields(const Site& site, const Access& a) {
  const Map* map = map_of(site, a.pointer.region);
  if (map == nullptr || map->special_fields.empty()) return std::nullopt;
  const Knowledge& k = site.state.knowledge;
  const auto offset =
      k.integer(a.pointer.term.plus(static_cast<std::uint64_t>(a.delta)), Lift::Signed);
  const auto size = k.integer(a.size, Lift::Unsigned);
  ASSAY_CHECK(offset && size, "an access that was not found inside its region");
  const auto end = LinearExpr::combine(1, *offset, 1, *size);
  for (const SpecialField& field : map->special_fields) {
    if (!end || !passes(k, {*offset, *end}, field)) return touches(site, a, *map, field);
  }
  return std::nullopt;
}

}  // namespace assay
