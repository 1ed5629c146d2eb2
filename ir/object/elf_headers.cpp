// SPDX-License-Identifier: Apache-2.0
#include "ir/object/elf_headers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "ir/base/bytes.hpp"
#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"

namespace assay {
namespace {

constexpr std::uint64_t kSectionHeaderBytes = 64;
constexpr std::uint16_t kNamesElsewhere = 0xffff;  // SHN_XINDEX
constexpr std::size_t kMaxSectionNameBytes = 1024;

std::uint64_t number(std::span<const std::uint8_t> bytes, std::uint64_t at, std::uint64_t size) {
  std::uint64_t value = 0;
  for (std::uint64_t i = 0; i < size; ++i) value |= std::uint64_t{bytes[at + i]} << (8 * i);
  return value;
}

SectionHeader section_header(std::span<const std::uint8_t> bytes, std::uint64_t at) {
  SectionHeader header;
  header.name = static_cast<std::uint32_t>(number(bytes, at, 4));
  header.type = static_cast<std::uint32_t>(number(bytes, at + 4, 4));
  header.flags = number(bytes, at + 8, 8);
  header.offset = number(bytes, at + 24, 8);
  header.size = number(bytes, at + 32, 8);
  header.link = static_cast<std::uint32_t>(number(bytes, at + 40, 4));
  header.info = static_cast<std::uint32_t>(number(bytes, at + 44, 4));
  header.entry_size = number(bytes, at + 56, 8);
  return header;
}

Error malformed_headers(std::string what) { return {ErrorCode::ElfMalformed, std::move(what)}; }

Result<std::string_view> names_of(std::span<const std::uint8_t> bytes,
                                  const std::vector<SectionHeader>& sections, std::uint64_t index) {
  if (index == 0) return std::string_view();
  if (index >= sections.size())
    return malformed_headers(
        fmt::format("section names: section {} of {}", index, sections.size()));
  const SectionHeader& header = sections[index];
  if (header.type != kSectionStrings)
    return malformed_headers(
        fmt::format("section names: section {} has type {}", index, header.type));
  const auto table = section_bytes(bytes, header);
  if (!table) return malformed_headers("section names: " + table.error().message);
  return std::string_view(reinterpret_cast<const char*>(table.value().data()),
                          table.value().size());
}

}  // namespace

bool is_elf(std::span<const std::uint8_t> bytes) {
  constexpr std::array<std::uint8_t, 4> kMagic = {0x7f, 'E', 'L', 'F'};
  return bytes.size() >= kElfHeaderBytes && std::equal(kMagic.begin(), kMagic.end(), bytes.begin());
}

bool is_little_64(std::span<const std::uint8_t> bytes) { return bytes[4] == 2 && bytes[5] == 1; }

ElfHeader elf_header(std::span<const std::uint8_t> bytes) {
  ASSAY_CHECK(bytes.size() >= kElfHeaderBytes, "an ELF header that is cut off");
  return {static_cast<std::uint16_t>(number(bytes, 16, 2)),
          static_cast<std::uint16_t>(number(bytes, 18, 2))};
}

Result<ElfHeaders> read_elf_headers(std::span<const std::uint8_t> bytes) {
  ASSAY_CHECK(bytes.size() >= kElfHeaderBytes, "an ELF header that is cut off");
  const std::uint64_t table = number(bytes, 40, 8);
  const std::uint64_t header_bytes = number(bytes, 58, 2);
  std::uint64_t count = number(bytes, 60, 2);
  std::uint64_t names = number(bytes, 62, 2);
  ElfHeaders out;
  if (table == 0) return out;
  if (header_bytes != kSectionHeaderBytes)
    return malformed_headers(fmt::format("section headers: of {} bytes each", header_bytes));
  if (!inside(table, kSectionHeaderBytes, bytes.size()))
    return malformed_headers(
        fmt::format("section headers: at offset {} of {} bytes", table, bytes.size()));
  // Numbers that are too large for their fields stand in the first section's header.
  const SectionHeader first = section_header(bytes, table);
  if (count == 0) count = first.size;
  if (names == kNamesElsewhere) names = first.link;
  if (count > (bytes.size() - table) / kSectionHeaderBytes) {
    return malformed_headers(
        fmt::format("section headers: {} at offset {} of {} bytes", count, table, bytes.size()));
  }
  if (count > kMaxSections)
    return Error{ErrorCode::LimitExceeded, fmt::format("{} sections", count)};
  for (std::uint64_t i = 0; i < count; ++i)
    out.sections.push_back(section_header(bytes, table + i * kSectionHeaderBytes));
  const auto found = names_of(bytes, out.sections, names);
  if (!found) return found.error();
  out.names = found.value();
  return out;
}

Result<std::span<const std::uint8_t>> section_bytes(std::span<const std::uint8_t> bytes,
                                                    const SectionHeader& header) {
  if (header.type == kSectionNobits || header.type == kSectionNull || header.size == 0)
    return std::span<const std::uint8_t>();
  if (!inside(header.offset, header.size, bytes.size())) {
    return Error{ErrorCode::SectionMalformed,
                 fmt::format("{} bytes at offset {} lie outside the file of {}", header.size,
                             header.offset, bytes.size())};
  }
  return bytes.subspan(header.offset, header.size);
}

Result<std::string_view> table_string(std::string_view table, std::uint64_t offset,
                                      ErrorCode code) {
  if (offset >= table.size()) {
    return Error{code, fmt::format("name offset {} lies outside its string table of {} bytes",
                                   offset, table.size())};
  }
  const std::string_view rest = table.substr(offset, kMaxSectionNameBytes);
  const std::size_t length = rest.find('\0');
  if (length == std::string_view::npos) {
    return Error{code, fmt::format("the name at offset {} of its string table does not end within "
                                   "{} bytes",
                                   offset, kMaxSectionNameBytes)};
  }
  return rest.substr(0, length);
}

}  // namespace assay
