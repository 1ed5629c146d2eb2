// SPDX-License-Identifier: Apache-2.0
#include "loader/sign/signed_package.hpp"

#include <gtest/gtest.h>

#include "support/signing.hpp"

namespace assay::loader {
namespace {

/// What the root says of the package with signatures of those keys.
Done by(const Root& root, std::string_view letters) {
  const Bytes package = signed_package(enveloped("sensor"), letters);
  return check_package_signatures(root, read_signed_package(package).value());
}

RefusalCode code(const Done& done) { return done.refusal().code; }

TEST(SignedPackage, IsWhatAKeyOfTheRoleSigned) {
  EXPECT_TRUE(by(test_root(), "p").ok());
  EXPECT_EQ(code(by(test_root(), "")), RefusalCode::SignatureMissing);
  EXPECT_EQ(code(by(test_root(), "sabx")), RefusalCode::SignatureMissing)
      << "keys for other things sign no package";
  Root revoking = test_root();
  revoking.revoked_digests = {digest_of_package(enveloped("sensor"))};
  EXPECT_EQ(code(by(revoking, "p")), RefusalCode::DigestRevoked);
  Root rotated = test_root();
  rotated.package.keys = keys_of("q");
  rotated.revoked_keys = keys_of("p");
  EXPECT_EQ(code(by(rotated, "p")), RefusalCode::SignatureMissing)
      << "a key that left the role admits nothing";
  EXPECT_TRUE(by(rotated, "pq").ok()) << "and harms nothing";
}

TEST(SignedPackage, IsSignedByTheThreshold) {
  Root root = test_root();
  root.package = {keys_of("pqr"), 2};
  EXPECT_EQ(code(by(root, "p")), RefusalCode::SignatureMissing);
  EXPECT_EQ(code(by(root, "pp")), RefusalCode::SignatureMissing) << "a key counts once";
  EXPECT_EQ(code(by(root, "px")), RefusalCode::SignatureMissing);
  EXPECT_TRUE(by(root, "pr").ok());
  root.package.threshold = 0;
  EXPECT_EQ(code(by(root, "pqr")), RefusalCode::SignatureMissing);
}

TEST(SignedPackage, ASignatureThatDoesNotHoldIsNamedThoughOthersSuffice) {
  Root root = test_root();
  root.package = {keys_of("pq"), 1};
  const Bytes package = signed_package(enveloped("sensor"), "pq");
  SignedPackage read = read_signed_package(package).value();
  read.signatures.begin()->second[5] ^= 1;
  EXPECT_EQ(code(check_package_signatures(root, read)), RefusalCode::SignatureWrong);
}

TEST(SignedPackage, WhatWasSignedOtherwiseIsNoSignatureOfAPackage) {
  const SignedPackage bare = read_signed_package(enveloped("sensor")).value();
  const auto digest = *array_from_hex<32>(bare.digest);
  const std::string raw(digest.begin(), digest.end());
  for (const std::string& message : {raw, bare.digest, "assay package 1\n" + raw,
                                     "assay root 1\n" + raw, "assay package 2\n" + bare.digest}) {
    SignedPackage other = bare;
    other.signatures[public_key_of(seed_of('p'))] = sign(seed_of('p'), message);
    EXPECT_EQ(code(check_package_signatures(test_root(), other)), RefusalCode::SignatureWrong);
  }
  SignedPackage other = bare;
  other.signatures[public_key_of(seed_of('p'))] = sign(seed_of('p'), "assay package 2\n" + raw);
  EXPECT_TRUE(check_package_signatures(test_root(), other).ok()) << "as docs/package.md says";
}

TEST(SignedPackage, AnotherSignatureChangesNothingBeforeTheTrailer) {
  const Bytes bare = enveloped("sensor");
  const Bytes one = signed_package(bare, "p");
  const Bytes two = signed_package(one, "q");
  EXPECT_EQ(two, signed_package(signed_package(bare, "q"), "p")) << "whoever signed first";
  EXPECT_EQ(signed_package(two, "p"), two) << "nobody is there twice";
  const auto sealed = static_cast<std::ptrdiff_t>(bare.size() - wire::kTrailerLengthBytes);
  for (const Bytes& package : {one, two}) {
    EXPECT_TRUE(std::equal(bare.begin(), bare.begin() + sealed, package.begin()));
    EXPECT_EQ(digest_of_package(package), digest_of_package(bare));
    EXPECT_EQ(read_signed_package(package).value().bytes, bare);
  }
}

TEST(SignedPackage, HasAtMostSixteenSignatures) {
  Bytes package = signed_package(enveloped("sensor"), "abcdefghijklmnop");
  EXPECT_TRUE(by(test_root(), "abcdefghijklmnop").ok());
  EXPECT_EQ(with_signature(package, seed_of('q')).refusal().code, RefusalCode::TooManySignatures);
  EXPECT_EQ(with_signature(package, seed_of('p')).value(), package);
  // One more by hand.
  const Bytes other = signed_package(enveloped("sensor"), "q");
  const std::size_t entry = wire::kKeyBytes + wire::kSignatureBytes;
  const auto length =
      package.end() - static_cast<std::ptrdiff_t>(wire::kTrailerLengthBytes + 16 * entry);
  length[0] = static_cast<std::uint8_t>(17 * entry & 0xff);
  length[1] = static_cast<std::uint8_t>(17 * entry >> 8);
  package.insert(package.end(), other.end() - static_cast<std::ptrdiff_t>(entry), other.end());
  EXPECT_EQ(read_signed_package(package).refusal().code, RefusalCode::PackageMalformed);
}

TEST(SignedPackage, OnlyTheOneFormIsRead) {
  EXPECT_FALSE(read_signed_package({}).ok());
  const Bytes good = signed_package(enveloped("sensor"), "pq");
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_FALSE(read_signed_package(std::span(good).first(size)).ok()) << size;
  }
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_FALSE(read_signed_package(longer).ok());
  Bytes swapped = good;
  const std::size_t entry = wire::kKeyBytes + wire::kSignatureBytes;
  std::rotate(swapped.end() - static_cast<std::ptrdiff_t>(2 * entry),
              swapped.end() - static_cast<std::ptrdiff_t>(entry), swapped.end());
  EXPECT_FALSE(read_signed_package(swapped).ok()) << "keys ascend";
  Bytes twice = good;
  std::copy(twice.end() - static_cast<std::ptrdiff_t>(entry), twice.end(),
            twice.end() - static_cast<std::ptrdiff_t>(2 * entry));
  EXPECT_FALSE(read_signed_package(twice).ok()) << "and none is there twice";
}

}  // namespace
}  // namespace assay::loader
