// SPDX-License-Identifier: Apache-2.0
// The one form in which the loader keeps and signs facts: JSON (RFC 8259) on one line, in one
// encoding. Members are sorted and distinct, nothing is left blank, numbers are whole and below
// 2^64, text is printable ASCII. What is written otherwise is refused, so that the bytes that were
// signed or summed up are the facts that are read (ADR 37). The only user of a JSON library here.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "loader/base/outcome.hpp"

namespace assay::loader {

struct Value;
using List = std::vector<Value>;
using Table = std::map<std::string, Value, std::less<>>;

struct Value {
  std::variant<bool, std::uint64_t, std::string, List, Table> held;

  friend bool operator==(const Value&, const Value&) = default;
};

/// How deep lists and tables may nest, and how long a document may be.
inline constexpr std::size_t kDeepest = 8;
inline constexpr std::size_t kLongestDocument = 1U << 20U;

/// Reads a document. DocumentTooLarge, DocumentTooDeep, or DocumentMalformed where the text is not
/// what write_document() makes of its own meaning.
[[nodiscard]] Outcome<Value> read_document(std::string_view text);

/// The one text of a value. Requires (InternalFault otherwise) that its texts are printable ASCII.
[[nodiscard]] std::string write_document(const Value& value);

/// Whether every character is printable ASCII, as texts of documents are.
[[nodiscard]] bool is_plain(std::string_view text);
/// The text with '?' in place of every other character.
[[nodiscard]] std::string plain(std::string text);

}  // namespace assay::loader
