// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4) by libsodium, which nothing else in ir uses.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace assay {

using Sha256 = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha256 sha256(std::span<const std::uint8_t> bytes);
[[nodiscard]] Sha256 sha256(std::string_view text);

/// As reports write it: "sha256:" and 64 hexadecimal digits in lower case.
[[nodiscard]] std::string to_text(const Sha256& digest);

}  // namespace assay
