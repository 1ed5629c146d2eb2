// SPDX-License-Identifier: Apache-2.0
// Admission with the real checker and executor: from a sealed package to the answer to an event.
#include "loader/admission/admission.hpp"

#include <algorithm>

#include "support/memory_files.hpp"
#include "unit/loader/host/sealed_sensor.hpp"

namespace assay::loader::test {
namespace {

class HostTest : public ::testing::Test {
 protected:
  void SetUp() override {
    admission_ = installed(files_);
    ASSERT_TRUE(admission_->register_hooks({hook("windows/xdp")}).ok());
  }

  Done release(const Bytes& package, std::uint64_t version) {
    Release release;
    release.package = "sensor";
    release.version = version;
    release.digests = {{hook("windows/xdp").digest, digest_of_package(package)}};
    release.rings = {{"wide", kAllHosts}};
    const Statement statement{version, 2000, 9000, release};
    const auto said = admission_->take_statement(
        write_signed(signed_by(write_statement(statement), SignedKind::Statement, "s")), "test");
    if (!said.ok()) return said;
    return admission_->submit(signed_package(package, "p"), "test");
  }

  std::uint64_t answer() { return admission_->dispatch("windows/xdp", {}).value().answer; }

  MemoryFiles files_;
  std::unique_ptr<Admission> admission_;
};

constexpr std::string_view kDrop = "// contract: windows/xdp\n  r0 = 2\n  exit\n";

TEST_F(HostTest, AnAdmittedPackageAnswersAndTheNextVersionTakesOver) {
  EXPECT_EQ(answer(), 0U);
  ASSERT_TRUE(release(sealed(kPass, 1), 1).ok());
  EXPECT_EQ(answer(), 1U);
  ASSERT_TRUE(release(sealed(kDrop, 2), 2).ok());
  EXPECT_EQ(answer(), 2U);
}

TEST_F(HostTest, AForgedPackageLeavesTheOldVersionRunning) {
  ASSERT_TRUE(release(sealed(kPass, 1), 1).ok());
  const Bytes good = sealed(kDrop, 2);
  PackageParts parts = std::get<PackageParts>(parts_of(good));
  Bytes changed(parts.sealed.begin(), parts.sealed.end());
  const Bytes drop = {0xb7, 0, 0, 0, 2, 0, 0, 0};
  const auto found = std::ranges::search(changed, drop);
  ASSERT_FALSE(found.empty());
  found[4] = 99;  // which the hook does not allow
  const Bytes forged = joined({changed, sha256(changed), {}});
  const Done refused = release(forged, 2);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.refusal().code, RefusalCode::CheckRefused);
  EXPECT_EQ(answer(), 1U);
}

TEST_F(HostTest, AContractThatChangesUnderAProgramParksItUntilItFitsAgain) {
  ASSERT_TRUE(release(sealed(kPass, 1), 1).ok());
  Contract narrower = *find_contract("windows/xdp");
  narrower.result.min = 2;
  narrower.names.clear();
  ASSERT_TRUE(admission_->register_hooks({hook(narrower)}).ok());
  EXPECT_EQ(answer(), 0U);
  const auto status = admission_->status();
  ASSERT_EQ(status.size(), 1U);
  EXPECT_TRUE(status[0].degraded);
  ASSERT_EQ(status[0].passed.size(), 1U);
  EXPECT_EQ(status[0].passed[0].why.code, RefusalCode::Parked);
  ASSERT_TRUE(admission_->register_hooks({hook("windows/xdp")}).ok());
  EXPECT_EQ(answer(), 1U);
}

TEST_F(HostTest, WhatAVersionStoredOutlivesTheRegistrationOfHooks) {
  ASSERT_TRUE(release(sealed(kCounting, 1), 1).ok());
  EXPECT_EQ(answer(), 1U);
  EXPECT_EQ(answer(), 1U);
  ASSERT_TRUE(admission_->register_hooks({hook("windows/xdp")}).ok());
  EXPECT_EQ(answer(), 2U);
}

}  // namespace
}  // namespace assay::loader::test
