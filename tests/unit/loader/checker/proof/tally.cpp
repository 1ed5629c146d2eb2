// SPDX-License-Identifier: Apache-2.0
#include "unit/loader/checker/proof/tally.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "ir/contract/choose.hpp"
#include "ir/contract/execution.hpp"
#include "ir/object/read_object.hpp"
#include "session/asm_file.hpp"
#include "verifier/engine/verify.hpp"

namespace assay::test {

void Tally::print() const {
  std::printf("%u proofs, %u confirmed, %u not written; %zu bytes for %zu of instructions; ",
              proofs, confirmed, unwritten, certificate_bytes, instruction_bytes);
  std::printf("%llu units, arena %zu\n", static_cast<unsigned long long>(units), arena);
  for (const auto& [code, count] : refusals) std::printf("  %4u %s\n", count, code.c_str());
}

void judge(const Program& program, const Contract& contract, const std::string& where,
           Tally& tally) {
  const Verification verified = verify(program, contract, {});
  const Acceptance* accepted = verified.acceptance();
  if (accepted == nullptr) return;
  const auto cases = execution_cases(program, contract);
  const SealedView sealed(program);
  for (std::size_t way = 0; way < cases.size(); ++way) {
    ++tally.proofs;
    const Proof& proof = accepted->proofs()[way];
    Contract frozen = cases[way].contract;
    frozen.policy.read_only_data_frozen = true;  // by the host's own doing
    const Certificate written = certify(program, sealed, frozen, proof);
    if (written.empty()) {
      ++tally.unwritten;
      continue;
    }
    const Checked checked = check(sealed, SealedContract(frozen), written);
    if (checked.code != checker::Code::Ok) {
      ++tally.refusals[name_of(checked.code)];
      tally.refused[program.name] = name_of(checked.code);
      std::printf("  %s %s: %s at slot %u from state %u\n", where.c_str(), program.name.c_str(),
                  name_of(checked.code), checked.result.slot, checked.result.state);
      continue;
    }
    ++tally.confirmed;
    tally.certificate_bytes += written.size();
    tally.instruction_bytes += 8 * program.instructions.size();
    tally.units += checked.units;
    tally.arena = std::max(tally.arena, checked.arena);
    EXPECT_EQ(checked.result.worst_case, proof.worst_case()) << where << " " << program.name;
  }
}

void judge_file(const std::string& path, const Catalogue& catalogue, Tally& tally) {
  if (is_asm_path(path)) {
    const auto file = read_asm_file(path, catalogue);
    const auto contract = file.ok() ? catalogue.find(file.value().contract) : nullptr;
    if (contract) judge(file.value().program, *contract, path, tally);
    return;
  }
  const auto object = read_object(path);
  if (!object.ok()) return;
  for (const ObjectEntry& entry : object.value().programs) {
    if (!entry.program.ok() || entry.only_when_named) continue;
    const auto chosen = choose_contract(entry.program.value(), {catalogue});
    if (chosen.ok()) judge(entry.program.value(), *chosen.value().contract, path, tally);
  }
}

std::vector<std::string> files_below(const std::string& folder, const std::string& ending) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string path = entry.path().string();
    if (entry.is_regular_file() && path.ends_with(ending)) out.push_back(path);
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace assay::test
