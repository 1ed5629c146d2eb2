// SPDX-License-Identifier: Apache-2.0
// Numbers as people read them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace assay {

/// Decimal digits in groups of three: 1234567 is "1,234,567".
[[nodiscard]] std::string grouped(std::uint64_t number);
/// The same with a minus sign where there is one.
[[nodiscard]] std::string grouped_signed(std::int64_t number);
/// "1 byte", "2 bytes", "65,535 bytes".
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view noun);

}  // namespace assay
