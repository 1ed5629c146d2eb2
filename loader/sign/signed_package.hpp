// SPDX-License-Identifier: Apache-2.0
// Packages and who signed them (docs/package.md, ADR 49). What is signed is the digest of what is
// sealed, behind a tag of its own; signatures stand behind that digest and change nothing before
// it.
#pragma once

#include <span>
#include <string>

#include "ir/package/parts.hpp"
#include "loader/base/hex.hpp"
#include "loader/base/outcome.hpp"
#include "loader/sign/key.hpp"
#include "loader/sign/root.hpp"

namespace assay::loader {

/// A package as somebody brings it.
struct SignedPackage {
  std::string digest;  // hexadecimal: by which releases, quarantine and journal name it
  /// Without signatures: of all bytes that have this digest the only ones that a host keeps, has
  /// checked and runs.
  Bytes bytes;
  Signatures signatures;
};

/// PackageMalformed. Nothing that is sealed is looked into.
[[nodiscard]] Outcome<SignedPackage> read_signed_package(std::span<const std::uint8_t> bytes);

/// SignatureMissing and SignatureWrong by the root's role `package`; DigestRevoked. Whether the
/// root has expired is for the caller.
[[nodiscard]] Done check_package_signatures(const Root& root, const SignedPackage& package);

/// The bytes with the key's signature besides those that are there, or in place of the one that it
/// made before. PackageMalformed; TooManySignatures.
[[nodiscard]] Outcome<Bytes> with_signature(std::span<const std::uint8_t> package,
                                            const KeySeed& seed);

}  // namespace assay::loader
