// SPDX-License-Identifier: Apache-2.0
#include "loader/sign/signed_document.hpp"

#include <gtest/gtest.h>

#include "loader/base/hex.hpp"
#include "support/signing.hpp"

namespace assay::loader {
namespace {

TEST(Key, SignsAsRfc8032DoesInItsSecondTest) {
  const auto seed =
      array_from_hex<32>("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  EXPECT_EQ(to_hex(public_key_of(*seed)),
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
  EXPECT_EQ(to_hex(sign(*seed, "\x72")),
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST(Key, ASignatureHoldsForItsKeyAndItsMessageAlone) {
  const Signature signature = sign(seed_of('a'), "text");
  EXPECT_TRUE(signature_holds(public_key_of(seed_of('a')), "text", signature));
  EXPECT_FALSE(signature_holds(public_key_of(seed_of('b')), "text", signature));
  EXPECT_FALSE(signature_holds(public_key_of(seed_of('a')), "texT", signature));
}

TEST(SignedDocument, ComesBackAsItWasWritten) {
  const std::string text = write_signed(signed_by("{}", SignedKind::Statement, "abc"));
  const Outcome<SignedDocument> read = read_signed(text);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read.value().document, "{}");
  EXPECT_EQ(read.value().signatures.size(), 3U);
  EXPECT_EQ(write_signed(read.value()), text);
}

TEST(SignedDocument, EveryCutOfItsTextIsRefusedOrHasFewerSignatures) {
  const std::string text = write_signed(signed_by("{}", SignedKind::Statement, "ab"));
  for (std::size_t size = 0; size < text.size(); ++size) {
    const Outcome<SignedDocument> read = read_signed(text.substr(0, size));
    EXPECT_TRUE(!read.ok() || read.value().signatures.size() < 2) << size;
  }
}

TEST(SignedDocument, UnsortedAndRepeatedSignaturesAreRefused) {
  const SignedDocument made = signed_by("{}", SignedKind::Statement, "ab");
  const auto line = [](const auto& entry) {
    return to_hex(entry.first) + ' ' + to_hex(entry.second) + '\n';
  };
  const std::string first = line(*made.signatures.begin());
  const std::string second = line(*made.signatures.rbegin());
  EXPECT_TRUE(read_signed("{}\n" + first + second).ok());
  EXPECT_FALSE(read_signed("{}\n" + second + first).ok());
  EXPECT_FALSE(read_signed("{}\n" + first + first).ok());
  EXPECT_FALSE(read_signed("{}\n" + first + "\n").ok());
  EXPECT_FALSE(read_signed("{}\n" + first + "  " + second).ok());
}

TEST(SignedDocument, EndlessTextAndEndlessSignaturesAreRefused) {
  EXPECT_EQ(read_signed(std::string(kLongestSigned + 1, 'x')).refusal().code,
            RefusalCode::DocumentTooLarge);
  std::string text = "{}\n";
  for (std::size_t i = 0; i <= kMostSignatures; ++i) {
    PublicKey key{};
    key[0] = static_cast<std::uint8_t>(i);
    text += to_hex(key) + ' ' + to_hex(Signature{}) + '\n';
  }
  EXPECT_EQ(read_signed(text).refusal().code, RefusalCode::DocumentMalformed);
}

TEST(SignedDocument, OneKeyCountsOnceAndStrangersNotAtAll) {
  const Role role{keys_of("ab"), 2};
  const auto check = [&](std::string_view letters) {
    return check_signatures(signed_by("{}", SignedKind::Statement, letters), SignedKind::Statement,
                            role);
  };
  EXPECT_TRUE(check("ab").ok());
  EXPECT_TRUE(check("abz").ok());
  EXPECT_EQ(check("aa").refusal().code, RefusalCode::SignatureMissing);
  EXPECT_EQ(check("ayz").refusal().code, RefusalCode::SignatureMissing);
  EXPECT_EQ(check("").refusal().code, RefusalCode::SignatureMissing);
}

TEST(SignedDocument, ARoleWithoutAThresholdAcceptsNothing) {
  const SignedDocument made = signed_by("{}", SignedKind::Statement, "a");
  EXPECT_FALSE(check_signatures(made, SignedKind::Statement, {keys_of("a"), 0}).ok());
}

}  // namespace
}  // namespace assay::loader
