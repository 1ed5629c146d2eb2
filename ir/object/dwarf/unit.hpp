// SPDX-License-Identifier: Apache-2.0
// A unit of DWARF's `.debug_info` and its entries (DWARF 5, sections 2.3 and 7.5).
//
// The object is hostile: a unit is sound when each of its entries ends inside it, and another one
// is passed over. References are followed inside one unit only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ir/object/dwarf/abbreviations.hpp"
#include "ir/object/dwarf/sections.hpp"

namespace assay::dwarf {

class Entry;

/// Most bytes of `.debug_info`; an entry takes a byte at least.
inline constexpr std::uint64_t kMaxInfoBytes = 8ull << 20;

/// A bound on what all units together may take to read: attributes, and bytes of abbreviations.
class Work {
 public:
  [[nodiscard]] bool take(std::uint64_t steps) {
    taken_ += steps;
    return taken_ <= kMost;
  }
  [[nodiscard]] bool is_spent() const { return taken_ > kMost; }

 private:
  static constexpr std::uint64_t kMost = 1u << 27;
  std::uint64_t taken_ = 0;
};

class Unit {
 public:
  /// How a unit begins.
  struct Header {
    std::uint64_t begin = 0;    // in the section
    std::uint64_t entries = 0;  // likewise, of the first entry
    std::uint64_t end = 0;      // likewise
    std::uint64_t abbreviations = 0;
    Encoding encoding;
  };
  /// The unit with all its entries; nothing where it is not sound, or takes too much.
  [[nodiscard]] static std::optional<Unit> read(const Sections& sections, const Header& header,
                                                Work& work);

  /// In the order in which they stand, each before those that it holds; the first is the unit's.
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(rows_.size()); }
  [[nodiscard]] Entry entry(std::uint32_t index) const;
  [[nodiscard]] const Sections& sections() const { return *sections_; }
  [[nodiscard]] Encoding encoding() const { return header_.encoding; }

  /// The text of a value; empty where it is none.
  [[nodiscard]] std::string_view text(const Value& value) const;
  /// The address of a value; nothing where it is none.
  [[nodiscard]] std::optional<CodeAddress> address(const Value& value) const;
  /// The address with that index in the unit's part of `.debug_addr`.
  [[nodiscard]] std::optional<CodeAddress> address_at(std::uint64_t index) const;
  /// Where the unit's part of another section begins; nothing where it does not say.
  [[nodiscard]] std::optional<std::uint64_t> base(Attribute attribute) const;

 private:
  friend class Entry;
  static constexpr std::uint32_t kNone = ~std::uint32_t{0};
  struct Row {
    std::uint32_t offset = 0;  // of its attributes, in the section
    std::uint32_t shape = 0;
    std::uint32_t parent = kNone;
    std::uint32_t behind = 0;  // index of the first entry behind those that it holds
    std::uint32_t at = 0;      // where it stands, in the section
  };
  Unit(const Sections& sections, const Header& header) : sections_(&sections), header_(header) {}
  bool read_rows(Work& work);

  const Sections* sections_;
  Header header_;
  Abbreviations shapes_;
  std::vector<Row> rows_;  // ascend by offset
};

/// An entry of a unit, which must outlive it; or none, which has no tag and no attributes.
class Entry {
 public:
  Entry() = default;
  explicit operator bool() const { return unit_ != nullptr; }

  [[nodiscard]] Tag tag() const;
  [[nodiscard]] std::uint32_t index() const { return index_; }
  [[nodiscard]] const Unit& unit() const { return *unit_; }
  /// The entry that holds it.
  [[nodiscard]] Entry parent() const;
  /// The first entry that it holds, and the next one that its parent holds.
  [[nodiscard]] Entry first_child() const;
  [[nodiscard]] Entry next_sibling() const;

  [[nodiscard]] std::optional<Value> find(Attribute attribute) const;
  /// An unsigned number; nothing where it is none.
  [[nodiscard]] std::optional<std::uint64_t> number(Attribute attribute) const;
  /// The entry of the same unit that the attribute refers to.
  [[nodiscard]] Entry referenced(Attribute attribute) const;
  /// Its name, which its abstract instance may have; cut to what a message can take.
  [[nodiscard]] std::string name() const;

 private:
  friend class Unit;
  Entry(const Unit& unit, std::uint32_t index) : unit_(&unit), index_(index) {}
  [[nodiscard]] const Unit::Row& row() const { return unit_->rows_[index_]; }

  const Unit* unit_ = nullptr;
  std::uint32_t index_ = 0;
};

}  // namespace assay::dwarf
