// SPDX-License-Identifier: Apache-2.0
// What a call does is for the checker to say, whatever the certificate says: each proof here was
// made under a contract whose helper promises more than the host's.
#include <gtest/gtest.h>

#include "support/builtin.hpp"
#include "unit/loader/checker/proof/sealed.hpp"

namespace assay::test {
namespace {

Contract with_helper(const Helper& helper) {
  Contract contract = *find_contract("linux/xdp");
  contract.executions.clear();
  contract.policy.pointer_leak_to_memory = true;
  contract.helpers = {helper};
  return contract;
}

std::string judged_with(std::string_view text, const Helper& said, const Helper& real) {
  return judged(program_of(text), with_helper(said), with_helper(real));
}

Helper alloc(Width width) {
  Helper helper;
  helper.id = 9000;
  helper.name = "alloc";
  helper.args[0].kind = ArgKind::Scalar;
  helper.args[0].constant = true;
  helper.args[0].width = width;
  helper.returns = ReturnKind::MemoryOrNull;
  return helper;
}

TEST(CheckerCall, APointerIsNoConstantSizeWhereverPointersMayLeak) {
  Helper said = alloc(Width::W64);
  said.returns = ReturnKind::Void;
  said.args[0].constant = false;
  const char* const text = "r1 = r10; call 9000; r0 = 0; exit";
  said.args[0].kind = ArgKind::Any;
  EXPECT_EQ(judged_with(text, said, said), "Ok");
  EXPECT_EQ(judged_with(text, said, alloc(Width::W64)), "ArgumentWrongType");
}
TEST(CheckerCall, OnlyABufferOfNoBytesMayBeNullAndOnlyWhereTheHelperAllowsIt) {
  Helper said = alloc(Width::W64);
  said.returns = ReturnKind::Void;
  said.args[0] = said.args[1] = Argument{.kind = ArgKind::Any};
  Helper real = said;
  real.args[0] = Argument{.kind = ArgKind::ReadMemory};
  real.args[1] = Argument{.kind = ArgKind::SizeOrZero};
  const char* const none = "r1 = 0; r2 = 0; call 9000; r0 = 0; exit";
  const char* const some = "r1 = 0; r2 = 8; call 9000; r0 = 0; exit";
  EXPECT_EQ(judged_with(none, said, real), "ArgumentMayBeNull");
  real.args[0].nullable = true;
  EXPECT_EQ(judged_with(none, said, real), "Ok");
  EXPECT_EQ(judged_with(some, said, real), "ArgumentMayBeNull");
}
TEST(CheckerCall, MemoryHasAsManyBytesAsTheHelperReadsOfItsSize) {
  const char* const text =
      "r1 = 0x100000010 ll; call 9000; if r0 == 0 goto out; *(u64 *)(r0 + 16) = r0; out: r0 = 0; "
      "exit";
  EXPECT_EQ(judged_with(text, alloc(Width::W64), alloc(Width::W64)), "Ok");
  EXPECT_EQ(judged_with(text, alloc(Width::W64), alloc(Width::W32)), "OutOfBounds");
}

/// linux/xdp, and the same where keys of tries may lie anywhere and their values lie apart.
Contract real_tries() {
  Contract contract = *find_contract("linux/xdp");
  contract.executions.clear();
  return contract;
}
Contract tame_tries() {
  Contract contract = real_tries();
  for (MapKind& kind : contract.map_kinds) {
    if (kind.number != kTrie) continue;
    kind.key_is_private = false;
    kind.alignment = ValueAlignment::Eight;
  }
  return contract;
}

/// The text with a trie of keys of so many bytes (map 0) and an array of one value (map 1).
Program with_trie(std::string_view text, std::uint32_t key_size) {
  Program program = program_of(text);
  Map trie;
  trie.name = "trie";
  trie.kind = kTrie;
  trie.key_size = key_size;
  trie.value_size = 16;
  trie.max_entries = 16;
  trie.flags = 1;
  Map keys;
  keys.name = "keys";
  keys.kind = 2;
  keys.key_size = 4;
  keys.value_size = 16;
  keys.max_entries = 1;
  program.maps = {trie, keys};
  return program;
}

TEST(CheckerCall, AKeyThatIsReadTwiceLiesWhereNobodyElseWrites) {
  const Program shared = with_trie("r1 = map[0]; r2 = map_value[1] + 0; call 3; r0 = 2; exit", 8);
  EXPECT_EQ(judged(shared, tame_tries(), tame_tries()), "Ok");
  EXPECT_EQ(judged(shared, tame_tries(), real_tries()), "ArgumentWrongType");
  const Program own =
      with_trie("*(u64 *)(r10 - 8) = 0; r1 = map[0]; r2 = r10; r2 += -8; call 3; r0 = 2; exit", 8);
  EXPECT_EQ(judged(own, tame_tries(), real_tries()), "Ok");
  const Program looked_up =
      with_trie("r1 = map[0]; r2 = map_value[1] + 0; call 1; r0 = 2; exit", 8);
  EXPECT_EQ(judged(looked_up, tame_tries(), real_tries()), "Ok") << "writes nothing";
}
TEST(CheckerCall, AValueIsAlignedAsTheContractSaysOfItsKind) {
  const char* const text =
      "*(u64 *)(r10 - 8) = 0; *(u64 *)(r10 - 16) = 0; r1 = map[0]; r2 = r10; r2 += -16; call 1; "
      "if r0 == 0 goto out; r1 = 1; lock *(u64 *)(r0 + 8) += r1; out: r0 = 2; exit";
  EXPECT_EQ(judged(with_trie(text, 8), tame_tries(), real_tries()), "Misaligned");
  EXPECT_EQ(judged(with_trie(text, 12), tame_tries(), real_tries()), "Ok");
}
TEST(CheckerCall, MemoryOfAHelperIsAlignedWhereEachHelperSaysSo) {
  Helper aligned = alloc(Width::W64);
  aligned.aligned_memory = true;
  const char* const text =
      "r1 = 16; call 9000; if r0 == 0 goto out; r1 = 1; lock *(u64 *)(r0 + 8) += r1; out: r0 = 0; "
      "exit";
  EXPECT_EQ(judged_with(text, aligned, aligned), "Ok");
  EXPECT_EQ(judged_with(text, aligned, alloc(Width::W64)), "Misaligned");
}

}  // namespace
}  // namespace assay::test
