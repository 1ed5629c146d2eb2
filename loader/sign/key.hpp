// SPDX-License-Identifier: Apache-2.0
// Ed25519 (RFC 8032) by libsodium. With ir/digest the only user of that library.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace assay::loader {

using PublicKey = std::array<std::uint8_t, 32>;
using Signature = std::array<std::uint8_t, 64>;
/// From which a key pair is made (RFC 8032: the private key). Never written to journal or logs.
using KeySeed = std::array<std::uint8_t, 32>;

[[nodiscard]] PublicKey public_key_of(const KeySeed& seed);
[[nodiscard]] Signature sign(const KeySeed& seed, std::string_view message);
[[nodiscard]] bool signature_holds(const PublicKey& key, std::string_view message,
                                   const Signature& signature);

}  // namespace assay::loader
