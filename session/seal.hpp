// SPDX-License-Identifier: Apache-2.0
// From a candidate to a sealed package: verify, pack, and have the checker that loaders use look at
// what was packed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ir/package/pack.hpp"
#include "session/check_package.hpp"
#include "session/judge.hpp"

namespace assay {

/// The candidate's program with its proofs; nothing where it is not accepted, and judge() says why.
/// Error: InternalError.
[[nodiscard]] Result<std::optional<ProvedProgram>> prove_for_package(const Candidate& candidate,
                                                                     const JudgeOptions& options);

struct SealedBytes {
  std::vector<std::uint8_t> bytes;
  PackageVerdict verdict;  // of the checker, on exactly these bytes
};

/// The package of these programs. It announces what its check took. Error: NotSealable.
[[nodiscard]] Result<SealedBytes> seal(const PackageIdentity& identity,
                                       std::span<const ProvedProgram> programs,
                                       const Catalogue& catalogue);

}  // namespace assay
