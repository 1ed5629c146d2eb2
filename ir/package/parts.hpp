// SPDX-License-Identifier: Apache-2.0
// A package's bytes told apart: what is sealed, its digest, and the signatures of that digest. What
// is sealed is not looked into, and whether a signature holds, or a key counts, is not known here.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "ir/digest/sha256.hpp"
#include "ir/wire/package.hpp"

namespace assay {

/// Why bytes are no package.
struct PackageFault {
  std::size_t offset = 0;  // of the byte at fault, or the end of what was read
  std::string what;
};

/// Who signed, and with what (Ed25519), as the trailer has it.
using Signatures = std::map<std::array<std::uint8_t, wire::kKeyBytes>,
                            std::array<std::uint8_t, wire::kSignatureBytes>>;

struct PackageParts {
  std::span<const std::uint8_t> sealed;  // all that the digest is of
  Sha256 digest{};                       // by which a package is named
  Signatures signatures;
};

/// The parts of bytes whose digest fits and whose trailer is written in its one form.
[[nodiscard]] std::variant<PackageParts, PackageFault> parts_of(
    std::span<const std::uint8_t> package);

/// A package of these parts, by its one encoding. Requires at most wire::kMostSignatures.
[[nodiscard]] std::vector<std::uint8_t> joined(const PackageParts& parts);

}  // namespace assay
