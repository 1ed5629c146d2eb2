// SPDX-License-Identifier: Apache-2.0
// A proof as a certificate: the records of ir/wire/certificate.hpp, which a loader's checker reads.
//
// It encodes and decides nothing: what the checker does not confirm it refuses, whatever is written
// here. What this file must not know: the checker.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "verifier/certificate/draft.hpp"
#include "verifier/proof/proof.hpp"

namespace assay {

/// What a certificate is written of. All references outlive the call.
struct CertificateSource {
  const Program& program;
  const Contract& contract;  // of one way of execution: that of the proof
  const Proof& proof;        // of the program under the contract
  /// For each of the program's maps its number where the certificate is read.
  std::span<const std::uint32_t> maps;
};

/// Nothing where a certificate cannot say what the proof says: a loader sets numbers of the code.
[[nodiscard]] std::optional<CertificateDraft> draft_certificate(const CertificateSource& source);

}  // namespace assay
