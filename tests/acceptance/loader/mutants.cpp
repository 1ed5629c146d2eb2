// SPDX-License-Identifier: Apache-2.0
#include "mutants.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <span>
#include <utility>

namespace assay::loader {
namespace {

constexpr std::uint32_t kProgramBits = 1, kSymbolTable = 2, kRelocations = 9;
/// Types of sections that somebody passes over: strings, notes, no bytes, SHT_LLVM_ADDRSIG.
constexpr std::array<std::uint32_t, 4> kTypes = {3, 7, 8, 0x6fff4c03};
constexpr std::size_t kHeaderBytes = 64, kSymbolBytes = 24, kRelocationBytes = 16;

/// A number inside the object, by its place and width.
struct Field {
  std::size_t at = 0;
  std::size_t bytes = 0;
};

std::uint64_t get(const Bytes& object, const Field& field) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < field.bytes; ++i)
    value |= std::uint64_t{object[field.at + i]} << (8 * i);
  return value;
}

void set(Bytes& object, const Field& field, std::uint64_t value) {
  for (std::size_t i = 0; i < field.bytes; ++i)
    object[field.at + i] = static_cast<std::uint8_t>(value >> (8 * i));
}

/// Where the header of each section lies; none where the object is too broken to have any.
std::vector<std::size_t> section_headers(const Bytes& object) {
  std::vector<std::size_t> places;
  if (object.size() < kHeaderBytes) return places;
  const std::uint64_t headers = get(object, {40, 8});
  const std::uint64_t count = get(object, {60, 2});
  if (headers > object.size() || count > (object.size() - headers) / kHeaderBytes) return places;
  for (std::uint64_t i = 0; i < count; ++i) places.push_back(headers + i * kHeaderBytes);
  return places;
}

/// Bytes [begin, end) that hold records of `record` bytes.
struct Table {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t record = 1;
  std::vector<Field> fields;  // `at` counts from a record's begin
};

class Mutator {
 public:
  Mutator(Bytes& object, Random& random) : object_(object), random_(random) { find_tables(); }

  void change() {
    if (object_.empty()) return;
    if (tables_.empty() || one_in(12)) {
      object_[below(object_.size())] = static_cast<std::uint8_t>(random_());
      return;
    }
    if (one_in(12)) {
      set(object_, {headers_[below(headers_.size())] + 4, 4}, kTypes.at(below(kTypes.size())));
      return;
    }
    const Table& table = tables_[below(tables_.size())];
    const std::size_t records = (table.end - table.begin) / table.record;
    if (records == 0) return;
    const Field kind = table.fields[below(table.fields.size())];
    const Field field = in(table, kind, below(records));
    const Field other = in(table, kind, below(records));
    if (one_in(3)) {
      set(object_, field, get(object_, other));
    } else if (one_in(3)) {
      const std::uint64_t kept = get(object_, field);
      set(object_, field, get(object_, other));
      set(object_, other, kept);
    } else {
      set(object_, field, changed(get(object_, field)));
    }
  }

 private:
  std::size_t below(std::size_t count) { return random_() % count; }
  bool one_in(std::size_t count) { return below(count) == 0; }
  static Field in(const Table& table, const Field& field, std::size_t record) {
    return {table.begin + record * table.record + field.at, field.bytes};
  }

  std::uint64_t changed(std::uint64_t value) {
    static constexpr std::array<std::uint64_t, 10> kSteps = {1, 2, 4, 8, 16, 20, 24, 28, 32, 64};
    switch (below(5)) {
      case 0:
        return value ^ (std::uint64_t{1} << below(32));
      case 1:
        return value + kSteps.at(below(kSteps.size()));
      case 2:
        return value - kSteps.at(below(kSteps.size()));
      case 3:
        return below(16);
      default:
        return 0;
    }
  }

  void find_tables() {
    headers_ = section_headers(object_);
    if (headers_.empty()) return;
    const std::vector<Field> all = {{0, 4}, {4, 4}, {8, 8}, {32, 8}, {40, 4}, {44, 4}, {56, 8}};
    tables_.push_back({headers_.front(), headers_.back() + kHeaderBytes, kHeaderBytes, all});
    for (const std::size_t header : headers_) add_table(header);
  }

  void add_table(std::size_t header) {
    const std::uint64_t type = get(object_, {header + 4, 4});
    const std::uint64_t flags = get(object_, {header + 8, 8});
    const std::uint64_t begin = get(object_, {header + 24, 8});
    const std::uint64_t size = get(object_, {header + 32, 8});
    if (begin > object_.size() || size > object_.size() - begin || size == 0) return;
    if (type == kSymbolTable) {
      const std::vector<Field> fields = {{0, 4}, {4, 1}, {6, 2}, {8, 8}, {16, 8}};
      tables_.push_back({begin, begin + size, kSymbolBytes, fields});
    } else if (type == kRelocations) {
      const std::vector<Field> fields = {{0, 8}, {8, 4}, {12, 4}};
      tables_.push_back({begin, begin + size, kRelocationBytes, fields});
    } else if (type == kProgramBits && (flags & 4) != 0) {
      const std::vector<Field> fields = {{1, 1}, {4, 4}};
      tables_.push_back({begin, begin + size, 8, fields});
    } else if (type == kProgramBits && size > 24 && get(object_, {begin, 2}) == 0xeb9f) {
      add_places(begin, size);
      add_types(begin, size);
    }
  }

  /// What says where types, strings and the tables of `.BTF.ext` are, and in which form.
  void add_places(std::size_t begin, std::size_t size) {
    const std::uint64_t header = get(object_, {begin + 4, 4});
    if (header < 24 || header > size) return;
    tables_.push_back({begin, begin + header, header, {{2, 1}, {3, 1}, {4, 4}}});
    tables_.push_back({begin + 8, begin + header, 4, {{0, 4}}});
    tables_.push_back({begin + header, begin + size, 4, {{0, 4}}});
  }

  /// The words of the type information; those of data sections once more, which place variables.
  void add_types(std::size_t begin, std::size_t size) {
    constexpr std::uint32_t kDataSection = 15;
    const std::uint64_t types = get(object_, {begin + 12, 4});
    if (types > size - 24) return;
    const std::size_t first = begin + 24;
    const std::size_t end = first + types;
    tables_.push_back({first, end, 4, {{0, 4}}});
    for (std::size_t at = first; at + 12 <= end; at += 4) {
      const std::uint64_t info = get(object_, {at + 4, 4});
      const std::uint64_t parts = info & 0xffff;
      if (info >> 16 != kDataSection << 8 || parts > (end - at - 12) / 12) continue;
      tables_.push_back({at + 8, at + 12, 4, {{0, 4}}});
      tables_.push_back({at + 12, at + 12 + parts * 12, 12, {{0, 4}, {4, 4}, {8, 4}}});
    }
  }

  Bytes& object_;
  Random& random_;
  std::vector<std::size_t> headers_;  // of sections; some where there is a table
  std::vector<Table> tables_;
};

}  // namespace

Bytes without_sections(Bytes object, std::string_view beginning) {
  const std::vector<std::size_t> headers = section_headers(object);
  const std::uint64_t names = object.size() < kHeaderBytes ? 0 : get(object, {62, 2});
  if (names >= headers.size()) return object;
  const std::uint64_t strings = get(object, {headers[names] + 24, 8});
  const std::span<const std::uint8_t> bytes(object);
  for (const std::size_t header : headers) {
    const std::uint64_t name = get(object, {header, 4});
    if (strings > object.size() || name > object.size() - strings) continue;
    const auto text = bytes.subspan(strings + name);
    const auto same = [](char a, std::uint8_t b) { return static_cast<std::uint8_t>(a) == b; };
    const bool begins = text.size() >= beginning.size() &&
                        std::equal(beginning.begin(), beginning.end(), text.begin(), same);
    if (begins) set(object, {header, 4}, 0);
  }
  return object;
}

Bytes mutate(Bytes object, Random& random) {
  Mutator mutator(object, random);
  const std::size_t changes = 1 + random() % 3;
  for (std::size_t i = 0; i < changes; ++i) mutator.change();
  return object;
}

}  // namespace assay::loader
