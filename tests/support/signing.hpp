// SPDX-License-Identifier: Apache-2.0
// Keys, roots and statements for tests: each key is made of one letter.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <string>

#include "ir/package/parts.hpp"
#include "loader/sign/root.hpp"
#include "loader/sign/signed_package.hpp"
#include "loader/sign/statement.hpp"

namespace assay::loader {

[[nodiscard]] inline KeySeed seed_of(char letter) {
  KeySeed seed{};
  seed.fill(static_cast<std::uint8_t>(letter));
  return seed;
}

[[nodiscard]] inline std::set<PublicKey> keys_of(std::string_view letters) {
  std::set<PublicKey> keys;
  for (const char letter : letters) keys.insert(public_key_of(seed_of(letter)));
  return keys;
}

[[nodiscard]] inline SignedDocument signed_by(std::string document, SignedKind kind,
                                              std::string_view letters) {
  SignedDocument made{std::move(document), {}};
  for (const char letter : letters) add_signature(made, kind, seed_of(letter));
  return made;
}

/// A package that seals the text and nobody has signed. Only its envelope is one of packages: no
/// checker takes it.
[[nodiscard]] inline Bytes enveloped(std::string_view text) {
  Bytes sealed(wire::kHeadBytes);
  std::copy(std::begin(wire::kPackageMagic), std::end(wire::kPackageMagic), sealed.begin());
  sealed[wire::kHeadVersion] = wire::kPackageVersion;
  const std::size_t size = sealed.size() + text.size();
  for (unsigned i = 0; i < 8; ++i) {
    sealed[wire::kHeadBody + i] = static_cast<std::uint8_t>(std::uint64_t{size} >> (8 * i));
  }
  sealed.insert(sealed.end(), text.begin(), text.end());
  return joined({sealed, sha256(sealed), {}});
}

/// The package with the signatures of those keys.
[[nodiscard]] inline Bytes signed_package(Bytes package, std::string_view letters) {
  for (const char letter : letters) {
    package = with_signature(package, seed_of(letter)).value();
  }
  return package;
}

/// What a release names the package by.
[[nodiscard]] inline std::string digest_of_package(std::span<const std::uint8_t> package) {
  return read_signed_package(package).value().digest;
}

/// Version 1: roots a, b, c, two of which must sign; packages p; statements s.
[[nodiscard]] inline Root test_root() {
  Root root;
  root.version = 1;
  root.issued = 1000;
  root.expires = 1'000'000;
  root.root = {keys_of("abc"), 2};
  root.package = {keys_of("p"), 1};
  root.statement = {keys_of("s"), 1};
  return root;
}

/// A digest of 64 times the digit.
[[nodiscard]] inline std::string digest_of(char digit) { return std::string(64, digit); }

/// Version 5 of "sensor" for all hosts of the ring "wide".
[[nodiscard]] inline Statement test_release() {
  Release release;
  release.package = "sensor";
  release.version = 5;
  release.digests = {{digest_of('c'), digest_of('5')}};
  release.rings = {{"wide", kAllHosts}};
  return {7, 2000, 9000, release};
}

}  // namespace assay::loader
