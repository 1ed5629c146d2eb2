// SPDX-License-Identifier: Apache-2.0
// Writing and reading: one package, one encoding, and nothing else.
#include "ir/package/package.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "ir/package/read.hpp"
#include "ir/package/write.hpp"
#include "samples.hpp"

namespace assay {
namespace {

using test::identity;
using test::packed;
using test::program_of;
using test::proved;
using test::rich_package;

bool reads(const std::vector<std::uint8_t>& bytes) {
  return std::holds_alternative<SealedPackage>(read_package(bytes));
}

/// The bytes with a digest that fits them.
std::vector<std::uint8_t> with_digest(std::vector<std::uint8_t> bytes) {
  const std::size_t body = bytes.size() - wire::kDigestBytes - wire::kTrailerLengthBytes;
  const Sha256 digest = sha256(std::span<const std::uint8_t>(bytes).first(body));
  std::copy(digest.begin(), digest.end(), bytes.begin() + static_cast<std::ptrdiff_t>(body));
  return bytes;
}

TEST(Package, WhatIsWrittenReadsBack) {
  const SealedPackage package = rich_package();
  const auto read = read_package(write_package(package));
  ASSERT_TRUE(std::holds_alternative<SealedPackage>(read)) << std::get<PackageFault>(read).what;
  EXPECT_EQ(std::get<SealedPackage>(read), package);
}

TEST(Package, TheSameProgramsGiveTheSameBytesInWhateverOrder) {
  const ProvedProgram a = proved(program_of("a", "r0 = 2\nexit\n"));
  const ProvedProgram b = proved(program_of("b", "r0 = 1\nexit\n"));
  EXPECT_EQ(write_package(packed({a, b})), write_package(packed({b, a})));
}

/// With signatures of so many keys, which nobody looks at.
SealedPackage signed_package(std::size_t keys) {
  SealedPackage package = rich_package();
  for (std::size_t i = 0; i < keys; ++i) {
    package.signatures[{static_cast<std::uint8_t>(i + 1)}] = {static_cast<std::uint8_t>(i)};
  }
  return package;
}

TEST(Package, WhoSignedItReadsBackAndChangesNothingElse) {
  const std::vector<std::uint8_t> bare = write_package(rich_package());
  for (const std::size_t keys : {1, 2, 16}) {
    const SealedPackage package = signed_package(keys);
    const std::vector<std::uint8_t> bytes = write_package(package);
    EXPECT_EQ(bytes.size(), bare.size() + 96 * keys);
    const auto read = read_package(bytes);
    ASSERT_TRUE(std::holds_alternative<SealedPackage>(read)) << std::get<PackageFault>(read).what;
    EXPECT_EQ(std::get<SealedPackage>(read), package);
    EXPECT_EQ(digest_of(package), digest_of(rich_package()));
    EXPECT_TRUE(std::equal(bare.begin(), bare.end() - 4, bytes.begin()));
  }
  EXPECT_TRUE(fault_of(signed_package(17)).has_value());
}

TEST(Package, ATrailerHasOneForm) {
  const std::vector<std::uint8_t> bytes = write_package(signed_package(2));
  for (std::size_t size = bytes.size() - 200; size < bytes.size(); ++size)
    EXPECT_FALSE(reads({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)}));
  std::vector<std::uint8_t> changed = bytes;
  changed.at(bytes.size() - 2 * 96) = 2;  // the first key: now the second one's
  EXPECT_FALSE(reads(changed));
  changed.at(bytes.size() - 2 * 96) = 3;
  EXPECT_FALSE(reads(changed));
  for (const std::size_t length : {0, 95, 96, 191, 193, 288}) {
    changed = bytes;
    changed.at(bytes.size() - 2 * 96 - 4) = static_cast<std::uint8_t>(length);
    changed.at(bytes.size() - 2 * 96 - 3) = static_cast<std::uint8_t>(length >> 8);
    EXPECT_FALSE(reads(changed)) << length;
  }
}

TEST(Package, AnyChangedByteIsRefused) {
  const std::vector<std::uint8_t> bytes = write_package(rich_package());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::vector<std::uint8_t> changed = bytes;
    changed[at] ^= 0x10;
    EXPECT_FALSE(reads(changed)) << at;
  }
}

TEST(Package, WhatReadsWithANewDigestIsItsOwnEncoding) {
  const std::vector<std::uint8_t> bytes = write_package(rich_package());
  int read = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const std::uint8_t change : {std::uint8_t{1}, std::uint8_t{0x80}, std::uint8_t{0xff}}) {
      std::vector<std::uint8_t> changed = bytes;
      changed[at] ^= change;
      changed = with_digest(std::move(changed));
      const auto package = read_package(changed);
      if (!std::holds_alternative<SealedPackage>(package)) continue;
      ++read;
      EXPECT_EQ(write_package(std::get<SealedPackage>(package)), changed) << at;
    }
  }
  EXPECT_GT(read, 100);  // digests of contracts, versions, immediates
}

TEST(Package, EveryShorterOrLongerFileIsRefused) {
  const std::vector<std::uint8_t> bytes = write_package(rich_package());
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_FALSE(reads({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)}));
  std::vector<std::uint8_t> longer = bytes;
  longer.push_back(0);
  EXPECT_FALSE(reads(longer));
}

struct Wrong {
  std::string_view what;
  std::function<void(SealedPackage&)> change;
};

TEST(Package, WhatHasNoFormIsNotWritten) {
  const std::vector<Wrong> wrong = {
      {"no name", [](SealedPackage& p) { p.name.clear(); }},
      {"a name with a line end", [](SealedPackage& p) { p.name = "a\nb"; }},
      {"a long name", [](SealedPackage& p) { p.name = std::string(256, 'a'); }},
      {"no program", [](SealedPackage& p) { p.programs.clear(); }},
      {"programs out of order", [](SealedPackage& p) { std::swap(p.programs[0], p.programs[1]); }},
      {"a program twice", [](SealedPackage& p) { p.programs[1].name = p.programs[0].name; }},
      {"maps out of order", [](SealedPackage& p) { std::swap(p.maps[0], p.maps[1]); }},
      {"no contract", [](SealedPackage& p) { p.programs[0].contract.clear(); }},
      {"no function", [](SealedPackage& p) { p.programs[0].functions.clear(); }},
      {"a function of nothing", [](SealedPackage& p) { p.programs[0].functions = {0, 0}; }},
      {"a function behind the code", [](SealedPackage& p) { p.programs[0].functions = {0, 17}; }},
      {"a jump to another function",
       [](SealedPackage& p) { p.programs[0].functions = {0, 12, 15}; }},
      {"a call into a function", [](SealedPackage& p) { p.programs[0].functions = {0}; }},
      {"an instruction cut in two", [](SealedPackage& p) { p.programs[0].functions = {0, 1, 15}; }},
      {"no way", [](SealedPackage& p) { p.programs[0].certificate_of_way.clear(); }},
      {"a certificate of no way",
       [](SealedPackage& p) { p.programs[0].certificates.push_back({}); }},
      {"ways out of order", [](SealedPackage& p) { p.programs[0].certificate_of_way = {1, 0, 0}; }},
      {"half an instruction", [](SealedPackage& p) { p.programs[0].code.pop_back(); }},
      {"no such instruction", [](SealedPackage& p) { p.programs[0].code[0] = 0xff; }},
      {"an unknown map", [](SealedPackage& p) { p.programs[0].code[4] = 99; }},
      {"kept bytes outside", [](SealedPackage& p) { p.maps.back().kept = {{24, 16}}; }},
      {"kept bytes that touch", [](SealedPackage& p) { p.maps.back().kept = {{0, 4}, {4, 4}}; }},
      {"a table with contents",
       [](SealedPackage& p) { p.maps.back().contents = wire::Contents::Any; }},
      {"variables of zeros", [](SealedPackage& p) { p.maps[0].value = {0, 0, 0, 0}; }},
      {"data of another size", [](SealedPackage& p) { p.maps[1].value.pop_back(); }},
      {"a map that holds itself", [](SealedPackage& p) { p.maps[3].inner = 3; }},
      {"a map that holds nothing known", [](SealedPackage& p) { p.maps[3].inner = 9; }},
  };
  ASSERT_FALSE(fault_of(rich_package()).has_value());
  for (const Wrong& one : wrong) {
    SealedPackage package = rich_package();
    one.change(package);
    EXPECT_TRUE(fault_of(package).has_value()) << one.what;
    EXPECT_THROW((void)write_package(package), InternalFault) << one.what;
  }
}

}  // namespace
}  // namespace assay
