// SPDX-License-Identifier: Apache-2.0
// Words, numbers and symbols of assembly text.
//
// What this file must not know: the grammar of statements (assemble.cpp).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ir/base/result.hpp"

namespace assay {

enum class TokenKind : std::uint8_t {
  Word,            // a name, keyword or register
  Number,          // unsigned; a sign is a symbol of its own
  Symbol,          // punctuation or an operator of opcodes.def
  EndOfStatement,  // a line end or `;`
  EndOfText,       // always the last token
};

/// `text` points into the assembled text. Line and column count from 1.
struct Token {
  TokenKind kind{};
  std::string_view text;
  std::uint64_t number = 0;
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// An AssemblyMalformed error at the place of a token.
[[nodiscard]] Error malformed(const Token& where, std::string_view fault);

/// Splits text into tokens and drops comments. Errors: AssemblyMalformed.
[[nodiscard]] Result<std::vector<Token>> tokenize(std::string_view text);

}  // namespace assay
