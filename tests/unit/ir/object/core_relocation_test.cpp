// SPDX-License-Identifier: Apache-2.0
#include "ir/object/core_relocation.hpp"

#include "elf_image.hpp"

namespace assay {
namespace {

using namespace test;

// enum bpf_core_relo_kind
constexpr std::uint32_t kByteOffset = 0;
constexpr std::uint32_t kByteSize = 1;
constexpr std::uint32_t kSigned = 3;
constexpr std::uint32_t kLeftShift = 4;
constexpr std::uint32_t kRightShift = 5;
constexpr std::uint32_t kTypeSize = 9;
constexpr std::uint32_t kEnumeratorValue = 11;

/// Types: 1 int; 2 struct s {int a; int b[4]; int c:3 at bit 165}; 3 int[4]; 4 enum {X = 7}.
class CoreRelocation : public testing::Test {
 protected:
  CoreRelocation() {
    image_.type("int", 1, 0, 4, {0x01000020});
    image_.type("s", 4 | 0x80, 3, 24,
                {image_.string("a"), 1, 0, image_.string("b"), 3, 32, image_.string("c"), 1,
                 3u << 24 | 165});
    image_.type("", 3, 0, 0, {1, 1, 4});
    image_.type("e", 6, 1, 4, {image_.string("X"), 7});
  }

  /// The number for an access path.
  Result<std::uint64_t> value(std::uint32_t kind, std::uint32_t type, std::string_view path) {
    const auto access = image_.string(path);
    bytes_ = image_.build();
    const auto btf = Btf::read(bytes_);
    if (!btf) return btf.error();
    return core_value({.offset = 0, .type = type, .access = access, .kind = kind}, btf.value());
  }

  std::optional<Error> apply(Bytes& code, std::uint32_t offset) {
    const auto access = image_.string("0:1:2");
    bytes_ = image_.build();
    const auto btf = Btf::read(bytes_);
    return apply_core({.offset = offset, .type = 2, .access = access, .kind = kByteOffset},
                      btf.value(), code, 0);
  }

  BtfImage image_;
  Bytes bytes_;
};

TEST_F(CoreRelocation, NumbersComeFromTheObjectsOwnTypes) {
  EXPECT_EQ(value(kByteOffset, 2, "0:1:2").value(), 12u);
  EXPECT_EQ(value(kByteOffset, 2, "1:0").value(), 24u);
  EXPECT_EQ(value(kByteSize, 2, "0:1").value(), 16u);
  EXPECT_EQ(value(kSigned, 2, "0:0").value(), 1u);
  EXPECT_EQ(value(kTypeSize, 2, "0").value(), 24u);
  EXPECT_EQ(value(kEnumeratorValue, 4, "0").value(), 7u);
}

TEST_F(CoreRelocation, ABitFieldIsReadThroughItsStorage) {
  EXPECT_EQ(value(kByteOffset, 2, "0:2").value(), 20u);
  EXPECT_EQ(value(kLeftShift, 2, "0:2").value(), 64u - (165 + 3 - 160));
  EXPECT_EQ(value(kRightShift, 2, "0:2").value(), 61u);
}

TEST_F(CoreRelocation, MalformedRecordsAreNamed) {
  const auto code = ErrorCode::CoreRelocationMalformed;
  expect_error(value(99, 2, "0:0"), code, "unknown kind 99");
  for (const char* path : {"", ":", "0:", "x", "0::1", "99999999999", "-1"}) {
    expect_error(value(kByteOffset, 2, path), code, "no list of numbers");
  }
  expect_error(value(kByteOffset, 2, "0:9"), code, "no member 9");
  expect_error(value(kByteOffset, 2, "0:0:0"), code, "no parts");
  expect_error(value(kByteOffset, 2, "4294967295:0"), code, "index is too large");
  expect_error(value(kByteOffset, 2, "0:1:4294967295"), code, "index is too large");
  expect_error(value(kByteOffset, 0, "0"), code, "no size");
  expect_error(value(kEnumeratorValue, 4, "1"), code, "no such enumerator");
  expect_error(value(kEnumeratorValue, 2, "0"), code, "no enumeration");
}

TEST_F(CoreRelocation, TheNumberIsWrittenWhereTheInstructionTakesIt) {
  Bytes load;
  slot(load, 0x61, 0x10, 12);  // w0 = *(u32 *)(r1 + 12)
  EXPECT_FALSE(apply(load, 0).has_value());
  Bytes add;
  slot(add, 0x07, 1, 0, 12);
  EXPECT_FALSE(apply(add, 0).has_value());
  Bytes contradiction;
  slot(contradiction, 0x07, 1, 0, 16);
  const auto fault = apply(contradiction, 0);
  ASSERT_TRUE(fault.has_value());
  EXPECT_NE(fault->message.find("holds 16, but the types give 12"), std::string::npos)
      << fault->message;
}

TEST_F(CoreRelocation, OnlyInstructionsWithANumberAreRelocated) {
  Bytes code;
  slot(code, 0x95);
  EXPECT_TRUE(apply(code, 0).has_value()) << "exit has none";
  EXPECT_TRUE(apply(code, 8).has_value()) << "behind the code";
  Bytes half;
  slot(half, 0x18, 1, 0, 12);
  EXPECT_TRUE(apply(half, 0).has_value()) << "half a 16-byte load";
}

}  // namespace

}  // namespace assay
