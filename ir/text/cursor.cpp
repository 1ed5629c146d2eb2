// SPDX-License-Identifier: Apache-2.0
#include "ir/text/cursor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace assay {
namespace {

std::optional<NamedRegister> parse_register(const Token& token) {
  if (token.kind != TokenKind::Word || token.text.size() < 2) return std::nullopt;
  const char prefix = token.text.front();
  if (prefix != 'r' && prefix != 'w') return std::nullopt;
  const std::string_view digits = token.text.substr(1);
  unsigned index = 0;
  const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
  const bool whole = status == std::errc{} && end == digits.data() + digits.size();
  if (!whole || index >= kRegisterCount || (digits.size() > 1 && digits.front() == '0')) {
    return std::nullopt;
  }
  return NamedRegister{Reg{static_cast<std::uint8_t>(index)},
                       prefix == 'r' ? Width::W64 : Width::W32};
}

std::string shown(const Token& token) {
  switch (token.kind) {
    case TokenKind::Word:
    case TokenKind::Number:
    case TokenKind::Symbol:
      return fmt::format("'{}'", token.text);
    case TokenKind::EndOfStatement:
      return "the end of the statement";
    case TokenKind::EndOfText:
      return "the end of the text";
  }
  throw InternalFault("no such kind of token");
}

enum class Sign : std::uint8_t { Plus, Minus };

bool fits(Sign sign, std::uint64_t magnitude, NumberRange range) {
  return magnitude <= (sign == Sign::Plus ? range.high : 0 - static_cast<std::uint64_t>(range.low));
}

}  // namespace

const Token& Cursor::peek(std::size_t ahead) const {
  return tokens_[std::min(position_ + ahead, tokens_.size() - 1)];
}

Token Cursor::take() {
  const Token token = peek();
  if (position_ + 1 < tokens_.size()) ++position_;
  return token;
}

bool Cursor::accept(std::string_view text) {
  if (!next_is(text)) return false;
  take();
  return true;
}

void Cursor::expect(std::string_view text) {
  if (!accept(text)) {
    fail(peek(), fmt::format("expected '{}' instead of {}", text, shown(peek())));
  }
}

std::optional<NamedRegister> Cursor::accept_register() {
  const auto reg = parse_register(peek());
  if (reg) take();
  return reg;
}

NamedRegister Cursor::expect_register() {
  const auto reg = accept_register();
  if (!reg) fail(peek(), fmt::format("expected a register instead of {}", shown(peek())));
  return reg.value_or(NamedRegister{});
}

Reg Cursor::expect_register(Width width) {
  const Token where = peek();
  const NamedRegister named = expect_register();
  if (!error_ && named.width != width) {
    fail(where, fmt::format("expected a {}-bit register ({}) instead of '{}'", bits(width),
                            width == Width::W64 ? "r0 to r10" : "w0 to w10", where.text));
  }
  return named.reg;
}

bool Cursor::next_is_number() const {
  const bool sign = next_is("-") || next_is("+");
  return peek(sign ? 1 : 0).kind == TokenKind::Number;
}

std::uint64_t Cursor::expect_number(NumberRange range) {
  const Token where = peek();
  const bool negative = accept("-");
  if (!negative) accept("+");
  const Token token = take();
  if (token.kind != TokenKind::Number) {
    fail(where, fmt::format("expected a number instead of {}", shown(token)));
    return 0;
  }
  if (!fits(negative ? Sign::Minus : Sign::Plus, token.number, range)) {
    fail(where, fmt::format("{}{} is not between {} and {}", negative ? "-" : "", token.text,
                            range.low, range.high));
    return 0;
  }
  return negative ? 0 - token.number : token.number;
}

std::int64_t Cursor::signed_offset(NumberRange range) {
  if (!next_is("+") && !next_is("-")) return 0;
  return static_cast<std::int64_t>(expect_number(range));
}

void Cursor::fail(const Token& where, std::string_view fault) {
  if (!error_) error_ = malformed(where, fault);
  position_ = tokens_.size() - 1;
}

}  // namespace assay
