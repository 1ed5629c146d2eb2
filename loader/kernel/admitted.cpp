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

namespace assay::loader {
namespace {

constexpr std::size_t kArena = std::size_t{1} << 24;  // bytes
constexpr assay_check_limits kLimits{1ULL << 28, 1ULL << 24, ~0ULL, 64};

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

assay_check_bytes bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

std::string place_of(const assay_check_result& result) {
  const std::string program =
      result.program == ASSAY_CHECK_NONE ? "" : fmt::format(" in program {}", result.program + 1);
  switch (result.place_kind) {
    case ASSAY_PLACE_PACKAGE:
      return fmt::format("{}, at byte {}", program, result.place);
    case ASSAY_PLACE_CONTRACT:
      return fmt::format("{}, at byte {} of the contract", program, result.place);
    case ASSAY_PLACE_SLOT:
      return fmt::format("{}, at instruction {}", program, result.place);
    default:
      return program;
  }
}

}  // namespace

std::string_view text_of(const assay_check_bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data), bytes.size};
}

Admitted::Admitted(std::span<const std::uint8_t> package)
    : own_(package.begin(), package.end()), arena_(kArena) {}

Outcome<std::unique_ptr<const Admitted>> Admitted::check(std::span<const std::uint8_t> package,
                                                         const char* kernel_types) {
  std::unique_ptr<Admitted> admitted(new Admitted(package));
  if (Done checked = admitted->check_own(); !checked.ok()) return checked.refusal();
  const std::optional<Sha256> types = wanted_by(admitted->own_).types;
  if (types && types != digest_of_file(kernel_types)) {
    return Refusal{RefusalCode::TypesOfOtherKernel, to_text(*types)};
  }
  return std::unique_ptr<const Admitted>(std::move(admitted));
}

Done Admitted::check_own() {
  const Catalogue catalogue = builtin_catalogue();
  std::vector<Bytes> records;
  for (const std::string& name : wanted_by(own_).contracts) {
    const std::shared_ptr<const Contract> contract = catalogue.named(name);
    if (contract == nullptr) continue;
    contracts_.push_back(name);
    records.push_back(proof_record(*contract));
  }
  std::vector<assay_host_contract> contracts;
  for (std::size_t i = 0; i < records.size(); ++i) {
    contracts.push_back({bytes_of(contracts_[i]), {records[i].data(), records[i].size()}});
  }
  assay_check_input input{};
  input.package = {own_.data(), own_.size()};
  input.contracts = contracts.data();
  input.contract_count = contracts.size();
  input.limits = kLimits;
  input.arena = arena_.data();
  input.arena_size = arena_.size();
  const std::uint32_t code = assay_check_package(&input, &result_);
  if (code == ASSAY_CHECK_ACCEPTED) return done();
  return Refusal{RefusalCode::CheckRefused, fmt::format("code {}{}", code, place_of(result_))};
}

std::string_view Admitted::name() const { return text_of(result_.name); }

std::span<const assay_checked_map> Admitted::maps() const {
  return {result_.maps, result_.map_count};
}

std::span<const assay_checked_program> Admitted::programs() const {
  return {result_.programs, result_.program_count};
}

std::string_view Admitted::contract_of(const assay_checked_program& program) const {
  return contracts_.at(program.contract);
}

}  // namespace assay::loader
