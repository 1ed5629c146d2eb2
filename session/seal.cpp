// SPDX-License-Identifier: Apache-2.0
#include "session/seal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "ir/contract/called_helper.hpp"
#include "ir/package/pack_maps.hpp"
#include "ir/package/write.hpp"
#include "loader/checker/code.hpp"
#include "session/cut_steps.hpp"
#include "verifier/certificate/write_certificate.hpp"
#include "verifier/engine/verify.hpp"
#include "verifier/obligation/map_rules.hpp"

namespace assay {

namespace {

/// Of the states of a walk: what most proofs need, and the most that is tried.
constexpr CertificateRoom kFirstRoom{64, 32};
constexpr CertificateRoom kMostRoom{8192, 2048};

/// How often steps are left out of a certificate for trial: as often as checks of so many units in
/// all allow, within bounds.
constexpr std::uint64_t kUnitsOfTrials = 1 << 24;
constexpr std::uint64_t kFewTrials = 32;
constexpr std::uint64_t kManyTrials = 1000;

/// For each way of execution of the contract the case that is about it.
std::vector<std::uint32_t> cases_of_ways(const std::vector<ExecutionCase>& cases,
                                         const Contract& contract) {
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

/// Which certificate each way uses, in the order in which the ways come to use them, which is how a
/// package has them.
void number_certificates(const Contract& contract, SealableProgram& out) {
  for (const std::uint32_t proof : cases_of_ways(out.cases, contract)) {
    const auto known = std::ranges::find(out.proof_of, proof);
    out.program.certificate_of_way.push_back(
        static_cast<std::uint32_t>(known - out.proof_of.begin()));
    if (known == out.proof_of.end()) out.proof_of.push_back(proof);
  }
  out.program.certificates.resize(out.proof_of.size());
}

std::optional<SealableProgram> proved(const Candidate& candidate, const JudgeOptions& options) {
  const Result<ChosenContract> chosen = contract_of(candidate, options);
  if (!chosen.ok()) return std::nullopt;
  const Contract& contract = *chosen.value().contract;
  const Verification verification = verify(*candidate.program, contract, {});
  const Acceptance* const acceptance = verification.acceptance();
  if (acceptance == nullptr) return std::nullopt;
  SealableProgram out;
  out.program.program = candidate.program;
  out.program.contract = chosen.value().contract;
  out.program.worst_case = acceptance->worst_case();
  out.program.context_bytes = acceptance->basis().context_bytes;
  out.cases = execution_cases(*candidate.program, contract);
  out.proofs.assign(acceptance->proofs().begin(), acceptance->proofs().end());
  ASSAY_CHECK(out.cases.size() == out.proofs.size(), "a way of execution without a proof");
  number_certificates(contract, out);
  return out;
}

/// A certificate on its way into the package.
struct Open {
  std::vector<std::uint8_t>* place;
  CertificateDraft draft;
  std::vector<bool> without;  // steps that are left out
};

/// Whether the instruction may end the program in the midst of a function.
bool may_end_program(const Contract& contract, const Instruction& instruction) {
  const Helper* helper = called_helper(contract, instruction);
  return std::holds_alternative<LoadPacket>(instruction) ||
         (helper != nullptr && helper->tail_call);
}

/// The function whose type the platform wants to know, which no package says; null: there is none.
const Function* needs_type(const Program& program, const Contract& contract) {
  if (!contract.policy.functions_by_type) return nullptr;
  for (const Function& function : std::span(program.functions).subspan(1)) {
    const std::span code =
        std::span(program.instructions).subspan(function.begin, function.end - function.begin);
    if (std::ranges::any_of(code,
                            [&](const Instruction& i) { return may_end_program(contract, i); }))
      return &function;
  }
  return nullptr;
}

/// What the program's object leaves to its loader of a map, which no package does.
std::optional<std::string> unsaid_of_maps(const Program& program, const Contract& contract) {
  const auto unsaid = [](const Map& map, std::string_view what, std::string_view say) {
    return fmt::format("map '{}' has {}, and a loader of packages makes it as it is: say {}",
                       map.name, what, say);
  };
  for (const Map& map : program.maps) {
    if (is_counted_by_loader(contract, map))
      return unsaid(map, "no entries", fmt::format("max_entries, or --map-entries {}=N", map.name));
    if (is_sized_by_loader(contract, map)) return unsaid(map, "values of 0 bytes", "value_size");
  }
  return std::nullopt;
}

/// The certificates of all programs. Error: NotSealable.
Result<std::vector<Open>> drafts(std::span<const SealableProgram> programs,
                                 SealedPackage& package) {
  std::vector<Open> out;
  for (const SealableProgram& sealable : programs) {
    const Program& program = *sealable.program.program;
    if (const Function* function = needs_type(program, *sealable.program.contract))
      return Error{
          ErrorCode::NotSealable,
          fmt::format("{}: a tail call or a packet load stands in '{}', whose type {} wants "
                      "to know; packages have none: inline the function",
                      program.name, function->name, sealable.program.contract->name)};
    if (const auto unsaid = unsaid_of_maps(program, *sealable.program.contract))
      return Error{ErrorCode::NotSealable, program.name + ": " + *unsaid};
    const auto place = std::ranges::find(package.programs, program.name, &SealedProgram::name);
    ASSAY_CHECK(place != package.programs.end(), "a program that was not packed");
    const std::vector<std::uint32_t> maps = map_numbers(package, program);
    for (std::size_t i = 0; i < sealable.proof_of.size(); ++i) {
      const std::uint32_t proof = sealable.proof_of[i];
      if (sealable.proofs[proof].basis().sizes_of_the_run)
        return Error{ErrorCode::NotSealable,
                     fmt::format("{}: a helper gives it memory of a size that is known only in a "
                                 "run, which certificates cannot say",
                                 program.name)};
      if (sealable.proofs[proof].basis().objects_on_stack)
        return Error{ErrorCode::NotSealable,
                     fmt::format("{}: a helper makes it an object on the stack, which certificates "
                                 "cannot say",
                                 program.name)};
      auto draft = draft_certificate(
          {program, sealable.cases[proof].contract, sealable.proofs[proof], maps});
      if (!draft)
        return Error{
            ErrorCode::NotSealable,
            fmt::format("{}: its proof speaks of numbers that a loader sets", program.name)};
      const std::size_t steps = draft->step_count();
      out.push_back({&place->certificates[i], *std::move(draft), std::vector<bool>(steps)});
    }
  }
  return out;
}

/// What a check of the certificates as they are says, and takes.
struct Trial {
  std::uint32_t code = 0;
  AnnouncedWork spent;

  [[nodiscard]] bool accepted() const { return code == ASSAY_CHECK_ACCEPTED; }
};

/// Doubles what the check says that there is too little of; false where it says nothing of room, or
/// there is enough.
bool grow(std::uint32_t code, CertificateRoom& room) {
  if (code == static_cast<std::uint32_t>(checker::Code::TooManySymbols)) {
    room.symbols *= 2;
    return room.symbols <= kMostRoom.symbols;
  }
  if (code == static_cast<std::uint32_t>(checker::Code::TooManyCells)) {
    room.cells *= 2;
    return room.cells <= kMostRoom.cells;
  }
  return false;
}

/// Lowers the number, which `passes` reads, to the least with which that holds, as it does now.
void lower(std::uint32_t& number, const std::function<bool()>& passes) {
  std::uint32_t low = 0;
  for (std::uint32_t high = number; low < high;) {
    number = low + (high - low) / 2;
    if (passes()) {
      high = number;
    } else {
      low = number + 1;
    }
  }
  number = low;
}

}  // namespace

Result<std::optional<SealableProgram>> prove_for_package(const Candidate& candidate,
                                                         const JudgeOptions& options) {
  if (candidate.error) return std::optional<SealableProgram>{};
  return contained<std::optional<SealableProgram>>([&] { return proved(candidate, options); });
}

Result<SealedBytes> seal(const PackageIdentity& identity, std::span<const SealableProgram> programs,
                         const Catalogue& catalogue) {
  std::vector<ProvedProgram> plain;
  for (const SealableProgram& sealable : programs) plain.push_back(sealable.program);
  Result<SealedPackage> packed = pack(identity, plain);
  if (!packed.ok()) return packed.error();
  SealedPackage package = std::move(packed).value();
  Result<std::vector<Open>> drafted = drafts(programs, package);
  if (!drafted.ok()) return drafted.error();
  std::vector<Open> open = std::move(drafted).value();
  const CheckLimits limits;
  // Announced generously, to see what it takes; then exactly that.
  package.announced = {limits.units, limits.edges, limits.arena / 2, limits.depth};
  CertificateRoom room = kFirstRoom;
  const std::vector<HostContract> contracts = contracts_for(package, catalogue);
  const auto tried = [&] {
    for (const Open& one : open) *one.place = one.draft.write(room, one.without);
    const CheckedBytes checked(write_package(package), contracts, limits);
    const assay_check_result& result = checked.result();
    return Trial{result.code, {result.units, result.edges, result.arena, result.depth}};
  };
  Trial trial;
  do {
    trial = tried();
  } while (grow(trial.code, room));
  if (trial.accepted()) {
    const auto passes = [&] { return tried().accepted(); };
    const std::uint64_t trials = std::clamp(
        kUnitsOfTrials / std::max<std::uint64_t>(trial.spent.units, 1), kFewTrials, kManyTrials);
    for (Open& one : open) cut_steps(one.without, trials, passes);
    // What a check needs no room for costs a host memory.
    lower(room.symbols, passes);
    lower(room.cells, passes);
    trial = tried();
  }
  // A check that ends early may take other memory where it has less.
  if (trial.accepted()) package.announced = trial.spent;
  SealedBytes out;
  out.bytes = write_package(package);
  out.verdict = check_package(out.bytes, catalogue, limits);
  ASSAY_CHECK(!trial.accepted() || out.verdict.spent == package.announced,
              "a check that takes another time the second time");
  return out;
}

}  // namespace assay
