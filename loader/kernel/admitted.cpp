// SPDX-License-Identifier: Apache-2.0
#include "loader/kernel/admitted.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <variant>

#include "ir/contract/catalogue.hpp"
#include "ir/contract/record.hpp"
#include "ir/digest/sha256.hpp"
#include "ir/package/read.hpp"
#include "loader/base/hex.hpp"
#include "loader/check/check_words.hpp"

namespace assay::loader {
namespace {

/// What the package says that it wants of a host. The checker asks again.
struct Wanted {
  std::set<std::string> contracts;
  std::optional<Sha256> types;
};

/// Nothing where it cannot be read: the checker then says what is wrong with it.
Wanted wanted_by(std::span<const std::uint8_t> bytes) {
  const auto read = read_package(bytes);
  const auto* const package = std::get_if<SealedPackage>(&read);
  if (package == nullptr) return {};
  Wanted wanted{{}, package->target};
  for (const SealedProgram& program : package->programs) wanted.contracts.insert(program.contract);
  return wanted;
}

std::optional<Sha256> digest_of_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  const Bytes bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (bytes.empty()) return std::nullopt;
  return sha256(bytes);
}

std::vector<HostContract> contracts_of(const std::set<std::string>& names) {
  const Catalogue catalogue = builtin_catalogue();
  std::vector<HostContract> contracts;
  for (const std::string& name : names) {
    const std::shared_ptr<const Contract> contract = catalogue.named(name);
    if (contract != nullptr) contracts.push_back({name, proof_record(*contract)});
  }
  return contracts;
}

Refusal refusal_of(const assay_check_result& result) {
  const std::string program =
      result.program == ASSAY_CHECK_NONE ? "" : fmt::format("program {}: ", result.program + 1);
  return {RefusalCode::CheckRefused,
          fmt::format("{}: {}{}{}", result.code, program, check_words(result.code),
                      check_place_words(result.place_kind, result.place))};
}

}  // namespace

Outcome<std::unique_ptr<const Admitted>> Admitted::check(std::span<const std::uint8_t> package,
                                                         const char* kernel_types) {
  const Wanted wanted = wanted_by(package);
  const std::vector<HostContract> contracts = contracts_of(wanted.contracts);
  auto checked = std::make_unique<const CheckedBytes>(package, contracts, CheckLimits{});
  if (!checked->accepted()) return refusal_of(checked->result());
  if (wanted.types && wanted.types != digest_of_file(kernel_types))
    return Refusal{RefusalCode::TypesOfOtherKernel, to_text(*wanted.types)};
  std::vector<std::string> names;
  for (const HostContract& contract : contracts) names.push_back(contract.name);
  return std::unique_ptr<const Admitted>(new Admitted(std::move(names), std::move(checked)));
}

std::string_view Admitted::name() const { return text_of(checked_->result().name); }

std::span<const assay_checked_map> Admitted::maps() const {
  return {checked_->result().maps, checked_->result().map_count};
}

std::span<const assay_checked_program> Admitted::programs() const {
  return {checked_->result().programs, checked_->result().program_count};
}

std::string_view Admitted::contract_of(const assay_checked_program& program) const {
  return contracts_.at(program.contract);
}

}  // namespace assay::loader
