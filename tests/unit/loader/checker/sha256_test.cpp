// SPDX-License-Identifier: Apache-2.0
// The checker's SHA-256 against libsodium's.
#include "loader/checker/sha256.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "ir/digest/sha256.hpp"

namespace assay::checker {
namespace {

bool agree(const std::vector<std::uint8_t>& message) {
  const Digest own = sha256(Bytes{message.data(), message.size()});
  const Sha256 other = assay::sha256(std::span<const std::uint8_t>(message));
  return std::equal(other.begin(), other.end(), own.bytes);
}

TEST(CheckerSha256, AgreesWithLibsodiumAtEveryLengthOfThreeBlocks) {
  std::mt19937 random(1);
  std::vector<std::uint8_t> message;
  for (std::size_t length = 0; length <= 200; ++length) {
    EXPECT_TRUE(agree(message)) << length;
    message.push_back(static_cast<std::uint8_t>(random()));
  }
}

TEST(CheckerSha256, AgreesWithLibsodiumOnALongMessage) {
  std::mt19937 random(2);
  std::vector<std::uint8_t> message(1'000'003);
  for (std::uint8_t& byte : message) byte = static_cast<std::uint8_t>(random());
  EXPECT_TRUE(agree(message));
}

TEST(CheckerSha256, DigestOfAbcIsTheOneOfTheStandard) {
  const std::vector<std::uint8_t> abc = {'a', 'b', 'c'};
  const Digest digest = sha256(Bytes{abc.data(), abc.size()});
  EXPECT_EQ(digest.bytes[0], 0xba);
  EXPECT_EQ(digest.bytes[1], 0x78);
  EXPECT_EQ(digest.bytes[31], 0xad);
}

}  // namespace
}  // namespace assay::checker
