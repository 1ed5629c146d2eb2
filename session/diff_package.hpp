// SPDX-License-Identifier: Apache-2.0
// What changed from one package to another, by what they say of themselves; nothing is checked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ir/package/package.hpp"
#include "session/diff_code.hpp"

namespace assay {

/// One thing that is not what it was.
struct PackageChange {
  std::string of;     // "package", "program", "map" or "signer"
  std::string name;   // of it; nothing of the package itself
  std::string what;   // "added", "removed", or what of it changed: a word that stays
  std::string words;  // that for people, as a noun
  std::string before;
  std::string after;
  std::vector<ChangedLine> lines;  // of instructions
};

/// Nothing where the packages are the same, signatures included.
[[nodiscard]] std::vector<PackageChange> changes_between(const SealedPackage& before,
                                                         const SealedPackage& after);

/// A sentence a change, and what both packages are called in front.
[[nodiscard]] std::string render_changes(const SealedPackage& before, const SealedPackage& after);
/// One document, with stable keys.
[[nodiscard]] std::string render_changes_json(const SealedPackage& before,
                                              const SealedPackage& after);

}  // namespace assay
