// SPDX-License-Identifier: Apache-2.0
// A state of a proof as what is other in it than in the state that arrives there first.
//
// It makes the record "change" of ir/wire/certificate.hpp up to its group. What this file must not
// know: the checker.
#pragma once

#include <array>
#include <map>

#include "verifier/certificate/records.hpp"
#include "verifier/domain/inclusion.hpp"

namespace assay {

/// The numbers that the checker has for the ids of a state: those of nulls, resources and elements,
/// which it numbers together, in the order of the values.
struct IdNumbers {
  enum Kind : std::uint8_t { kNull, kResource, kElement, kKinds };
  std::array<std::map<std::uint32_t, std::uint32_t>, kKinds> known;
  std::uint32_t first_new = 1;  // of the state: the walk from it hands out ids from here on
  std::uint32_t next = 1;       // the same of the checker

  [[nodiscard]] std::uint32_t of(Kind kind, std::uint32_t id) const;
};

struct Change {
  std::uint8_t parts = 0;           // wire::kChange..., but for the group and the steps
  std::vector<std::uint8_t> bytes;  // of these parts
  IdNumbers ids;                    // of the state that is made
  std::uint32_t most_ids = 1;       // next_id while it is made
};

struct ChangeSource {
  const State& target;
  const State& arrives;  // settled
  const SymbolMap& map;  // of the inclusion of what arrives in the target
  const IdNumbers& ids;  // of what arrives
  std::span<const std::uint32_t> maps;
};
[[nodiscard]] Change change_of(const ChangeSource& source);

}  // namespace assay
