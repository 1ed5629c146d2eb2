// SPDX-License-Identifier: Apache-2.0
#include "loader/state/package_store.hpp"

#include <gtest/gtest.h>

#include "support/crash_states.hpp"
#include "support/signing.hpp"

namespace assay::loader {
namespace {

/// A package of so many bytes.
SignedPackage package(char with, std::size_t size = 1300) {
  const std::size_t around = enveloped("").size();
  return read_signed_package(enveloped(std::string(size - around, with))).value();
}

TEST(PackageStore, GivesBackTheBytesOfADigest) {
  MemoryFiles files;
  ASSERT_TRUE(keep_package(files, package('a'), {}).ok());
  const std::string digest = package('a').digest;
  EXPECT_EQ(kept_package(files, digest, {}).value(), package('a').bytes);
  files.forget_steps();
  ASSERT_TRUE(keep_package(files, package('a'), {}).ok());
  EXPECT_TRUE(files.steps().empty()) << "what is kept is not written again";
}

TEST(PackageStore, RefusesBytesThatWereChanged) {
  MemoryFiles files;
  ASSERT_TRUE(keep_package(files, package('a'), {}).ok());
  const std::string digest = package('a').digest;
  Image image = files.image();
  image.begin()->second[700] ^= 1;
  MemoryFiles changed(image);
  EXPECT_EQ(kept_package(changed, digest, {}).refusal().code, RefusalCode::StoredBytesChanged);
  ASSERT_TRUE(keep_package(changed, package('a'), {}).ok()) << "and is mended by the next copy";
  EXPECT_TRUE(kept_package(changed, digest, {}).ok());
}

TEST(PackageStore, RefusesBytesWithSignaturesBehindThem) {
  MemoryFiles files;
  ASSERT_TRUE(keep_package(files, package('a'), {}).ok());
  const std::string digest = package('a').digest;
  Image image = files.image();
  image.begin()->second = signed_package(image.begin()->second, "p");
  EXPECT_EQ(digest_of_package(image.begin()->second), digest);
  const MemoryFiles changed(image);
  EXPECT_EQ(kept_package(changed, digest, {}).refusal().code, RefusalCode::StoredBytesChanged);
}

TEST(PackageStore, HasBounds) {
  MemoryFiles files;
  const StoreLimits limits{1000, 2};
  EXPECT_EQ(keep_package(files, package('a', 1001), limits).refusal().code,
            RefusalCode::FileTooLarge);
  ASSERT_TRUE(keep_package(files, package('a', 1000), limits).ok());
  ASSERT_TRUE(keep_package(files, package('b', 200), limits).ok());
  EXPECT_EQ(keep_package(files, package('c', 200), limits).refusal().code, RefusalCode::StoreFull);
  ASSERT_TRUE(keep_package(files, package('b', 200), limits).ok());
  ASSERT_TRUE(keep_only(files, {package('b', 200).digest}).ok());
  EXPECT_TRUE(keep_package(files, package('c', 200), limits).ok());
  EXPECT_FALSE(kept_package(files, package('a', 1000).digest, limits).ok());
}

TEST(PackageStoreCrash, APackageIsWholeOrNotThere) {
  MemoryFiles files;
  ASSERT_TRUE(keep_package(files, package('a'), {}).ok());
  ASSERT_TRUE(files.sync_folder().ok());
  const std::string digest = package('a').digest;
  // Without asking its digest: what is there under its name must be whole.
  const auto survives = [&](const std::vector<FileStep>& steps) {
    bool well = true;
    for_each_crash({}, steps, [&](const CrashState& crash) {
      const auto at = crash.image.find("package-" + digest);
      const bool there = at != crash.image.end();
      well = well && (there ? at->second == package('a').bytes : crash.after < steps.size());
    });
    return well;
  };
  EXPECT_TRUE(survives(files.steps()));
  for (const Mistake& mistake : mistakes_of(files.steps())) {
    EXPECT_FALSE(survives(mistake.steps)) << mistake.what;
  }
}

}  // namespace
}  // namespace assay::loader
