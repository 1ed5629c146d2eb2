// SPDX-License-Identifier: Apache-2.0
// A machine that finds nothing must be able to: it finds what there is to forge, changes what it
// says, and notices what an admitted package does wrong.
#include "evidence/checker/forge.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "evidence/checker/outcome.hpp"
#include "evidence/checker/unseal.hpp"
#include "evidence/soundness/judge.hpp"
#include "ir/package/read.hpp"

namespace assay::forge {
namespace {

const std::vector<std::unique_ptr<Specimen>>& some() {
  static const auto made =
      specimens({ASSAY_SOURCE_DIR "/tests/data/idioms", ASSAY_SOURCE_DIR "/tests/data/verify/calls",
                 ASSAY_SOURCE_DIR "/tests/data/verify/references"},
                2);
  return made;
}

TEST(Forge, real_packages_have_every_kind_of_number) {
  std::set<Kind> kinds;
  for (const auto& specimen : some()) {
    for (const Field& field : specimen->fields.package) kinds.insert(field.kind);
    for (const Field& field : specimen->fields.contract) kinds.insert(field.kind);
  }
  for (unsigned k = 0; k < static_cast<unsigned>(Kind::Pair); ++k) {
    const auto kind = static_cast<Kind>(k);
    // A mark is said where it is another one than what arrives: here it never is.
    const bool may_be_missing = kind == Kind::Instruction || kind == Kind::Mark;
    EXPECT_TRUE(may_be_missing || kinds.contains(kind)) << name_of(kind);
  }
}

TEST(Forge, every_byte_of_a_certificate_is_of_one_number) {
  for (const auto& specimen : some()) {
    std::size_t bytes = 0;
    for (const Field& field : specimen->fields.package) {
      if (is_claim(field.kind) || field.kind == Kind::Frame) bytes += field.size;
    }
    EXPECT_EQ(bytes, specimen->certificate().size()) << specimen->name;
  }
}

TEST(Forge, a_number_is_written_as_it_was_read) {
  for (const auto& specimen : some()) {
    for (const Field& field : specimen->fields.package) {
      const auto all = Bytes(specimen->bytes).subspan(field.offset, field.size);
      EXPECT_TRUE(std::ranges::equal(written(read_number(specimen->bytes, field), field), all));
    }
  }
}

TEST(Forge, a_changed_number_changes_the_package_and_its_digest_fits) {
  Random random(1);
  for (const auto& specimen : some()) {
    const auto made = forged(*specimen, Kind::Target, random);
    if (!made) continue;
    EXPECT_NE(made->bytes, specimen->bytes);
    const Answer answer = ask(made->bytes, {specimen->contract->name, made->record});
    EXPECT_TRUE(is_parsed(answer.code)) << code_name(answer.code);
  }
}

TEST(Forge, a_package_loads_as_the_program_that_was_sealed) {
  for (const auto& specimen : some()) {
    const auto program = unsealed(specimen->package);
    ASSERT_TRUE(program) << specimen->name;
    ASSERT_EQ(program->instructions.size(), specimen->program->instructions.size());
    if (!specimen->program->maps.empty()) continue;  // they are numbered in another order
    EXPECT_EQ(program->instructions, specimen->program->instructions) << specimen->name;
  }
}

TEST(Forge, a_run_of_what_was_admitted_wrongly_is_noticed) {
  const auto& specimen = *some().front();
  soundness::Verified said;
  said.accepted = true;
  said.worst_case = 1;  // as an admission with a bound that does not hold says
  const auto judged =
      soundness::judge_verified(*specimen.program, *specimen.contract, said, {.runs = 1});
  EXPECT_TRUE(judged.breach);
}

TEST(Forge, what_the_checker_admits_does_no_wrong) {
  Tally tally{};
  Random random(2);
  for (int i = 0; i < 3000; ++i) {
    const Specimen& specimen = *some()[random.below(some().size())];
    const auto kind = static_cast<Kind>(random.below(static_cast<std::uint64_t>(Kind::Count)));
    const auto made = forged(specimen, kind, random);
    if (!made) continue;
    const auto wrong = try_forgery(specimen, *made, random.next(), tally);
    EXPECT_FALSE(wrong) << specimen.name << ": " << made->what << ": " << *wrong;
  }
  std::uint64_t admitted = 0;
  std::uint64_t refused = 0;
  for (const Counts& counts : tally.kinds) {
    admitted += counts.admitted;
    refused += counts.made - counts.admitted;
  }
  EXPECT_GT(admitted, 100u);
  EXPECT_GT(refused, 1000u);
}

}  // namespace
}  // namespace assay::forge
