// SPDX-License-Identifier: Apache-2.0
// From a candidate to a sealed package: verify, pack, and have the checker that loaders use look at
// what was packed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "ir/contract/execution.hpp"
#include "ir/package/pack.hpp"
#include "session/check_package.hpp"
#include "session/judge.hpp"
#include "verifier/proof/proof.hpp"

namespace assay {

/// A program with its proofs. Its certificates, which speak of the package's maps, are not written
/// yet.
struct SealableProgram {
  ProvedProgram program;
  std::vector<ExecutionCase> cases;     // with a proof each
  std::vector<Proof> proofs;            // by case
  std::vector<std::uint32_t> proof_of;  // for each certificate of the program
};

/// The candidate's program with its proofs; nothing where it is not accepted, and judge() says why.
/// Error: InternalError.
[[nodiscard]] Result<std::optional<SealableProgram>> prove_for_package(const Candidate& candidate,
                                                                       const JudgeOptions& options);

struct SealedBytes {
  std::vector<std::uint8_t> bytes;
  PackageVerdict verdict;  // of the checker, on exactly these bytes
};

/// The package of these programs, with a certificate for each proof. It announces what its check
/// took. Error: NotSealable, also where a certificate cannot say what a proof says.
[[nodiscard]] Result<SealedBytes> seal(const PackageIdentity& identity,
                                       std::span<const SealableProgram> programs,
                                       const Catalogue& catalogue);

}  // namespace assay
