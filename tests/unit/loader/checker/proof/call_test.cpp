// SPDX-License-Identifier: Apache-2.0
// What a call does is for the checker to say, whatever the certificate says: each proof here was
// made under a contract whose helper promises more than the host's.
#include <gtest/gtest.h>

#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"
#include "unit/loader/checker/proof/sealed.hpp"
#include "verifier/engine/verify.hpp"

namespace assay::test {
namespace {

Contract with_helper(const Helper& helper) {
  Contract contract = *find_contract("linux/xdp");
  contract.executions.clear();
  contract.policy.pointer_leak_to_memory = true;
  contract.helpers = {helper};
  return contract;
}

/// What the checker says of `text` under the helper `real`, with the proof under the helper `said`.
std::string judged(std::string_view text, const Helper& said, const Helper& real) {
  Program program;
  program.instructions = assemble(text).value();
  program.locations.resize(program.instructions.size());
  program.functions.push_back(
      {"entry", 0, static_cast<std::uint32_t>(program.instructions.size())});
  const Contract contract = with_helper(said);
  const Verification verified = verify(program, contract, {});
  if (!verified.accepted()) return "not proved";
  const SealedView sealed(program);
  const Certificate certificate =
      certify(program, sealed, contract, verified.acceptance()->proofs()[0]);
  const SealedContract own(contract);
  if (check(sealed, own, certificate).code != checker::Code::Ok) return "not confirmed";
  const SealedContract host(with_helper(real));
  return name_of(check(sealed, host, certificate).code);
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
  EXPECT_EQ(judged(text, said, said), "Ok");
  EXPECT_EQ(judged(text, said, alloc(Width::W64)), "ArgumentWrongType");
}
TEST(CheckerCall, MemoryHasAsManyBytesAsTheHelperReadsOfItsSize) {
  const char* const text =
      "r1 = 0x100000010 ll; call 9000; if r0 == 0 goto out; *(u64 *)(r0 + 16) = r0; out: r0 = 0; "
      "exit";
  EXPECT_EQ(judged(text, alloc(Width::W64), alloc(Width::W64)), "Ok");
  EXPECT_EQ(judged(text, alloc(Width::W64), alloc(Width::W32)), "OutOfBounds");
}

}  // namespace
}  // namespace assay::test
