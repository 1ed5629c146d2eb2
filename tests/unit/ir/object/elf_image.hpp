// SPDX-License-Identifier: Apache-2.0
// Small BPF objects built in memory, field by field, so that each can be wrong alone.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "ir/object/read_object.hpp"
#include "support/btf_image.hpp"

namespace assay::test {

/// One 8-byte slot: opcode, registers (src << 4 | dst), offset, immediate.
inline void slot(Bytes& code, std::uint8_t opcode, std::uint8_t registers = 0,
                 std::int16_t offset = 0, std::int32_t imm = 0) {
  put(code, opcode);
  put(code, registers);
  put(code, offset);
  put(code, imm);
}
/// r0 = 0; exit
inline Bytes trivial_code() {
  Bytes code;
  slot(code, 0xb7);
  slot(code, 0x95);
  return code;
}
/// r1 = 64-bit imm (src_reg `source`); r0 = 0; exit
inline Bytes wide_code(std::uint8_t source = 0, std::int32_t low = 0, std::int32_t high = 0) {
  Bytes code;
  slot(code, 0x18, static_cast<std::uint8_t>(source << 4 | 1), 0, low);
  slot(code, 0, 0, 0, high);
  const Bytes rest = trivial_code();
  code.insert(code.end(), rest.begin(), rest.end());
  return code;
}

inline constexpr std::uint32_t kProgBits = 1;
inline constexpr std::uint32_t kSymbolTable = 2;
inline constexpr std::uint32_t kStringTable = 3;
inline constexpr std::uint32_t kRela = 4;
inline constexpr std::uint32_t kNoBits = 8;
inline constexpr std::uint32_t kRel = 9;
inline constexpr std::uint64_t kAlloc = 2;
inline constexpr std::uint64_t kCode = 6;  // allocated and executable
inline constexpr std::uint8_t kLocalFunction = 0x02;
inline constexpr std::uint8_t kGlobalFunction = 0x12;
inline constexpr std::uint8_t kGlobalObject = 0x11;
inline constexpr std::uint8_t kGlobalUntyped = 0x10;

struct SectionSpec {
  std::string name;
  std::uint32_t type = kProgBits;
  std::uint64_t flags = 0;
  Bytes data = {};
  std::uint64_t size = 0;  // of a section without bytes
  std::uint32_t info = 0;
};

/// Sections get the indices 1, 2, ... in the order of adding; then come .symtab and .strtab.
class ElfImage {
 public:
  static constexpr std::size_t kHeaderBytes = 64;

  std::uint32_t section(SectionSpec spec) {
    sections_.push_back(std::move(spec));
    return static_cast<std::uint32_t>(sections_.size());
  }
  std::uint32_t code(std::string name, Bytes bytes) {
    return section({.name = std::move(name), .flags = kCode, .data = std::move(bytes)});
  }
  std::uint32_t symbol(std::string_view name, std::uint8_t info, std::uint16_t section,
                       std::uint64_t value = 0, std::uint64_t size = 0) {
    put(symbols_, string(name));
    put(symbols_, info);
    put(symbols_, std::uint8_t{0});
    put(symbols_, section);
    put(symbols_, value);
    put(symbols_, size);
    return static_cast<std::uint32_t>(symbols_.size() / 24 - 1);
  }
  /// Hides the symbol from other objects: 1 (STV_INTERNAL) or 2 (STV_HIDDEN).
  void hide(std::uint32_t symbol, std::uint8_t visibility) {
    symbols_.at(symbol * std::size_t{24} + 5) = visibility;
  }
  /// A relocation of `target`, in the one relocation section that it has.
  void relocate(std::uint32_t target, std::uint64_t offset, std::uint32_t type,
                std::uint32_t symbol) {
    const auto known = std::find_if(sections_.begin(), sections_.end(), [&](const auto& section) {
      return section.type == kRel && section.info == target;
    });
    Bytes added;
    Bytes& data = known == sections_.end() ? added : known->data;
    put(data, offset);
    put(data, std::uint64_t{symbol} << 32 | type);
    if (known == sections_.end()) {
      section({.name = ".rel" + name_of(target),
               .type = kRel,
               .data = std::move(added),
               .info = target});
    }
  }
  void relocate_with_addend(std::uint32_t target, std::uint64_t offset, std::uint32_t symbol,
                            std::int64_t addend) {
    Bytes data;
    put(data, offset);
    put(data, std::uint64_t{symbol} << 32 | 1);
    put(data, addend);
    section({.name = ".rela" + name_of(target),
             .type = kRela,
             .data = std::move(data),
             .info = target});
  }

  /// The object; places() then says where the headers of the sections are.
  Bytes build() {
    const auto symtab = static_cast<std::uint32_t>(sections_.size() + 1);
    std::vector<SectionSpec> all = sections_;
    all.push_back({.name = ".symtab", .type = kSymbolTable, .data = symbols_, .info = 1});
    all.push_back({.name = ".strtab", .type = kStringTable});
    std::vector<std::uint32_t> names;
    for (const SectionSpec& spec : all) names.push_back(string(spec.name));
    all.back().data.assign(strings_.begin(), strings_.end());
    Bytes bytes(kHeaderBytes);
    std::vector<std::uint64_t> offsets;
    for (const SectionSpec& spec : all) {
      offsets.push_back(bytes.size());
      bytes.insert(bytes.end(), spec.data.begin(), spec.data.end());
      bytes.resize((bytes.size() + 7) / 8 * 8);
    }
    headers_ = bytes.size();
    bytes.resize(bytes.size() + 64);  // the null section
    for (std::size_t i = 0; i < all.size(); ++i) {
      const SectionSpec& spec = all[i];
      const bool relocates = spec.type == kRel || spec.type == kRela;
      put(bytes, names[i]);
      put(bytes, spec.type);
      put(bytes, spec.flags);
      put(bytes, std::uint64_t{0});
      put(bytes, offsets[i]);
      put(bytes, spec.data.empty() ? spec.size : spec.data.size());
      put(bytes, relocates ? symtab : spec.type == kSymbolTable ? symtab + 1 : 0);
      put(bytes, spec.info);
      put(bytes, std::uint64_t{8});
      put(bytes, std::uint64_t{spec.type == kSymbolTable || spec.type == kRela ? 24u
                               : spec.type == kRel                             ? 16u
                                                                               : 0u});
    }
    write_header(bytes, static_cast<std::uint16_t>(all.size() + 1));
    return bytes;
  }
  /// Where a field of a section's header lies in what build() returned.
  [[nodiscard]] std::size_t header(std::uint32_t index, std::size_t field) const {
    return headers_ + index * 64 + field;
  }
  [[nodiscard]] std::size_t headers() const { return headers_; }

 private:
  /// Empty where there is no such section yet.
  [[nodiscard]] std::string name_of(std::uint32_t index) const {
    return index == 0 || index > sections_.size() ? "" : sections_[index - 1].name;
  }
  std::uint32_t string(std::string_view text) {
    if (text.empty()) return 0;
    const auto at = static_cast<std::uint32_t>(strings_.size());
    strings_ += text;
    strings_ += '\0';
    return at;
  }
  void write_header(Bytes& bytes, std::uint16_t sections) const {
    Bytes header{0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    put(header, std::uint16_t{1});    // relocatable
    put(header, std::uint16_t{247});  // BPF
    put(header, std::uint32_t{1});
    put(header, std::uint64_t{0});
    put(header, std::uint64_t{0});
    put(header, std::uint64_t{headers_});
    put(header, std::uint32_t{0});
    put(header, std::uint16_t{64});
    put(header, std::uint16_t{0});
    put(header, std::uint16_t{0});
    put(header, std::uint16_t{64});
    put(header, sections);
    put(header, static_cast<std::uint16_t>(sections - 1));
    std::memcpy(bytes.data(), header.data(), header.size());
  }

  std::vector<SectionSpec> sections_;
  Bytes symbols_ = Bytes(24);
  std::string strings_ = std::string(1, '\0');
  std::size_t headers_ = 0;
};

inline Result<Object> read(const Bytes& bytes) { return read_object(bytes, "image.o"); }
/// The program of the object's only or first entry.
inline Result<Program> first_program(const Bytes& bytes) {
  const auto object = read(bytes);
  if (!object) return object.error();
  return object.value().programs.front().program;
}

/// Bytes of a sample that clang compiled, such as "samples/counter/counter.O2.v3".
inline Bytes sample(const std::string& name) {
  std::ifstream in(ASSAY_BINARY_DIR "/objects/" + name + ".o", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace assay::test
