// SPDX-License-Identifier: Apache-2.0
// Debug sections built byte by byte, in an object with one section of code.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <deque>
#include <initializer_list>
#include <string_view>
#include <vector>

#include "ir/object/dwarf/info.hpp"
#include "support/btf_image.hpp"

namespace assay::dwarf {

using test::Bytes;
using test::put;

inline void leb(Bytes& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) put(out, static_cast<std::uint8_t>(value | 0x80));
  put(out, static_cast<std::uint8_t>(value));
}
inline void bytes(Bytes& out, std::initializer_list<int> values) {
  for (const int value : values) put(out, static_cast<std::uint8_t>(value));
}
inline void text(Bytes& out, std::string_view text) {
  out.insert(out.end(), text.begin(), text.end());
  put(out, std::uint8_t{0});
}
/// `body` behind its length of 4 bytes.
inline Bytes with_length(const Bytes& body) {
  Bytes out;
  put(out, static_cast<std::uint32_t>(body.size()));
  out.insert(out.end(), body.begin(), body.end());
  return out;
}

/// Section 1 is 64 bytes of code, and symbol 1 its begin.
class DebugSections {
 public:
  static constexpr std::uint32_t kCode = 1;

  DebugSections() {
    elf_.sections.resize(2);
    elf_.relocations.resize(2);
    elf_.sections[kCode] = {"xdp", true, true, false, true, 64, {}};
    elf_.symbols.resize(2);
    elf_.symbols[1].place = SymbolPlace::InSection;
    elf_.symbols[1].section = kCode;
  }
  /// A section whose bytes at `addresses` are addresses of code.
  void add(std::string_view name, Bytes data, std::initializer_list<std::uint64_t> addresses = {}) {
    held_.push_back(std::move(data));
    elf_.sections.push_back({name, false, false, false, true, held_.back().size(), held_.back()});
    elf_.relocations.emplace_back();
    for (const std::uint64_t at : addresses)
      elf_.relocations.back().push_back({at, kRelocationAbs64, 1, std::nullopt});
  }
  [[nodiscard]] const ElfFile& elf() const { return elf_; }
  [[nodiscard]] Sections lines() const { return Sections::of(elf_, kLineSections).value(); }
  [[nodiscard]] Info info() const {
    auto opened = Info::open(elf_);
    EXPECT_TRUE(opened.ok());
    return std::move(opened).value();
  }

 private:
  ElfFile elf_;
  std::deque<Bytes> held_;
};

/// A unit of version 4 whose abbreviations begin at 0.
inline Bytes unit_of(const Bytes& entries) {
  Bytes body;
  put(body, std::uint16_t{4});
  put(body, std::uint32_t{0});
  put(body, std::uint8_t{8});
  body.insert(body.end(), entries.begin(), entries.end());
  return with_length(body);
}
inline constexpr std::uint64_t kFirstEntry = 11;  // of such a unit

enum class Holds : std::uint8_t { Nothing, Others };
/// A shape with its code, tag, whether its entries hold others, and pairs of attribute and form.
inline void shape(Bytes& out, std::uint64_t code, Tag tag, Holds holds,
                  std::initializer_list<std::pair<Attribute, Form>> attributes) {
  leb(out, code);
  leb(out, static_cast<std::uint64_t>(tag));
  put(out, static_cast<std::uint8_t>(holds));
  for (const auto& [attribute, form] : attributes) {
    leb(out, static_cast<std::uint64_t>(attribute));
    leb(out, static_cast<std::uint64_t>(form));
  }
  bytes(out, {0, 0});
}

}  // namespace assay::dwarf
