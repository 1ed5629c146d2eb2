// SPDX-License-Identifier: Apache-2.0
#include "session/check_package.hpp"

#include <fmt/format.h>

#include <memory>
#include <set>
#include <string_view>
#include <vector>

#include "ir/contract/record.hpp"
#include "ir/package/read.hpp"
#include "loader/checker/assay_checker.h"
#include "session/check_words.hpp"

namespace assay {

namespace {

/// Contracts in canonical binary form, and the names by which packages know them.
struct HostContracts {
  std::vector<std::string> names;
  std::vector<std::vector<std::uint8_t>> records;

  /// Views, for as long as this lives.
  [[nodiscard]] std::vector<assay_host_contract> views() const {
    std::vector<assay_host_contract> out;
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto* const name = reinterpret_cast<const std::uint8_t*>(names[i].data());
      out.push_back({{name, names[i].size()}, {records[i].data(), records[i].size()}});
    }
    return out;
  }
};

/// Of the catalogue the contracts that the package names: to make all of them costs more than a
/// check. A package that cannot be read gets none, and the checker says what is wrong with it.
HostContracts contracts_for(std::span<const std::uint8_t> bytes, const Catalogue& catalogue) {
  HostContracts host;
  const auto read = read_package(bytes);
  const auto* const package = std::get_if<SealedPackage>(&read);
  if (package == nullptr) return host;
  std::set<std::string> names;
  for (const SealedProgram& program : package->programs) names.insert(program.contract);
  for (const std::string& name : names) {
    const std::shared_ptr<const Contract> contract = catalogue.named(name);
    if (contract == nullptr) continue;
    host.names.push_back(name);
    host.records.push_back(proof_record(*contract));
  }
  return host;
}

std::string place_of(const assay_check_result& result) {
  switch (result.place_kind) {
    case ASSAY_PLACE_PACKAGE:
      return fmt::format(", at byte {}", result.place);
    case ASSAY_PLACE_CONTRACT:
      return fmt::format(", at byte {} of the contract", result.place);
    case ASSAY_PLACE_SLOT:
      return fmt::format(", at instruction {}", result.place);
    default:
      return "";
  }
}

/// The name of the program at fault, as the package says; its number where it cannot be read.
std::string program_of(const assay_check_result& result, std::span<const std::uint8_t> bytes) {
  if (result.program == ASSAY_CHECK_NONE) return "";
  const auto read = read_package(bytes);
  const auto* const package = std::get_if<SealedPackage>(&read);
  if (package == nullptr || result.program >= package->programs.size())
    return fmt::format("program {}", result.program + 1);
  return package->programs[result.program].name;
}

}  // namespace

PackageVerdict check_package(std::span<const std::uint8_t> bytes, const Catalogue& catalogue,
                             const CheckLimits& limits) {
  const HostContracts host = contracts_for(bytes, catalogue);
  const std::vector<assay_host_contract> contracts = host.views();
  const std::vector<std::uint8_t> own(bytes.begin(), bytes.end());  // a private copy
  std::vector<std::uint8_t> arena(limits.arena);
  assay_check_input input{};
  input.package = {own.data(), own.size()};
  input.contracts = contracts.data();
  input.contract_count = contracts.size();
  input.limits = {limits.units, limits.edges, limits.instructions, limits.depth};
  input.arena = arena.data();
  input.arena_size = arena.size();
  assay_check_result result{};
  PackageVerdict verdict;
  verdict.code = assay_check_package(&input, &result);
  verdict.program = program_of(result, bytes);
  verdict.place = place_of(result);
  verdict.spent = {result.units, result.edges, result.arena, result.depth};
  verdict.worst_case = result.worst_case;
  return verdict;
}

Error error_of(const PackageVerdict& verdict) {
  const std::string program = verdict.program.empty() ? "" : verdict.program + ": ";
  return {error_of_check(verdict.code),
          fmt::format("{}{}{}", program, check_words(verdict.code), verdict.place)};
}

}  // namespace assay
