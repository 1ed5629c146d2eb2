// SPDX-License-Identifier: Apache-2.0
#include "verifier/report/printable.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>

namespace assay {
namespace {

/// A character of UTF-8 at the start of a text. `bytes` is 1 and `is_valid` false where there is
/// none.
struct Character {
  std::uint32_t code = 0;
  std::size_t bytes = 1;
  bool is_valid = false;
};

std::uint8_t byte_of(char c) { return static_cast<std::uint8_t>(c); }

/// Requires that the text is not empty. (Unicode 15, table 3-7.)
Character first_character(std::string_view text) {
  const std::uint8_t lead = byte_of(text.front());
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t bytes = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || text.size() < bytes) return {};
  std::uint32_t code = lead & (0x7fu >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) {
    if ((byte_of(text[i]) & 0xc0) != 0x80) return {};
    code = code << 6 | (byte_of(text[i]) & 0x3fu);
  }
  const bool shortest = code >= (bytes == 4 ? 0x10000u : bytes == 3 ? 0x800u : 0x80u);
  const bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
  if (!shortest || is_surrogate || code > 0x10ffff) return {};
  return {code, bytes, true};
}

/// Control characters, line and paragraph separators, and what reorders or hides text.
bool is_harmless(const Character& c) {
  const auto in = [&](std::uint32_t low, std::uint32_t high) {
    return c.code >= low && c.code <= high;
  };
  return c.is_valid && !in(0, 0x1f) && !in(0x7f, 0x9f) && !in(0x200e, 0x200f) &&
         !in(0x2028, 0x202e) && !in(0x2066, 0x2069) && c.code != 0x061c && c.code != 0xfeff;
}

enum class Replace { WithEscape, WithQuestionMark };

std::string cleaned(std::string_view text, Replace how) {
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const Character c = first_character(text);
    if (text.front() == '\t') {
      shown += ' ';
    } else if (is_harmless(c)) {
      shown += text.substr(0, c.bytes);
    } else {
      for (const char byte : text.substr(0, c.bytes)) {
        shown += how == Replace::WithEscape ? fmt::format("\\x{:02x}", byte_of(byte)) : "?";
      }
    }
    text.remove_prefix(c.bytes);
  }
  return shown;
}

}  // namespace

std::string printable(std::string_view text) { return cleaned(text, Replace::WithEscape); }

std::string printable_line(std::string_view text) {
  return cleaned(text, Replace::WithQuestionMark);
}

}  // namespace assay
