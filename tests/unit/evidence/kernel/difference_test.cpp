// SPDX-License-Identifier: Apache-2.0
#include "evidence/kernel/difference.hpp"

#include <gtest/gtest.h>

#include "ir/text/assemble.hpp"
#include "support/builtin.hpp"
#include "verifier/explain/findings.hpp"

namespace assay::kernel::testing {
namespace {

TEST(WithoutNumbers, LikeCausesGiveOneText) {
  EXPECT_EQ(without_numbers("misaligned stack access off (0x0; 0x1f)+-40+10 size 8"),
            without_numbers("misaligned stack access off (0x3; 0xffffffff)+-8+-2 size 2"));
  EXPECT_EQ(without_numbers("between 0 and 4,295,557,110, so that"), "between # and #, so that");
  EXPECT_EQ(without_numbers("math between fp pointer and -4294967296 is not allowed"),
            without_numbers("math between fp pointer and 2147483647 is not allowed"));
}

TEST(WithoutNumbers, DifferentCausesStayApart) {
  EXPECT_NE(without_numbers("R4 min value is negative"),
            without_numbers("R4 max value is outside"));
  EXPECT_EQ(without_numbers("stack bytes r10-24 to r10-21"), "stack bytes r#-# to r#-#");
}

TEST(PathIn, IsOfTheInstructionsInTheLog) {
  const std::vector<std::uint32_t> path{0, 7, 11, 12};
  EXPECT_EQ(path_in("0: R1=ctx() R10=fp0\n0: (18) r3 = 0x1 ; R3=1\n7: (05) goto pc+3 11: R0=0\n"
                    "11: (b7) r0 = 1 ; R0=1\n12: (95) exit\nR0 !read_ok\n"),
            path);
  EXPECT_TRUE(path_in("not loaded: Invalid argument").empty());
}

enum class Says : std::uint8_t { Yes, No };

Judged judged(Says here, Says there) {
  auto instructions = assemble(here == Says::Yes ? "r0 = 1; exit" : "exit");
  Program program;
  program.instructions = std::move(instructions).value();
  program.locations.resize(program.instructions.size());
  program.functions.push_back({"f", 0, static_cast<std::uint32_t>(program.instructions.size())});
  Judged out;
  const Contract& contract = *find_contract("linux/xdp");
  out.here = verify(program, contract, {});
  out.findings = findings_of(program, contract, out.here);
  if (there == Says::Yes)
    out.there.program = Handle(0x7fffffff);  // none that is open
  else
    out.there.why = "R3 offset is outside of the packet";
  return out;
}

TEST(Judged, OneOpinionIsNoDifference) {
  EXPECT_FALSE(judged(Says::Yes, Says::Yes).difference());
  EXPECT_FALSE(judged(Says::No, Says::No).difference());
}

TEST(Judged, TheRefusingSideNamesTheKind) {
  const auto only_assay = judged(Says::Yes, Says::No).difference();
  ASSERT_TRUE(only_assay);
  EXPECT_EQ(only_assay->side, Side::OnlyAssay);
  EXPECT_EQ(only_assay->kind, "R# offset is outside of the packet");
  const auto only_kernel = judged(Says::No, Says::Yes).difference();
  ASSERT_TRUE(only_kernel);
  EXPECT_EQ(only_kernel->side, Side::OnlyKernel);
  EXPECT_EQ(only_kernel->kind.front(), 'A');
}

}  // namespace
}  // namespace assay::kernel::testing
