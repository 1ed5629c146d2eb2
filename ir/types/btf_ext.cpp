// SPDX-License-Identifier: Apache-2.0
#include "ir/types/btf_ext.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <utility>

#include "ir/base/bytes.hpp"
#include "ir/base/errors.hpp"
#include "ir/types/btf_reader.hpp"

namespace assay {
namespace {

constexpr std::uint32_t kMinExtHeaderBytes = 24;
constexpr std::uint32_t kHeaderBytesWithCore = 32;
constexpr std::uint32_t kMaxRecordBytes = 4096;
constexpr unsigned kColumnBits = 10;
constexpr std::uint32_t kMaxBlocks = 65'536;  // of one section's records, in a table
constexpr std::uint32_t kSlotBytes = 8;

Error malformed_ext(std::string what) {
  return {ErrorCode::BtfMalformed, "section '.BTF.ext': " + std::move(what)};
}

/// Which of the three tables; the values are the words of their offsets in the header.
enum class Table : std::uint8_t { Functions = 2, Lines = 4, Core = 6 };

std::string_view name_of(Table table) {
  switch (table) {
    case Table::Functions:
      return "function info";
    case Table::Lines:
      return "line info";
    case Table::Core:
      return "CO-RE relocations";
  }
  throw InternalFault("no such table of BTF.ext");
}

class Reader {
 public:
  Reader(std::span<const std::uint8_t> section, const Btf& btf) : section_(section), btf_(btf) {}

  Result<BtfExt> read() {
    const auto magic = u16_at(section_, 0);
    const auto header_bytes = u32_at(section_, 4);
    if (!magic || !header_bytes || *header_bytes < kMinExtHeaderBytes ||
        *header_bytes > section_.size()) {
      return malformed_ext("the header is truncated");
    }
    if (*magic != kBtfMagic)
      return malformed_ext(fmt::format("magic 0x{:04x} at offset 0", *magic));
    if (section_[2] != 1) return malformed_ext(fmt::format("version {}", section_[2]));
    // For this, and for what read_table() says of a table's place and length, libbpf leaves out the
    // whole section, and so all CO-RE relocations, without a word.
    if (section_[3] != 0)
      return malformed_ext(
          fmt::format("flags 0x{:02x}, with which loaders leave it out", section_[3]));
    header_bytes_ = *header_bytes;
    for (const Table table : {Table::Functions, Table::Lines, Table::Core}) {
      if (table == Table::Core && header_bytes_ < kHeaderBytesWithCore) continue;
      if (auto fault = read_table(table)) return *fault;
    }
    for (auto& [name, info] : info_) {
      sort_lines(info.lines);
      if (auto fault = sort_unique(info.functions, name, Table::Functions)) return *fault;
      if (auto fault = sort_unique(info.core, name, Table::Core)) return *fault;
    }
    return std::move(info_);
  }

 private:
  /// A record size, then for each section: its name, a count, and so many records.
  std::optional<Error> read_table(Table table) {
    const std::uint64_t field = std::uint64_t{static_cast<unsigned>(table)} * 4;
    const std::uint32_t begin = u32_at(section_, field).value();
    const std::uint32_t length = u32_at(section_, field + 4).value();
    if (length == 0) return std::nullopt;
    const auto body = section_.subspan(header_bytes_);
    if (!inside(begin, length, body.size()) || length < 4) {
      return malformed_ext(fmt::format("{}: {} bytes at offset {} leave the section of {}",
                                       name_of(table), length, begin, section_.size()));
    }
    if (begin % 4 != 0) {
      return malformed_ext(
          fmt::format("{}: offset {} is no multiple of 4, so that loaders leave out all",
                      name_of(table), begin));
    }
    const auto bytes = body.subspan(begin, length);
    if (length == 4)
      return malformed_ext(fmt::format(
          "{}: a table without a record, for which loaders leave out all", name_of(table)));
    const std::uint32_t record = u32_at(bytes, 0).value();
    const std::uint32_t least = table == Table::Functions ? 8 : 16;
    if (record < least || record > kMaxRecordBytes || record % 4 != 0) {
      return malformed_ext(fmt::format("{}: records of {} bytes", name_of(table), record));
    }
    std::uint64_t offset = 4;
    for (std::uint32_t block = 0; offset < bytes.size(); ++block) {
      if (block == kMaxBlocks) {
        return Error{ErrorCode::LimitExceeded,
                     fmt::format("section '.BTF.ext': {}: more than {} sections", name_of(table),
                                 kMaxBlocks)};
      }
      const auto name = u32_at(bytes, offset);
      const auto count = u32_at(bytes, offset + 4);
      offset += 8;
      if (!name || !count || !inside(offset, std::uint64_t{*count} * record, bytes.size())) {
        return malformed_ext(fmt::format("{}: truncated at offset {}", name_of(table), offset));
      }
      if (*count == 0)
        return malformed_ext(fmt::format("{}: no record before offset {}", name_of(table), offset));
      if (!btf_.has_string(*name)) {
        return malformed_ext(fmt::format("{}: the section name before offset {} is not a string",
                                         name_of(table), offset));
      }
      CodeInfo& info = info_[btf_.string(*name)];
      for (std::uint32_t i = 0; i < *count; ++i, offset += record) {
        if (auto fault = read_record(table, bytes.subspan(offset, record), info)) return fault;
      }
    }
    return std::nullopt;
  }

  std::optional<Error> read_record(Table table, std::span<const std::uint8_t> bytes,
                                   CodeInfo& info) const {
    std::array<std::uint32_t, 4> word{};
    const std::size_t words = table == Table::Functions ? 2 : 4;
    for (std::size_t i = 0; i < words; ++i) word[i] = u32_at(bytes, i * 4).value();
    if (word[0] % kSlotBytes != 0) {
      return malformed_ext(
          fmt::format("{}: no instruction begins at byte {}", name_of(table), word[0]));
    }
    const bool typed = table != Table::Lines;
    if (typed && !btf_.has(TypeId{word[1]})) {
      return malformed_ext(fmt::format("{}: the record for byte {} names type {} of {}",
                                       name_of(table), word[0], word[1], btf_.size()));
    }
    const bool strings_exist = table == Table::Functions ||
                               (btf_.has_string(word[2]) && (typed || btf_.has_string(word[1])));
    if (!strings_exist) {
      return malformed_ext(
          fmt::format("{}: the record for byte {} names no string", name_of(table), word[0]));
    }
    switch (table) {
      case Table::Functions:
        info.functions.push_back({word[0], TypeId{word[1]}});
        return std::nullopt;
      case Table::Lines:
        info.lines.push_back({word[0], word[1], word[2], word[3] >> kColumnBits,
                              word[3] & ((1u << kColumnBits) - 1)});
        return std::nullopt;
      case Table::Core:
        info.core.push_back({word[0], TypeId{word[1]}, word[2], word[3]});
        return std::nullopt;
    }
    throw InternalFault("no such table of BTF.ext");
  }

  /// Two types or two relocations for one instruction contradict each other.
  template <class Record>
  static std::optional<Error> sort_unique(std::vector<Record>& records, std::string_view section,
                                          Table table) {
    std::sort(records.begin(), records.end(),
              [](const Record& a, const Record& b) { return a.offset < b.offset; });
    const auto twin =
        std::adjacent_find(records.begin(), records.end(),
                           [](const Record& a, const Record& b) { return a.offset == b.offset; });
    if (twin == records.end()) return std::nullopt;
    return malformed_ext(fmt::format("{}: two records for byte {} of section '{}'", name_of(table),
                                     twin->offset, section));
  }

  std::span<const std::uint8_t> section_;
  const Btf& btf_;
  std::uint32_t header_bytes_ = 0;
  BtfExt info_;
};

}  // namespace

void sort_lines(std::vector<LineRecord>& lines) {
  std::vector<std::uint32_t> order(lines.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return lines[a].offset != lines[b].offset ? lines[a].offset < lines[b].offset : a < b;
  });
  std::vector<LineRecord> kept;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const LineRecord& line = lines[order[i]];
    const bool is_last = i + 1 == order.size() || lines[order[i + 1]].offset != line.offset;
    if (is_last) kept.push_back(line);
  }
  lines = std::move(kept);
}

Result<BtfExt> read_btf_ext(std::span<const std::uint8_t> section, const Btf& btf) {
  return Reader(section, btf).read();
}

}  // namespace assay
