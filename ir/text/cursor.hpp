// SPDX-License-Identifier: Apache-2.0
// A reader over tokens with the small phrases that statements share: registers, numbers, addresses.
//
// The first fault sticks: it is kept, the cursor moves to the end of the text, and every later read
// gives a harmless value. So that a statement is read without a test after each phrase.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>

#include "ir/isa/instruction.hpp"
#include "ir/text/token.hpp"

namespace assay {

/// A register as written: r3 is 64 bits wide, w3 32 bits.
struct NamedRegister {
  Reg reg;
  Width width = Width::W64;
};

/// An inclusive range of numbers; the upper bound may need 64 unsigned bits.
struct NumberRange {
  std::int64_t low = 0;
  std::uint64_t high = 0;
};
inline constexpr NumberRange kSigned16{std::numeric_limits<std::int16_t>::min(),
                                       std::numeric_limits<std::int16_t>::max()};
inline constexpr NumberRange kSigned32{std::numeric_limits<std::int32_t>::min(),
                                       std::numeric_limits<std::int32_t>::max()};
inline constexpr NumberRange kUnsigned32{0, std::numeric_limits<std::uint32_t>::max()};
/// Either reading of a 32-bit pattern.
inline constexpr NumberRange kAny32{std::numeric_limits<std::int32_t>::min(),
                                    std::numeric_limits<std::uint32_t>::max()};
inline constexpr NumberRange kAny64{std::numeric_limits<std::int64_t>::min(),
                                    std::numeric_limits<std::uint64_t>::max()};

class Cursor {
 public:
  /// Requires a token list of tokenize(), which outlives the cursor.
  explicit Cursor(std::span<const Token> tokens) : tokens_(tokens) {}

  [[nodiscard]] const Token& peek(std::size_t ahead = 0) const;
  Token take();
  [[nodiscard]] bool next_is(std::string_view text) const { return peek().text == text; }
  /// Takes the next token if it reads `text`.
  bool accept(std::string_view text);
  void expect(std::string_view text);

  /// Takes a register if one is next.
  std::optional<NamedRegister> accept_register();
  NamedRegister expect_register();
  /// A register of that width.
  Reg expect_register(Width width);
  [[nodiscard]] bool next_is_number() const;
  /// A number with optional sign, as 64 bits in two's complement.
  std::uint64_t expect_number(NumberRange range);
  /// "+ 3" or "- 3", or nothing, which is 0.
  std::int64_t signed_offset(NumberRange range);

  void fail(const Token& where, std::string_view fault);
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  std::span<const Token> tokens_;
  std::size_t position_ = 0;
  std::optional<Error> error_;
};

}  // namespace assay
