// SPDX-License-Identifier: Apache-2.0
// What came of forgeries, by kind: how far each got, and, of those that the checker admits, whether
// a run does wrong.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "evidence/checker/forge.hpp"

namespace assay::forge {

/// Plain numbers only: it lives in memory that workers share.
struct Counts {
  std::uint64_t made;
  std::uint64_t parsed;       // past digest and the package's form
  std::uint64_t well_formed;  // the certificate and the contract, too, have the one form
  std::uint64_t admitted;
  std::uint64_t unread;  // admitted, and the tests' readers do not take it
  std::uint64_t runs;
  std::uint64_t finished;  // runs that came to the program's end
  std::uint64_t unmodelled;
};
inline constexpr std::size_t kCodes = 256;
struct Tally {
  std::array<Counts, static_cast<std::size_t>(Kind::Count)> kinds;
  std::array<std::uint64_t, kCodes> codes;
  std::uint64_t breaches;
  std::uint64_t own_faults;
  std::uint64_t finished;  // workers that came to their end
};
void add(Tally& sum, const Tally& other);
/// The table for people.
[[nodiscard]] std::string render(const Tally& sum, double seconds);

/// Whether a refusal with that code is about what the package, certificate or contract says, not
/// about how it is written.
[[nodiscard]] bool is_parsed(std::uint32_t code);
[[nodiscard]] bool is_well_formed(std::uint32_t code);
/// "OutOfBounds".
[[nodiscard]] const char* code_name(std::uint32_t code);

/// Asks the checker; runs what it admits `runs` times. Comes back with what went wrong, if
/// anything.
[[nodiscard]] std::optional<std::string> try_forgery(const Specimen& specimen,
                                                     const Forgery& forgery, std::uint64_t seed,
                                                     Tally& tally);

}  // namespace assay::forge
