// SPDX-License-Identifier: Apache-2.0
#include "ir/object/elf_headers.hpp"

#include "elf_image.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

using namespace test;

Bytes plain_headers() {
  ElfImage image;
  image.code("xdp", trivial_code());
  return image.build();
}

TEST(ElfHeaders, AreThoseOfTheSectionsWithTheirNames) {
  const Bytes bytes = plain_headers();
  const auto headers = read_elf_headers(bytes);
  ASSERT_TRUE(headers.ok()) << headers.error().message;
  ASSERT_EQ(headers.value().sections.size(), 4U);
  const SectionHeader& code = headers.value().sections[1];
  EXPECT_EQ(code.flags, kFlagAllocated | kFlagExecutable);
  const auto name = table_string(headers.value().names, code.name, ErrorCode::ElfMalformed);
  ASSERT_TRUE(name.ok());
  EXPECT_EQ(name.value(), "xdp");
  const auto data = section_bytes(bytes, code);
  ASSERT_TRUE(data.ok());
  EXPECT_EQ(data.value().size(), 16U);
}

TEST(ElfHeaders, NumbersTooLargeForTheirFieldsStandInTheFirstSection) {
  Bytes bytes = plain_headers();
  std::uint64_t table = 0;
  std::memcpy(&table, &bytes[40], 8);
  std::uint16_t names = 0;
  std::memcpy(&names, &bytes[62], 2);
  poke(bytes, table + 32, std::uint64_t{4});
  poke(bytes, table + 40, std::uint32_t{names});
  poke(bytes, 60, std::uint16_t{0});
  poke(bytes, 62, std::uint16_t{0xffff});
  const auto headers = read_elf_headers(bytes);
  ASSERT_TRUE(headers.ok()) << headers.error().message;
  EXPECT_EQ(headers.value().sections.size(), 4U);
  EXPECT_FALSE(headers.value().names.empty());
}

TEST(ElfHeaders, OfAnotherSizeOrOutsideTheFileAreRefused) {
  Bytes other_size = plain_headers();
  poke(other_size, 58, std::uint16_t{40});
  expect_error(read_elf_headers(other_size), ErrorCode::ElfMalformed, "of 40 bytes each");
  Bytes names_outside = plain_headers();
  poke(names_outside, 62, std::uint16_t{77});
  expect_error(read_elf_headers(names_outside), ErrorCode::ElfMalformed, "section 77 of 4");
  Bytes no_names = plain_headers();
  poke(no_names, 62, std::uint16_t{1});
  expect_error(read_elf_headers(no_names), ErrorCode::ElfMalformed, "section 1 has type 1");
}

TEST(ElfHeaders, AFileMayHaveNoSections) {
  Bytes bytes = plain_headers();
  poke(bytes, 40, std::uint64_t{0});
  const auto headers = read_elf_headers(bytes);
  ASSERT_TRUE(headers.ok());
  EXPECT_TRUE(headers.value().sections.empty());
  EXPECT_TRUE(headers.value().names.empty());
}

TEST(ElfHeaders, OnlyElfFilesOf64LittleEndianBitsAreTold) {
  Bytes bytes = plain_headers();
  EXPECT_TRUE(is_elf(bytes) && is_little_64(bytes));
  EXPECT_FALSE(is_elf(Bytes(bytes.begin(), bytes.begin() + 63)));
  bytes[5] = 2;
  EXPECT_FALSE(is_little_64(bytes));
  bytes[0] = 0;
  EXPECT_FALSE(is_elf(bytes));
}

}  // namespace
}  // namespace assay
