// SPDX-License-Identifier: Apache-2.0
#include "ir/object/dwarf/line_table.hpp"

#include "debug_sections.hpp"
#include "ir/base/errors.hpp"

namespace assay::dwarf {
namespace {

/// A header of version 2, with files a.c and d/b.c.
Bytes header_v2() {
  Bytes rest;
  bytes(rest, {8, 1, -5, 14, 10, 0, 1, 1, 1, 1, 0, 0, 0, 1});
  text(rest, "d");
  bytes(rest, {0});
  text(rest, "a.c");
  bytes(rest, {0, 0, 0});
  text(rest, "b.c");
  bytes(rest, {1, 0, 0, 0});
  Bytes out;
  put(out, std::uint16_t{2});
  put(out, static_cast<std::uint32_t>(rest.size()));
  out.insert(out.end(), rest.begin(), rest.end());
  return out;
}

DebugSections with_table(const Bytes& program) {
  Bytes body = header_v2();
  body.insert(body.end(), program.begin(), program.end());
  DebugSections object;
  object.add(".debug_line", with_length(body));
  return object;
}

/// A table of that header and a program that first sets the address to byte 8 of the code.
DebugSections with_program(const Bytes& program) {
  Bytes body = header_v2();
  const std::size_t address = 4 + body.size() + 3;
  bytes(body, {0, 9, 2});
  put(body, std::uint64_t{8});
  body.insert(body.end(), program.begin(), program.end());
  DebugSections object;
  object.add(".debug_line", with_length(body), {address});
  return object;
}

Result<std::vector<LineRow>> rows(const DebugSections& object) {
  const Sections sections = object.lines();
  const auto header = read_line_header(sections, 0);
  if (!header) return header.error();
  return read_line_rows(sections, header.value());
}

TEST(LineProgram, MovesAddressesAndLines) {
  // advance line 9, copy; special: + 2 instructions, + 3 lines; column 7, file 2, advance 1, copy;
  // add constant (17 instructions); advance by 8 bytes; end.
  const auto found = rows(
      with_program({3, 9, 1, 10 + 5 + 3 + 28, 5, 7, 4, 2, 2, 1, 6, 7, 1, 8, 9, 8, 0, 1, 0, 1, 1}));
  ASSERT_TRUE(found.ok()) << found.error().message;
  const auto& r = found.value();
  ASSERT_EQ(r.size(), 5U);
  EXPECT_EQ(r[0].address.section, 1U);
  EXPECT_EQ(r[0].address.offset, 8U);
  EXPECT_EQ(r[0].line, 10U);
  EXPECT_EQ(r[1].address.offset, 24U);
  EXPECT_EQ(r[1].line, 13U);
  EXPECT_EQ(r[2].address.offset, 32U);
  EXPECT_EQ(r[2].column, 7U);
  EXPECT_EQ(r[2].file, 2U);
  EXPECT_EQ(r[3].address.offset, 32U + 17 * 8 + 8);
  EXPECT_FALSE(r[3].ends_sequence);
  EXPECT_TRUE(r[4].ends_sequence);
  EXPECT_EQ(r[4].address.offset, r[3].address.offset);
}

TEST(LineProgram, WithoutARelocationHasNoSection) {
  const auto found = rows(with_table({1, 0, 1, 1}));
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found.value()[0].address.section, 0U);
}

TEST(LineProgram, FaultsAreNamed) {
  for (const Bytes& program :
       {Bytes{1}, Bytes{2}, Bytes{0}, Bytes{0, 0}, Bytes{0, 2, 1, 0}, Bytes{0, 5, 2, 1, 2, 3, 4},
        Bytes{0, 0xff, 0xff, 0x7f, 1}, Bytes{9, 1}}) {
    const auto found = rows(with_program(program));
    ASSERT_FALSE(found.ok());
    EXPECT_EQ(found.error().code, ErrorCode::SectionMalformed);
    EXPECT_TRUE(found.error().message.starts_with("section '.debug_line': table at offset 0: "));
  }
}

TEST(LineProgram, AnOperationThatIsNotKnownIsPassedOver) {
  const auto found = rows(with_program({0, 3, 0x80, 1, 2, 1, 0, 1, 1}));
  ASSERT_TRUE(found.ok()) << found.error().message;
  EXPECT_EQ(found.value().size(), 2U);
}

LineHeader header_of(const DebugSections& object) {
  const auto header = read_line_header(object.lines(), 0);
  EXPECT_TRUE(header.ok());
  return header.ok() ? header.value() : LineHeader();
}

TEST(LineTable, FilesStandInTheirFolders) {
  const DebugSections object = with_table({});
  const LineHeader header = header_of(object);
  EXPECT_EQ(file_path(header, 1, "/home"), "/home/a.c");
  EXPECT_EQ(file_path(header, 2, "/home"), "/home/d/b.c");
  EXPECT_EQ(file_path(header, 2, ""), "d/b.c");
  EXPECT_EQ(file_path(header, 0, "/home"), std::nullopt);
  EXPECT_EQ(file_path(header, 3, "/home"), std::nullopt);
}

TEST(LineTable, FilesOfVersion5HaveTheFirstFolderForTheirUnits) {
  Bytes rest;
  bytes(rest, {8, 1, 1, -5, 14, 1});
  bytes(rest, {1, 1, 8, 2});  // folders: a path as text
  text(rest, "/home");
  text(rest, "d");
  bytes(rest, {2, 1, 8, 2, 11, 3});  // files: a path, and a folder of one byte
  text(rest, "a.c");
  bytes(rest, {0});
  text(rest, "b.c");
  bytes(rest, {1});
  text(rest, "/c.h");
  bytes(rest, {1});
  Bytes body;
  put(body, std::uint16_t{5});
  bytes(body, {8, 0});
  put(body, static_cast<std::uint32_t>(rest.size()));
  body.insert(body.end(), rest.begin(), rest.end());
  DebugSections object;
  object.add(".debug_line", with_length(body));
  const LineHeader header = header_of(object);
  EXPECT_EQ(file_path(header, 0, "/other"), "/home/a.c");
  EXPECT_EQ(file_path(header, 1, "/other"), "/other/d/b.c");
  EXPECT_EQ(file_path(header, 2, "/other"), "/c.h");
  EXPECT_EQ(file_path(header, 3, "/other"), std::nullopt);
}

TEST(LineTable, EveryCutOfATableIsAnErrorAndNoCrash) {
  Bytes whole = header_v2();
  for (std::size_t size = 0; size < whole.size(); ++size) {
    DebugSections object;
    object.add(
        ".debug_line",
        with_length(Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))));
    EXPECT_FALSE(read_line_header(object.lines(), 0).ok()) << size;
  }
}

TEST(LineTable, AHeaderEndsWhereItSays) {
  Bytes longer = header_v2();
  ++longer[2];
  bytes(longer, {0, 0});
  DebugSections object;
  object.add(".debug_line", with_length(longer));
  const auto header = read_line_header(object.lines(), 0);
  ASSERT_FALSE(header.ok());
  EXPECT_NE(header.error().message.find("the header ends at offset"), std::string::npos);
}

}  // namespace
}  // namespace assay::dwarf
