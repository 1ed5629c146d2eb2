// SPDX-License-Identifier: Apache-2.0
#include "loader/sign/signed_package.hpp"

#include <type_traits>
#include <utility>
#include <variant>

#include "loader/sign/role.hpp"

namespace assay::loader {
namespace {

static_assert(std::is_same_v<Signatures::key_type, PublicKey>);
static_assert(std::is_same_v<Signatures::mapped_type, Signature>);

/// What is signed. No document's is like it (signed_document.cpp): those of the kind "package" were
/// of version 1.
std::string signed_bytes(const Sha256& digest) {
  std::string message = "assay package 2\n";
  message.append(digest.begin(), digest.end());
  return message;
}

Outcome<PackageParts> parts_in(std::span<const std::uint8_t> bytes) {
  auto parts = parts_of(bytes);
  if (const auto* const fault = std::get_if<PackageFault>(&parts)) {
    return Refusal{RefusalCode::PackageMalformed, fault->what};
  }
  return std::get<PackageParts>(std::move(parts));
}

}  // namespace

Outcome<SignedPackage> read_signed_package(std::span<const std::uint8_t> bytes) {
  Outcome<PackageParts> parts = parts_in(bytes);
  if (!parts.ok()) return parts.refusal();
  PackageParts bare = std::move(parts).value();
  Signatures signatures = std::exchange(bare.signatures, {});
  return SignedPackage{to_hex(bare.digest), joined(bare), std::move(signatures)};
}

Done check_package_signatures(const Root& root, const SignedPackage& package) {
  const auto digest = array_from_hex<wire::kDigestBytes>(package.digest);
  if (!digest) return Refusal{RefusalCode::PackageMalformed, package.digest};
  const Done enough =
      check_signatures(root.package, signed_bytes(*digest), package.signatures, "package");
  if (!enough.ok()) return enough;
  if (root.revoked_digests.contains(package.digest)) {
    return Refusal{RefusalCode::DigestRevoked, package.digest};
  }
  return done();
}

Outcome<Bytes> with_signature(std::span<const std::uint8_t> package, const KeySeed& seed) {
  Outcome<PackageParts> read = parts_in(package);
  if (!read.ok()) return read.refusal();
  PackageParts parts = std::move(read).value();
  parts.signatures[public_key_of(seed)] = sign(seed, signed_bytes(parts.digest));
  if (parts.signatures.size() > wire::kMostSignatures) {
    return Refusal{RefusalCode::TooManySignatures, std::to_string(wire::kMostSignatures)};
  }
  return joined(parts);
}

}  // namespace assay::loader
