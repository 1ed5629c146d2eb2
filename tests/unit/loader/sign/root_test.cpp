// SPDX-License-Identifier: Apache-2.0
#include "loader/sign/root.hpp"

#include <gtest/gtest.h>

#include "support/signing.hpp"

namespace assay::loader {
namespace {

SignedDocument root_by(const Root& root, std::string_view letters) {
  return signed_by(write_root(root), SignedKind::Root, letters);
}

Root second_root() {
  Root root = test_root();
  root.version = 2;
  root.root = {keys_of("bcd"), 2};
  root.statement = {keys_of("t"), 1};
  root.revoked_keys = keys_of("as");
  root.revoked_digests = {digest_of('1'), digest_of('2')};
  root.floors = {{"sensor", 4}};
  return root;
}

RefusalCode refused(const Outcome<Root>& root) { return root.refusal().code; }

TEST(Root, ComesBackAsItWasWritten) {
  const Root root = second_root();
  EXPECT_EQ(first_root(root_by(root, "bc")).value(), root);
}

TEST(Root, TheFirstIsSignedByItsOwnThreshold) {
  EXPECT_TRUE(first_root(root_by(test_root(), "ab")).ok());
  EXPECT_EQ(refused(first_root(root_by(test_root(), "a"))), RefusalCode::SignatureMissing);
  EXPECT_EQ(refused(first_root(root_by(test_root(), "aps"))), RefusalCode::SignatureMissing);
}

TEST(Root, TheNextIsSignedByTheOldThresholdAndByItsOwn) {
  const Root next = second_root();
  EXPECT_TRUE(next_root(test_root(), root_by(next, "bc")).ok());
  EXPECT_TRUE(next_root(test_root(), root_by(next, "abd")).ok());
  EXPECT_EQ(refused(next_root(test_root(), root_by(next, "bd"))), RefusalCode::SignatureMissing)
      << "the old ones are too few";
  EXPECT_EQ(refused(next_root(test_root(), root_by(next, "ab"))), RefusalCode::SignatureMissing)
      << "the new ones are too few";
}

TEST(Root, OnlyTheNextVersionFollows) {
  for (const std::uint64_t version :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{3}, ~std::uint64_t{0}}) {
    Root next = second_root();
    next.version = version;
    EXPECT_EQ(refused(next_root(test_root(), root_by(next, "bc"))), RefusalCode::RootVersionWrong);
  }
}

TEST(Root, WhatWasRevokedStaysRevoked) {
  Root before = test_root();
  before.revoked_digests = {digest_of('1'), digest_of('2')};
  before.revoked_keys = keys_of("x");
  Root next = second_root();
  next.revoked_digests = {digest_of('1'), digest_of('2'), digest_of('3')};
  next.revoked_keys = keys_of("xy");
  EXPECT_TRUE(next_root(before, root_by(next, "bc")).ok());
  Root forgets = next;
  forgets.revoked_digests.erase(digest_of('2'));
  EXPECT_EQ(refused(next_root(before, root_by(forgets, "bc"))), RefusalCode::RootForgets);
  forgets = next;
  forgets.revoked_keys = keys_of("y");
  EXPECT_EQ(refused(next_root(before, root_by(forgets, "bc"))), RefusalCode::RootForgets);
}

TEST(Root, AThresholdThatKeysCannotReachIsRefused) {
  for (const std::uint64_t threshold : {std::uint64_t{0}, std::uint64_t{2}}) {
    Root root = test_root();
    root.statement.threshold = threshold;
    EXPECT_EQ(refused(first_root(root_by(root, "abc"))), RefusalCode::RootUnusable) << threshold;
  }
}

TEST(Root, AKeyHasOneRoleAndNoneWhenItIsRevoked) {
  Root both = test_root();
  both.package.keys = keys_of("s");
  EXPECT_EQ(refused(first_root(root_by(both, "abc"))), RefusalCode::RootUnusable);
  Root revoked = test_root();
  revoked.revoked_keys = keys_of("p");
  EXPECT_EQ(refused(first_root(root_by(revoked, "abc"))), RefusalCode::RootUnusable);
}

TEST(Root, AChangedByteIsNoticed) {
  const SignedDocument good = root_by(test_root(), "ab");
  for (std::size_t i = 0; i < good.document.size(); ++i) {
    SignedDocument bad = good;
    bad.document[i] ^= 1;
    EXPECT_FALSE(first_root(bad).ok()) << i;
  }
}

TEST(Root, ASignatureThatDoesNotHoldIsNamedThoughOthersSuffice) {
  SignedDocument root = root_by(test_root(), "abc");
  root.signatures.begin()->second[5] ^= 1;
  EXPECT_EQ(refused(first_root(root)), RefusalCode::SignatureWrong);
}

TEST(Root, ASignatureForAnotherKindOfDocumentDoesNotHold) {
  const SignedDocument root = signed_by(write_root(test_root()), SignedKind::Statement, "ab");
  EXPECT_EQ(refused(first_root(root)), RefusalCode::SignatureWrong);
}

}  // namespace
}  // namespace assay::loader
