// SPDX-License-Identifier: Apache-2.0
// What a loader does with a package: hands it to the trusted checker, with the contracts of a
// catalogue as the host's own. Nothing that this side reads of the package decides anything.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/contract/catalogue.hpp"
#include "ir/package/package.hpp"
#include "loader/check/checked_bytes.hpp"

namespace assay {

/// The largest package that is read, and the largest arena that is given.
inline constexpr std::uint64_t kMostPackageBytes = 1ull << 30;
inline constexpr std::size_t kMostArenaBytes = std::size_t{1} << 30;

struct PackageVerdict {
  std::uint32_t code = 0;     // of the checker; 0: accepted
  std::string program;        // at fault, where it is one's; as the package says, or its number
  std::string place;          // ", at byte 12"; or empty
  std::uint32_t because = 0;  // a code that explains the refusal; 0: none
  std::string malformed;      // what is wrong with a form that the checker does not look at
  AnnouncedWork spent;
  std::uint64_t worst_case = 0;  // of what was proved

  [[nodiscard]] bool accepted() const { return code == 0; }
};

/// Of the catalogue the contracts that the package names, as a host's own: to make all of them
/// costs more than a check.
[[nodiscard]] std::vector<HostContract> contracts_for(const SealedPackage& package,
                                                      const Catalogue& catalogue);

/// What the checker says of these bytes.
[[nodiscard]] PackageVerdict check_package(std::span<const std::uint8_t> bytes,
                                           const Catalogue& catalogue, const CheckLimits& limits);

/// A refusal as an error, which names the program and the place.
[[nodiscard]] Error error_of(const PackageVerdict& verdict);

}  // namespace assay
