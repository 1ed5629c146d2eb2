// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/special_fields.hpp"

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

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

}  // namespace

const Map* map_pointed_into(const Site& site, const Value& pointer) {
  if (const auto* element = pointer.into<MapElement>()) return &site.program.maps.at(element->map);
  if (const auto* data = pointer.into<DataSection>()) return &site.program.maps.at(data->map);
  return nullptr;
}

Missing check_special_fields(const Site& site, const Access& a) {
  const Map* map = map_pointed_into(site, a.pointer);
  if (map == nullptr || map->special_fields.empty()) return std::nullopt;
  const Knowledge& k = site.state.knowledge;
  const auto offset = k.integer(a.start(), Lift::Signed);
  const auto size = k.integer(a.size, Lift::Unsigned);
  ASSAY_CHECK(offset && size, "an access that was not found inside its region");
  const auto end = LinearExpr::combine(1, *offset, 1, *size);
  for (std::uint32_t f = 0; f < map->special_fields.size(); ++f) {
    if (!end || !passes(k, {*offset, *end}, map->special_fields[f]))
      return Miss{ErrorCode::SpecialFieldTouched, Lack::Plain, f};
  }
  return std::nullopt;
}

}  // namespace assay
