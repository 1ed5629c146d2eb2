// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf_lines.hpp"

#include <algorithm>
#include <string_view>

#include "elf_image.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

using namespace test;

/// The object with the section `.BTF.ext` under a name that nobody looks for.
Bytes without_btf_lines(Bytes bytes) {
  constexpr std::string_view kName = ".BTF.ext";
  const auto found = std::search(bytes.begin(), bytes.end(), kName.begin(), kName.end());
  EXPECT_NE(found, bytes.end());
  if (found != bytes.end()) found[1] = 'X';
  return bytes;
}

/// Both tables come from the same compiler; they must agree on every instruction.
TEST(DwarfLines, AgreeWithTheLinesOfBtf) {
  for (const char* name :
       {"samples/incident-291/content_index.O2.v3", "samples/tlv-parser/tlv_parser.O1.v1",
        "samples/counter/counter.Os.v3"}) {
    const Bytes bytes = sample(name);
    ASSERT_FALSE(bytes.empty()) << name;
    const auto by_btf = first_program(bytes);
    const auto by_dwarf = first_program(without_btf_lines(bytes));
    ASSERT_TRUE(by_btf.ok() && by_dwarf.ok()) << name;
    const auto& expected = by_btf.value().locations;
    const auto& found = by_dwarf.value().locations;
    ASSERT_EQ(expected.size(), found.size());
    std::size_t known = 0;
    for (std::size_t slot = 0; slot < expected.size(); ++slot) {
      EXPECT_EQ(std::tuple(found[slot].line, found[slot].column),
                std::tuple(expected[slot].line, expected[slot].column))
          << name << " slot " << slot;
      if (found[slot].line == 0) continue;
      ++known;
      const std::string& file =
          by_dwarf.value().files.at(static_cast<std::size_t>(found[slot].file));
      EXPECT_TRUE(file.ends_with(".c") || file.ends_with(".h")) << file;
      EXPECT_EQ(found[slot].text, -1);
    }
    EXPECT_GT(known, expected.size() / 2) << name;
  }
}

Bytes with_line_section(const Bytes& table) {
  ElfImage image;
  image.code("xdp", trivial_code());
  image.section({.name = ".debug_line", .data = table});
  return image.build();
}

/// A version 5 table whose list of directories has `formats` and promises `count` entries.
Bytes table_of_directories(const std::vector<std::uint8_t>& formats, std::uint64_t count) {
  Bytes body;
  put(body, std::uint16_t{5});
  put(body, std::uint8_t{8});
  put(body, std::uint8_t{0});
  put(body, std::uint32_t{200});
  for (const int byte : {8, 1, 1, -5, 14, 1}) put(body, static_cast<std::uint8_t>(byte));
  put(body, static_cast<std::uint8_t>(formats.size() / 2));
  body.insert(body.end(), formats.begin(), formats.end());
  for (; count >= 0x80; count >>= 7) put(body, static_cast<std::uint8_t>(count | 0x80));
  put(body, static_cast<std::uint8_t>(count));
  body.resize(body.size() + 64);
  Bytes table;
  put(table, static_cast<std::uint32_t>(body.size()));
  table.insert(table.end(), body.begin(), body.end());
  return table;
}

TEST(DwarfLines, CountsThatTakeNoBytesAreRefused) {
  const std::uint64_t endless = ~std::uint64_t{0} >> 1;
  expect_error(read(with_line_section(table_of_directories({}, 7))), ErrorCode::SectionMalformed,
               "without a format");
  expect_error(read(with_line_section(table_of_directories({}, endless))),
               ErrorCode::SectionMalformed, "more than 65536");
  // Form 0x19, flag_present, takes no bytes.
  expect_error(read(with_line_section(table_of_directories({1, 0x19}, 60'000))),
               ErrorCode::SectionMalformed, "form 0x19");
}

TEST(DwarfLines, TruncatedTablesAreNamed) {
  expect_error(read(with_line_section(Bytes{1, 2, 3})), ErrorCode::SectionMalformed,
               "section '.debug_line': table at offset 0");
  expect_error(read(with_line_section(Bytes(40, 0xff))), ErrorCode::SectionMalformed,
               "section '.debug_line'");
  expect_error(read(with_line_section(Bytes(40, 0))), ErrorCode::SectionMalformed,
               "section '.debug_line'");
}

TEST(DwarfLines, ASectionTooLargeIsNamed) {
  expect_error(read(with_line_section(Bytes(5u << 20))), ErrorCode::LimitExceeded,
               "section '.debug_line'");
}

}  // namespace
}  // namespace assay
