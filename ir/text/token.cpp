// SPDX-License-Identifier: Apache-2.0
#include "ir/text/token.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "ir/base/errors.hpp"
#include "ir/isa/opcode.hpp"

namespace assay {
namespace {

constexpr std::string_view kPunctuation = "()[],:+-*=";
constexpr std::string_view kOperatorCharacters = "+-*/%&|^<>=!";

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.';
}

/// Whether a row's symbol is written with operator characters ("s>>="), not as a word or a type.
bool is_operator(std::string_view symbol) {
  return !symbol.empty() && kOperatorCharacters.find(symbol.back()) != std::string_view::npos;
}

/// Length of the longest operator or punctuation that `rest` begins with, or 0.
std::size_t symbol_length(std::string_view rest) {
  std::size_t longest = kPunctuation.find(rest.front()) != std::string_view::npos ? 1 : 0;
  for (const OpcodeRow& row : opcode_rows()) {
    if (is_operator(row.symbol) && rest.starts_with(row.symbol)) {
      longest = std::max(longest, row.symbol.size());
    }
  }
  return longest;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : rest_(text) {}

  Result<std::vector<Token>> run() {
    while (!rest_.empty()) {
      if (auto fault = step()) return *fault;
    }
    add(TokenKind::EndOfStatement, 0);
    add(TokenKind::EndOfText, 0);
    return std::move(tokens_);
  }

 private:
  std::optional<Error> step() {
    const char c = rest_.front();
    if (c == '\n') {
      add(TokenKind::EndOfStatement, 1);
      ++line_;
      column_ = 1;
    } else if (c == ';') {
      add(TokenKind::EndOfStatement, 1);
    } else if (c == ' ' || c == '\t' || c == '\r') {
      skip(1);
    } else if (c == '#' || rest_.starts_with("//")) {
      skip(std::min(rest_.find('\n'), rest_.size()));
    } else if (is_digit(c)) {
      return number();
    } else if (const std::size_t length = symbol_length(rest_); length > 0) {
      add(TokenKind::Symbol, length);
    } else if (is_letter(c)) {
      add(TokenKind::Word, word_length());
    } else {
      return malformed(here(), "unexpected character");
    }
    return std::nullopt;
  }

  std::size_t word_length() const {
    std::size_t length = 0;
    while (length < rest_.size() && (is_letter(rest_[length]) || is_digit(rest_[length]))) ++length;
    return length;
  }

  std::optional<Error> number() {
    const std::string_view text = rest_.substr(0, word_length());
    const bool hexadecimal = text.starts_with("0x") || text.starts_with("0X");
    const std::string_view digits = hexadecimal ? text.substr(2) : text;
    std::uint64_t value = 0;
    const auto [end, status] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, hexadecimal ? 16 : 10);
    if (status != std::errc{} || end != digits.data() + digits.size()) {
      return malformed(here(), fmt::format("'{}' is not a number of at most 64 bits", text));
    }
    add(TokenKind::Number, text.size());
    tokens_.back().number = value;
    return std::nullopt;
  }

  Token here() const { return {TokenKind::Symbol, {}, 0, line_, column_}; }
  void add(TokenKind kind, std::size_t length) {
    tokens_.push_back({kind, rest_.substr(0, length), 0, line_, column_});
    skip(length);
  }
  void skip(std::size_t length) {
    rest_.remove_prefix(length);
    column_ += static_cast<std::uint32_t>(length);
  }

  std::string_view rest_;
  std::uint32_t line_ = 1;
  std::uint32_t column_ = 1;
  std::vector<Token> tokens_;
};

}  // namespace

Error malformed(const Token& where, std::string_view fault) {
  return {ErrorCode::AssemblyMalformed,
          fmt::format("line {}, column {}: {}", where.line, where.column, fault)};
}

Result<std::vector<Token>> tokenize(std::string_view text) { return Lexer(text).run(); }

}  // namespace assay
