// SPDX-License-Identifier: Apache-2.0
// Forgeries: a real package in which one number was changed, with the digest that fits. Of a
// certificate every number that the checker reads may change; of the code a field of an
// instruction; of the host's contract, which the package does not have, a fact.
#pragma once

#include <string>
#include <vector>

#include "evidence/checker/specimen.hpp"
#include "ir/interpreter/random.hpp"

namespace assay::forge {

struct Forgery {
  Kind kind{};
  std::vector<std::uint8_t> bytes;   // of the package
  std::vector<std::uint8_t> record;  // of the host's contract
  std::string what;                  // which change
};

/// A number of the certificate, the tables or the host's contract as another one. Nothing where it
/// has no such form.
[[nodiscard]] std::optional<Forgery> with_number(const Specimen& specimen, const Field& field,
                                                 std::uint64_t number);
/// The package with another instruction in the slot of its code.
[[nodiscard]] Forgery with_instruction(const Specimen& specimen, std::size_t slot,
                                       std::span<const std::uint8_t, 8> instruction);
/// The package's bytes with the digest that fits them.
[[nodiscard]] std::vector<std::uint8_t> redigested(std::vector<std::uint8_t> bytes);
/// A random change of that kind; nothing where the specimen has nothing of it, or nothing changed.
[[nodiscard]] std::optional<Forgery> forged(const Specimen& specimen, Kind kind, Random& random);

}  // namespace assay::forge
