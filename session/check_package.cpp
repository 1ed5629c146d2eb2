// SPDX-License-Identifier: Apache-2.0
#include "session/check_package.hpp"

#include <fmt/format.h>

#include <memory>
#include <set>
#include <string_view>
#include <variant>
#include <vector>

#include "ir/base/errors.hpp"
#include "ir/contract/record.hpp"
#include "ir/package/read.hpp"
#include "loader/check/check_words.hpp"
#include "loader/checker/code.hpp"

namespace assay {

namespace {

using ReadPackage = std::variant<SealedPackage, PackageFault>;

/// The name of the program at fault, as the package says; its number where it cannot be read.
std::string program_of(const assay_check_result& result, const ReadPackage& read) {
  if (result.program == ASSAY_CHECK_NONE) return "";
  const auto* const package = std::get_if<SealedPackage>(&read);
  if (package == nullptr || result.program >= package->programs.size())
    return fmt::format("program {}", result.program + 1);
  return package->programs[result.program].name;
}

}  // namespace

std::vector<HostContract> contracts_for(const SealedPackage& package, const Catalogue& catalogue) {
  std::vector<HostContract> host;
  std::set<std::string> names;
  for (const SealedProgram& program : package.programs) names.insert(program.contract);
  for (const std::string& name : names) {
    const std::shared_ptr<const Contract> contract = catalogue.named(name);
    if (contract == nullptr) continue;
    host.push_back({name, proof_record(*contract)});
  }
  return host;
}

PackageVerdict check_package(std::span<const std::uint8_t> bytes, const Catalogue& catalogue,
                             const CheckLimits& limits) {
  const ReadPackage read = read_package(bytes);
  const auto* const package = std::get_if<SealedPackage>(&read);
  // A package that cannot be read gets no contract, so that the checker refuses it.
  const CheckedBytes checked(
      bytes, package == nullptr ? std::vector<HostContract>{} : contracts_for(*package, catalogue),
      limits);
  const assay_check_result& result = checked.result();
  PackageVerdict verdict;
  verdict.code = result.code;
  verdict.program = program_of(result, read);
  verdict.place = check_place_words(result.place_kind, result.place);
  verdict.because = result.because;
  verdict.spent = {result.units, result.edges, result.arena, result.depth};
  verdict.worst_case = result.worst_case;
  const auto* const fault = std::get_if<PackageFault>(&read);
  // A trailer, of which the checker knows the length alone: to it only the contract is missing.
  const bool missing = result.code == static_cast<std::uint32_t>(checker::Code::ContractMissing);
  if (fault != nullptr && missing) verdict.malformed = fault->what;
  return verdict;
}

Error error_of(const PackageVerdict& verdict) {
  if (!verdict.malformed.empty()) return {ErrorCode::PackageMalformed, verdict.malformed};
  const std::string program = verdict.program.empty() ? "" : verdict.program + ": ";
  const std::string because =
      verdict.because == 0 ? "" : fmt::format("; {}", check_words(verdict.because));
  return {error_of_check(verdict.code),
          fmt::format("{}{}{}{}", program, check_words(verdict.code), verdict.place, because)};
}

}  // namespace assay
