// SPDX-License-Identifier: Apache-2.0
// BTF sections built in memory, field by field, so that each can be wrong alone.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ir/base/result.hpp"

namespace assay::test {

using Bytes = std::vector<std::uint8_t>;

/// Kinds of types (Documentation/bpf/btf.rst).
inline constexpr std::uint32_t kInt = 1, kPointer = 2, kArray = 3, kStruct = 4, kUnion = 5,
                               kEnum = 6, kForward = 7, kTypedef = 8, kVolatile = 9, kConst = 10,
                               kFunction = 12, kPrototype = 13, kVariable = 14, kDataSection = 15,
                               kTypeTag = 18;

template <class Number>
void put(Bytes& bytes, Number number) {
  for (unsigned i = 0; i < sizeof(Number); ++i) {
    bytes.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> (8 * i)));
  }
}

template <class Number>
void poke(Bytes& bytes, std::size_t at, Number number) {
  ASSERT_LE(at + sizeof(Number), bytes.size());
  for (unsigned i = 0; i < sizeof(Number); ++i) {
    bytes[at + i] = static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> (8 * i));
  }
}

/// Types and strings of a `.BTF` section.
class BtfImage {
 public:
  BtfImage() = default;
  /// What goes on from the types and strings of `base`.
  [[nodiscard]] static BtfImage after(const BtfImage& base) {
    BtfImage image;
    image.count_ = base.count_;
    image.first_string_ = static_cast<std::uint32_t>(base.strings_.size());
    image.strings_.clear();
    return image;
  }

  std::uint32_t string(std::string_view text) {
    const auto at = first_string_ + static_cast<std::uint32_t>(strings_.size());
    strings_ += text;
    strings_ += '\0';
    return at;
  }
  /// A type and the words behind it; returns its id.
  std::uint32_t type(std::string_view name, std::uint32_t kind, std::uint32_t parts,
                     std::uint32_t size_or_type, const std::vector<std::uint32_t>& words = {}) {
    return type_named(name.empty() ? 0u : string(name), kind, parts, size_or_type, words);
  }
  /// The same, by the offset of its name among the strings.
  std::uint32_t type_named(std::uint32_t name, std::uint32_t kind, std::uint32_t parts,
                           std::uint32_t size_or_type,
                           const std::vector<std::uint32_t>& words = {}) {
    put(types_, name);
    put(types_, kind << 24 | parts);
    put(types_, size_or_type);
    for (const std::uint32_t word : words) put(types_, word);
    return ++count_;
  }
  [[nodiscard]] Bytes build() const {
    Bytes bytes;
    put(bytes, std::uint16_t{0xeb9f});
    put(bytes, std::uint16_t{1});
    put(bytes, std::uint32_t{24});
    put(bytes, std::uint32_t{0});
    put(bytes, static_cast<std::uint32_t>(types_.size()));
    put(bytes, static_cast<std::uint32_t>(types_.size()));
    put(bytes, static_cast<std::uint32_t>(strings_.size()));
    bytes.insert(bytes.end(), types_.begin(), types_.end());
    bytes.insert(bytes.end(), strings_.begin(), strings_.end());
    return bytes;
  }

 private:
  Bytes types_;
  std::uint32_t first_string_ = 0;
  std::string strings_ = std::string(1, '\0');
  std::uint32_t count_ = 0;
};

/// `.BTF.ext` of one line table.
inline Bytes lines(std::uint32_t record, std::uint32_t section, std::uint32_t count,
                   const std::vector<std::uint32_t>& words) {
  Bytes table;
  put(table, record);
  put(table, section);
  put(table, count);
  for (const std::uint32_t word : words) put(table, word);
  Bytes bytes;
  put(bytes, std::uint16_t{0xeb9f});
  put(bytes, std::uint16_t{1});
  put(bytes, std::uint32_t{24});
  put(bytes, std::uint32_t{0});
  put(bytes, std::uint32_t{0});
  put(bytes, std::uint32_t{0});
  put(bytes, static_cast<std::uint32_t>(table.size()));
  bytes.insert(bytes.end(), table.begin(), table.end());
  return bytes;
}

template <class T>
void expect_error(const Result<T>& result, ErrorCode expected, std::string_view part) {
  ASSERT_FALSE(result.ok()) << "accepted; expected: " << part;
  EXPECT_EQ(error_id(result.error().code), error_id(expected)) << result.error().message;
  EXPECT_NE(result.error().message.find(part), std::string::npos) << result.error().message;
}

}  // namespace assay::test
