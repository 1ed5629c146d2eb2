// SPDX-License-Identifier: Apache-2.0
#include "session/seal.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "ir/base/check.hpp"
#include "ir/contract/execution.hpp"
#include "ir/package/write.hpp"
#include "verifier/engine/verify.hpp"

namespace assay {

namespace {

/// For each way of execution of the contract the proof that is about it. There is one proof a case.
std::vector<std::uint32_t> proof_of_way(const Program& program, const Contract& contract) {
  const std::vector<ExecutionCase> cases = execution_cases(program, contract);
  if (contract.executions.empty()) return {0};
  std::vector<std::uint32_t> out;
  for (const Execution& way : contract.executions) {
    const auto about = [&](const ExecutionCase& one) {
      return std::ranges::find(one.names, way.name) != one.names.end();
    };
    const auto found = std::ranges::find_if(cases, about);
    ASSAY_CHECK(found != cases.end(), "a way of execution that nothing was proved of");
    out.push_back(static_cast<std::uint32_t>(found - cases.begin()));
  }
  return out;
}

/// The certificate of a proof. Empty: there is no form for certificates yet.
std::vector<std::uint8_t> certificate_of(const Proof&) { return {}; }

/// Certificates in the order in which the ways come to use them, which is how a package has them.
void add_certificates(const Acceptance& acceptance, const Contract& contract, ProvedProgram& out) {
  std::vector<std::uint32_t> proofs;  // that have a certificate, in its order
  for (const std::uint32_t proof : proof_of_way(*out.program, contract)) {
    const auto known = std::ranges::find(proofs, proof);
    out.certificate_of_way.push_back(static_cast<std::uint32_t>(known - proofs.begin()));
    if (known != proofs.end()) continue;
    proofs.push_back(proof);
    ASSAY_CHECK(proof < acceptance.proofs().size(), "a way of execution without a proof");
    out.certificates.push_back(certificate_of(acceptance.proofs()[proof]));
  }
}

std::optional<ProvedProgram> proved(const Candidate& candidate, const JudgeOptions& options) {
  const Result<ChosenContract> chosen = contract_of(candidate, options);
  if (!chosen.ok()) return std::nullopt;
  const Contract& contract = *chosen.value().contract;
  const Verification verification = verify(*candidate.program, contract, {});
  const Acceptance* const acceptance = verification.acceptance();
  if (acceptance == nullptr) return std::nullopt;
  ProvedProgram out;
  out.program = candidate.program;
  out.contract = chosen.value().contract;
  out.worst_case = acceptance->worst_case();
  out.context_bytes = acceptance->basis().context_bytes;
  add_certificates(*acceptance, contract, out);
  return out;
}

}  // namespace

Result<std::optional<ProvedProgram>> prove_for_package(const Candidate& candidate,
                                                       const JudgeOptions& options) {
  if (candidate.error) return std::optional<ProvedProgram>{};
  return contained<std::optional<ProvedProgram>>([&] { return proved(candidate, options); });
}

Result<SealedBytes> seal(const PackageIdentity& identity, std::span<const ProvedProgram> programs,
                         const Catalogue& catalogue) {
  Result<SealedPackage> packed = pack(identity, programs);
  if (!packed.ok()) return packed.error();
  SealedPackage package = std::move(packed).value();
  const CheckLimits limits;
  // Announced generously, to see what it takes; then exactly that.
  package.announced = {limits.units, limits.edges, limits.arena / 2, limits.depth};
  package.announced = check_package(write_package(package), catalogue, limits).spent;
  SealedBytes out;
  out.bytes = write_package(package);
  out.verdict = check_package(out.bytes, catalogue, limits);
  ASSAY_CHECK(out.verdict.spent == package.announced,
              "a check that takes another time the second time");
  return out;
}

}  // namespace assay
