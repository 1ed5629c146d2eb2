// SPDX-License-Identifier: Apache-2.0
// The known attacks (docs/attacks.md), and all other programs that the verifier rejects, in
// packages forged to carry them: the checker itself refuses each, for what the program does.
#include "evidence/checker/attacks.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "evidence/checker/outcome.hpp"
#include "evidence/soundness/judge.hpp"
#include "ir/contract/called_helper.hpp"
#include "loader/checker/code.hpp"

namespace assay::forge {
namespace {

using Names = std::set<std::string>;

/// A refusal for what the program does. One that does not end is walked until the work that was
/// announced is spent, or the memory.
bool is_of_program(std::uint32_t code) {
  return is_well_formed(code) || code == static_cast<std::uint32_t>(checker::Code::UnitsExceeded) ||
         code == static_cast<std::uint32_t>(checker::Code::ArenaFull);
}

/// The proof of the harmless twin has a state that does not fit what the program does, or ends
/// elsewhere: refused before the fault is met.
bool is_of_twin(std::uint32_t code) {
  return code == static_cast<std::uint32_t>(checker::Code::StateIllFormed) ||
         code == static_cast<std::uint32_t>(checker::Code::CertificateForm);
}

/// Objects on the stack are in no package: there is nothing to forge.
bool has_objects_on_stack(const soundness::Sample& sample) {
  return std::ranges::any_of(sample.program.instructions, [&](const Instruction& instruction) {
    const Helper* helper = called_helper(*sample.contract, instruction);
    return helper != nullptr && std::ranges::any_of(helper->args, [](const Argument& argument) {
             return argument.kind == ArgKind::NewObject || argument.kind == ArgKind::StackObject;
           });
  });
}

/// How many were tried; `without` has those for which there is no forged package.
std::size_t refuses_all(const std::string& folder, Names& without) {
  constexpr std::size_t kMostOfTwins = 2;
  std::size_t tried = 0;
  std::size_t of_twins = 0;
  for (const soundness::Sample& sample : soundness::read_corpus({folder}, 300)) {
    if (soundness::verified(sample.program, *sample.contract).accepted) continue;
    if (has_objects_on_stack(sample)) continue;
    const auto attack = attack_of(sample);
    if (!attack) {
      without.insert(sample.program.name);
      continue;
    }
    ++tried;
    const Answer answer = ask(attack->forgery.bytes, {attack->contract, attack->forgery.record});
    EXPECT_NE(answer.code, 0u) << sample.name;
    of_twins += is_of_twin(answer.code) ? 1 : 0;
    EXPECT_TRUE(is_of_program(answer.code) || is_of_twin(answer.code))
        << sample.name << ": " << code_name(answer.code);
  }
  EXPECT_LE(of_twins, kMostOfTwins);
  return tried;
}

TEST(Attacks, every_known_attack_is_refused_by_the_checker_itself) {
  Names without;
  EXPECT_GT(refuses_all(ASSAY_SOURCE_DIR "/tests/data/verify/attacks", without), 60u);
  EXPECT_EQ(without, Names{});
}

TEST(Attacks, what_the_verifier_rejects_is_refused_by_the_checker_itself) {
  Names without;
  EXPECT_GT(refuses_all(ASSAY_SOURCE_DIR "/tests/data/verify", without), 300u);
  EXPECT_LE(without.size(), 60u);
}

}  // namespace
}  // namespace assay::forge
