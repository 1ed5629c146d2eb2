// SPDX-License-Identifier: Apache-2.0
// The table of refusals.def as types: the one place where the loader's codes and their sentences
// live.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assay::loader {

enum class RefusalCode : std::uint8_t {
#define LOADER_REFUSAL(name, code, sentence) name,
#include "loader/base/refusals.def"
#undef LOADER_REFUSAL
};

/// Why the loader refuses, or could not do, what it was asked.
struct Refusal {
  RefusalCode code{};
  std::string subject;  // which file, member, package or key; for people, never parsed

  friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// The stable code ("L404") by which hosts and operators know the refusal.
[[nodiscard]] std::string_view refusal_id(RefusalCode code);
/// One clause, lower case, without a full stop.
[[nodiscard]] std::string_view refusal_sentence(RefusalCode code);
/// The code with that stable name, or nothing.
[[nodiscard]] std::optional<RefusalCode> refusal_named(std::string_view id);

}  // namespace assay::loader
