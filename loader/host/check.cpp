// SPDX-License-Identifier: Apache-2.0
#include "loader/host/check.hpp"

#include <fmt/format.h>

#include <utility>
#include <variant>

#include "ir/contract/record.hpp"
#include "loader/check/check_words.hpp"
#include "loader/host/checked_program.hpp"

namespace assay::loader {
namespace {

/// The most instructions of a run: a tenth of a second or so in the executor.
constexpr std::uint64_t kMostInstructions = 1'000'000;

/// The program at fault has its number: its name would ask for a second reader of what was refused.
Refusal refusal_of(const assay_check_result& result) {
  const std::string program =
      result.program == ASSAY_CHECK_NONE ? "" : fmt::format("program {}: ", result.program + 1);
  const std::string because =
      result.because == 0 ? "" : fmt::format("; {}", check_words(result.because));
  return {RefusalCode::CheckRefused,
          fmt::format("{}: {}{}{}{}", result.code, program, check_words(result.code),
                      check_place_words(result.place_kind, result.place), because)};
}

/// The hooks' contracts as the executor and as the checker want them.
struct Contracts {
  std::vector<std::shared_ptr<const Contract>> known;
  std::vector<HostContract> records;
};

Outcome<Contracts> contracts_of(const std::vector<HookSpec>& hooks) {
  Contracts out;
  for (const HookSpec& hook : hooks) {
    auto read = read_records(hook.contract);
    auto* const contract = std::get_if<Contract>(&read);
    if (contract == nullptr) return Refusal{RefusalCode::ContractMalformed, hook.name};
    out.records.push_back({hook.name, proof_record(*contract)});
    out.known.push_back(std::make_shared<const Contract>(std::move(*contract)));
  }
  return out;
}

}  // namespace

CheckLimits host_limits() {
  CheckLimits limits;
  limits.instructions = kMostInstructions;
  return limits;
}

Check checker_check(const CheckLimits& limits) {
  return [limits](std::span<const std::uint8_t> package,
                  const std::vector<HookSpec>& hooks) -> Outcome<CheckedPackage> {
    const Outcome<Contracts> contracts = contracts_of(hooks);
    if (!contracts.ok()) return contracts.refusal();
    const CheckedBytes checked(package, contracts.value().records, limits);
    const assay_check_result& result = checked.result();
    if (!checked.accepted()) return refusal_of(result);
    const auto programs = checked_programs(result);
    if (!programs.ok()) return programs.refusal();
    CheckedPackage out;
    out.name = text_of(result.name);
    out.version = result.version;
    for (std::size_t i = 0; i < result.program_count; ++i) {
      const assay_checked_program& view = result.programs[i];
      out.programs.push_back({std::string(text_of(view.name)), hooks.at(view.contract).name,
                              view.worst_case, programs.value().at(i),
                              contracts.value().known.at(view.contract), view.context_bytes});
    }
    return out;
  };
}

}  // namespace assay::loader
