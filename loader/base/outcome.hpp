// SPDX-License-Identifier: Apache-2.0
// Outcome: a value, or the Refusal that stands in its place. What assay::Result is to the readers
// of programs, with the loader's codes.
#pragma once

#include <utility>
#include <variant>

#include "ir/base/check.hpp"
#include "loader/base/refusal.hpp"

namespace assay::loader {

/// Either a T or a Refusal. Ask `ok()` before `value()`; the wrong accessor is an InternalFault.
template <class T>
class [[nodiscard]] Outcome {
 public:
  Outcome(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Outcome(Refusal refusal) : held_(std::in_place_index<1>, std::move(refusal)) {}

  [[nodiscard]] bool ok() const { return held_.index() == 0; }
  [[nodiscard]] const T& value() const& {
    ASSAY_CHECK(ok(), "value() of a refused Outcome");
    return std::get<0>(held_);
  }
  [[nodiscard]] T&& value() && {
    ASSAY_CHECK(ok(), "value() of a refused Outcome");
    return std::get<0>(std::move(held_));
  }
  [[nodiscard]] const Refusal& refusal() const {
    ASSAY_CHECK(!ok(), "refusal() of a good Outcome");
    return std::get<1>(held_);
  }

 private:
  std::variant<T, Refusal> held_;
};

/// Of what has nothing to give: done, or refused.
using Done = Outcome<std::monostate>;
[[nodiscard]] inline Done done() { return std::monostate{}; }

}  // namespace assay::loader
