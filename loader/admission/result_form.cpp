// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/result_form.hpp"

#include <limits>

namespace assay::loader {

std::optional<std::uint64_t> result_in(const ReturnRange& range, std::uint64_t r0) {
  if (!range.checked) return r0;
  const std::int64_t value =
      range.low32 ? static_cast<std::int32_t>(r0) : static_cast<std::int64_t>(r0);
  if (value < range.min || value > range.max) return std::nullopt;
  return static_cast<std::uint64_t>(value);
}

std::optional<std::uint64_t> set_result_in(const ReturnRange& range, std::uint64_t number) {
  if (number == 0) return number;
  const std::optional<std::uint64_t> result = result_in(range, number);
  const bool is_short = number <= std::numeric_limits<std::uint32_t>::max();
  const bool has_it = is_short || result == number;
  return has_it ? result : std::nullopt;
}

}  // namespace assay::loader
