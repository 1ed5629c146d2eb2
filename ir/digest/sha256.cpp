// SPDX-License-Identifier: Apache-2.0
#include "ir/digest/sha256.hpp"

#include <fmt/format.h>
#include <sodium/crypto_hash_sha256.h>

#include "ir/base/check.hpp"

namespace assay {

static_assert(std::tuple_size_v<Sha256> == crypto_hash_sha256_BYTES);

Sha256 sha256(std::span<const std::uint8_t> bytes) {
  Sha256 digest{};
  const int failed = crypto_hash_sha256(digest.data(), bytes.data(), bytes.size());
  ASSAY_CHECK(failed == 0, "SHA-256 failed");
  return digest;
}

Sha256 sha256(std::string_view text) {
  return sha256(std::span(reinterpret_cast<const std::uint8_t*>(text.data()), text.size()));
}

std::string to_text(const Sha256& digest) {
  std::string text = "sha256:";
  for (const std::uint8_t byte : digest) text += fmt::format("{:02x}", byte);
  return text;
}

}  // namespace assay
