// SPDX-License-Identifier: Apache-2.0
#include "ir/types/user_api.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "ir/types/core_match.hpp"

namespace assay {
namespace {

struct UserField {
  std::string_view type;
  std::string_view path;
  std::uint32_t bit_offset = 0;
  std::uint32_t bytes = 0;
};

constexpr UserField kFields[] = {
#define ASSAY_USER_FIELD(type, path, bits, bytes) UserField{type, path, bits, bytes},
#include "ir/types/user_api.def"
#undef ASSAY_USER_FIELD
};

/// The names of a path, without the elements of arrays that it goes through.
std::string member_names(const CoreSpec& spec) {
  std::string text;
  for (const CoreStep& step : spec.steps) {
    if (step.name.empty()) continue;
    if (!text.empty()) text += '.';
    text += step.name;
  }
  return text;
}

/// Bits from the type's begin to the first elements of the arrays on the way.
std::uint64_t place_of_member(const Btf& btf, const CoreSpec& spec) {
  std::uint64_t bits = spec.bit_offset;
  for (const CoreStep& step : spec.steps) {
    if (step.name.empty()) bits -= step.index * btf.size_of(step.type).value_or(0) * 8;
  }
  return bits;
}

}  // namespace

ApiFit user_api_fit(const Btf& btf, const CoreSpec& spec, const CoreNumber& offset) {
  // A bit field's storage follows from declared types, which is more than its place.
  if (offset.access_bytes == 0) return ApiFit::NotOfApi;
  const auto root = btf.resolve(spec.root);
  const std::string_view type = without_flavour(root ? btf.name(*root) : std::string_view());
  const std::string path = member_names(spec);
  const auto field = std::ranges::find_if(
      kFields, [&](const UserField& f) { return f.type == type && f.path == path; });
  if (field == std::end(kFields)) return ApiFit::NotOfApi;
  const bool same_bytes = field->bytes == 0 || offset.access_bytes == field->bytes;
  return same_bytes && place_of_member(btf, spec) == field->bit_offset ? ApiFit::Fits
                                                                       : ApiFit::Contradicts;
}

}  // namespace assay
