// SPDX-License-Identifier: Apache-2.0
// What a register or a stack cell holds: nothing readable, a number, or a pointer into a region.
#pragma once

#include <cstdint>
#include <optional>
#include <variant>

#include "verifier/domain/region.hpp"
#include "verifier/domain/term.hpp"

namespace assay {

/// Why a location may not be read; findings tell the reader which it was.
enum class Why : std::uint8_t {
  NeverWritten,
  Clobbered,  // r1..r5 after a call, or the result of a helper that returns nothing
  Stale,      // pointed into memory that moved, was released, or belonged to a returned frame
  Forgotten,  // not live here, so the analysis dropped it
  Merged,     // paths disagree on whether it is a number or a pointer
};

struct Unreadable {
  Why why = Why::NeverWritten;
  std::uint32_t since = 0;  // the slot that made it so, for findings
};
struct Number {
  Term word;
  /// The slot that made a number of a pointer by letting it die, for findings.
  std::optional<std::uint32_t> died_at = std::nullopt;
};
struct Pointer {
  Pointee region;
  Term offset;  // from the region's origin
  NullId null = NullId::Never;
  std::uint32_t since = 0;  // the slot that made it, for findings
};

class Value {
 public:
  Value() = default;
  [[nodiscard]] static Value unreadable(Why why, std::uint32_t since = 0) {
    return Value(Unreadable{why, since});
  }
  [[nodiscard]] static Value scalar(const Term& word) { return Value(Number{word}); }
  /// What is left of a pointer that died at the slot, where the contract takes pointers for
  /// numbers.
  [[nodiscard]] static Value dead_pointer(const Term& word, std::uint32_t slot) {
    return Value(Number{word, slot});
  }
  [[nodiscard]] static Value pointer(const Pointee& region, const Term& offset) {
    return Value(Pointer{region, offset});
  }
  explicit Value(const Unreadable& held) : held_(held) {}
  explicit Value(const Number& held) : held_(held) {}
  explicit Value(const Pointer& held) : held_(held) {}

  [[nodiscard]] bool is_readable() const { return as_unreadable() == nullptr; }
  [[nodiscard]] bool is_scalar() const { return std::holds_alternative<Number>(held_); }
  [[nodiscard]] bool is_pointer() const { return std::holds_alternative<Pointer>(held_); }
  /// Null where it is something else.
  [[nodiscard]] const Unreadable* as_unreadable() const { return std::get_if<Unreadable>(&held_); }
  [[nodiscard]] const Pointer* as_pointer() const { return std::get_if<Pointer>(&held_); }
  [[nodiscard]] Pointer* as_pointer() { return std::get_if<Pointer>(&held_); }
  /// The region, where it is a pointer into one of that kind; else null.
  template <class R>
  [[nodiscard]] const R* into() const {
    const Pointer* pointer = as_pointer();
    return pointer == nullptr ? nullptr : std::get_if<R>(&pointer->region);
  }

  /// The word of a number, the offset of a pointer. Requires that it can be read.
  [[nodiscard]] const Term& term() const {
    const Pointer* pointer = as_pointer();
    return pointer == nullptr ? std::get<Number>(held_).word : pointer->offset;
  }
  [[nodiscard]] Term& term() {
    Pointer* pointer = as_pointer();
    return pointer == nullptr ? std::get<Number>(held_).word : pointer->offset;
  }
  /// The number, where it is a number and a constant.
  [[nodiscard]] std::optional<std::uint64_t> as_constant() const {
    return is_scalar() ? term().as_constant() : std::nullopt;
  }
  /// The slot that made it a pointer, or unreadable; 0 of a number.
  [[nodiscard]] std::uint32_t since() const {
    if (const Pointer* pointer = as_pointer()) return pointer->since;
    const Unreadable* unreadable = as_unreadable();
    return unreadable == nullptr ? 0 : unreadable->since;
  }
  /// Of a number that was a pointer until it died: the slot where it did.
  [[nodiscard]] std::optional<std::uint32_t> died_at() const {
    const Number* number = std::get_if<Number>(&held_);
    return number == nullptr ? std::nullopt : number->died_at;
  }
  /// A pointer that may be null.
  [[nodiscard]] bool maybe_null() const { return null() != NullId::Never; }
  /// Of a pointer; Never of anything else.
  [[nodiscard]] NullId null() const {
    const Pointer* pointer = as_pointer();
    return pointer == nullptr ? NullId::Never : pointer->null;
  }

 private:
  std::variant<Unreadable, Number, Pointer> held_;
};

}  // namespace assay
