// SPDX-License-Identifier: Apache-2.0
// Result: a value, or an Error that says what was wrong with the input. No exceptions for bad
// input.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "ir/base/check.hpp"
#include "ir/base/error_code.hpp"

namespace assay {

/// Why an input could not be used: a stable code and one sentence that says what and where.
struct Error {
  ErrorCode code;
  std::string message;
  /// The program's slot at fault, where it is one instruction's.
  std::optional<std::uint32_t> slot = std::nullopt;
};

/// Either a T or an Error. Ask `ok()` before `value()`; the wrong accessor is an InternalFault.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] const T& value() const& {
    ASSAY_CHECK(ok(), "value() of a failed Result");
    return std::get<0>(held_);
  }
  [[nodiscard]] T&& value() && {
    ASSAY_CHECK(ok(), "value() of a failed Result");
    return std::get<0>(std::move(held_));
  }
  [[nodiscard]] const Error& error() const {
    ASSAY_CHECK(!ok(), "error() of a good Result");
    return std::get<1>(held_);
  }

 private:
  std::variant<T, Error> held_;
};

}  // namespace assay
