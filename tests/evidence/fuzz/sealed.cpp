// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <vector>

#include "evidence/checker/specimen.hpp"
#include "evidence/checker/unseal.hpp"
#include "evidence/fuzz/mended.hpp"
#include "evidence/soundness/judge.hpp"
#include "ir/contract/execution.hpp"
#include "ir/contract/record.hpp"
#include "ir/package/read.hpp"
#include "loader/checker/assay_checker.h"
#include "support/builtin.hpp"

namespace assay::fuzz {

namespace {

using forge::kArena;
using forge::kGenerous;
constexpr std::uint32_t kRuns = 2;

/// The host's contracts that the package's programs name.
struct Host {
  std::vector<std::string> names;
  std::vector<assay_host_contract> contracts;
};
Host host_for(const SealedPackage& package) {
  static std::map<std::string, std::vector<std::uint8_t>> records;
  Host out;
  for (const SealedProgram& program : package.programs) {
    const auto contract = test_catalogue().named(program.contract);
    if (contract == nullptr) continue;
    auto [record, is_new] = records.try_emplace(contract->name);
    if (is_new) record->second = proof_record(*contract);
    const Bytes name = bytes_of(record->first);
    out.contracts.push_back(
        {{name.data(), name.size()}, {record->second.data(), record->second.size()}});
  }
  return out;
}

void run(const SealedPackage& package, const assay_check_result& result) {
  for (const SealedProgram& sealed : package.programs) {
    SealedPackage one = package;
    one.programs = {sealed};
    const auto program = forge::unsealed(one);
    if (!program) continue;
    soundness::Verified said;
    said.accepted = true;
    said.worst_case = result.worst_case;
    const auto contract = test_catalogue().named(sealed.contract);
    for (const ExecutionCase& way : execution_cases(*program, *contract)) {
      const auto judged =
          soundness::judge_verified(*program, way.contract, said, {.seed = 1, .runs = kRuns});
      if (judged.breach) require(false, judged.breach->what);
    }
  }
}

}  // namespace

bool fuzz_sealed(Bytes input) {
  const std::vector<std::uint8_t> whole = mended(input);
  const auto read = read_package(whole);
  const auto* const package = std::get_if<SealedPackage>(&read);
  const Host host = package == nullptr ? Host{} : host_for(*package);
  // At an odd address, and with nothing behind it that might be read unnoticed.
  std::vector<std::uint8_t> bytes(1);
  bytes.insert(bytes.end(), whole.begin(), whole.end());
  std::vector<std::uint8_t> arena(kArena + 1);
  const assay_check_input asked{{bytes.data() + 1, bytes.size() - 1},
                                host.contracts.data(),
                                host.contracts.size(),
                                {kGenerous.units, kGenerous.edges, ~std::uint64_t{0}, 64},
                                arena.data() + 1,
                                kArena,
                                1};
  assay_check_result result{};
  const std::uint32_t code = assay_check_package(&asked, &result);
  require(
      result.units <= kGenerous.units && result.edges <= kGenerous.edges && result.arena <= kArena,
      "a check does no more than the host allows");
  require(bytes.size() - 1 == whole.size() && std::equal(whole.begin(), whole.end(), &bytes[1]),
          "a check writes nothing into the package");
  if (package != nullptr) {
    require(result.units <= package->announced.units, "a check does no more than is announced");
    require(result.edges <= package->announced.edges, "nor with more edges");
    require(result.arena <= package->announced.arena, "nor in more memory");
  }
  require(code != ASSAY_CHECK_ACCEPTED || package != nullptr, "what is accepted can be read");
  if (code == ASSAY_CHECK_ACCEPTED) run(*package, result);
  return code == ASSAY_CHECK_ACCEPTED;
}

}  // namespace assay::fuzz
