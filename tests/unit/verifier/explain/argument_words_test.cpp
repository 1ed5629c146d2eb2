// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/argument_words.hpp"

#include <gtest/gtest.h>

#include <string>

#include "explained_program.hpp"
#include "support/builtin.hpp"
#include "verifier/explain/findings.hpp"

namespace assay {
namespace {

using test::program_of;

/// The hook of XDP with helpers of the test's own: 1 is `probe`, 2 gives an object, 3 takes one.
Contract contract_with(const Argument& first) {
  Contract contract = *find_contract("linux/xdp");
  Helper probe;
  probe.id = 1;
  probe.name = "probe";
  probe.args[0] = first;
  Helper give;
  give.id = 2;
  give.name = "give";
  give.returns = ReturnKind::SocketOrNull;
  Helper take;
  take.id = 3;
  take.name = "take";
  take.args[0].kind = ArgKind::SocketReference;
  take.releases = 0;
  contract.helpers = {probe, give, take};
  return contract;
}

Finding first_of(std::string_view text, const Contract& contract) {
  const Program program = program_of(text);
  const auto all = findings_of(program, contract, verify(program, contract, {}));
  EXPECT_FALSE(all.empty()) << text;
  return all.empty() ? Finding{} : all.front();
}

constexpr std::string_view kSeven = "r1 = 7; call 1; r0 = 2; exit";
constexpr std::string_view kAnyNumber = "r1 = *(u32 *)(r1 + 12); call 1; r0 = 2; exit";

std::string told(const Argument& argument, std::string_view text) {
  const Finding f = first_of(text, contract_with(argument));
  EXPECT_EQ(f.argument, 1u);
  return f.message;
}

TEST(ArgumentWords, TellANumberOutOfRange) {
  Argument range;
  range.kind = ArgKind::Scalar;
  range.min = 8;
  range.max = 5000;
  EXPECT_EQ(told(range, kSeven),
            "argument 1 (r1) of 'bpf_probe' must lie between 8 and 5,000, but is a number (7)");
  range.max = 8;
  EXPECT_EQ(told(range, kSeven), "argument 1 (r1) of 'bpf_probe' must be 8, but is a number (7)");
  range.constant = true;
  EXPECT_EQ(told(range, kAnyNumber),
            "argument 1 (r1) of 'bpf_probe' must be a constant, but is a number (between 0 and "
            "4,294,967,295)");
}

TEST(ArgumentWords, TellWhatIsWanted) {
  const struct {
    ArgKind kind;
    const char* wanted;
  } rows[] = {
      {ArgKind::Context, "must be the context, but is a number (7)"},
      {ArgKind::MapHandle, "must be a map, but is a number (7)"},
      {ArgKind::ConstString, "must be a string constant in read-only data, but is a number (7)"},
      {ArgKind::AllocatedMemory, "must be a reference acquired by a helper, but is a number (7)"},
      {ArgKind::SocketReference, "must be a reference acquired by a helper, but is a number (7)"},
      {ArgKind::MapKey, "belongs to a map that is not known"},
      {ArgKind::Callback, "is a callback, which Assay does not support yet"},
      {ArgKind::StackPointer, "is a callback's context, which Assay does not support yet"},
      {ArgKind::OpaqueHandle, "is a kernel object, which Assay does not support yet"},
  };
  for (const auto& row : rows)
    EXPECT_EQ(told({row.kind}, kSeven),
              std::string("argument 1 (r1) of 'bpf_probe' ") + row.wanted);
}

TEST(ArgumentWords, TellTheSizeThatIsMissingAndNotItsMemory) {
  const Finding f = first_of("r2 = r1; call 1; r0 = 2; exit", contract_with({ArgKind::ReadMemory}));
  EXPECT_EQ(f.argument, 1u) << "the memory is what does not fit";
  EXPECT_EQ(f.message,
            "argument 2 (r2) of 'bpf_probe' must be a size in bytes, but is a pointer into the "
            "context");
}

TEST(ArgumentWords, TellASizeThatIsNoConstant) {
  Argument size;
  size.kind = ArgKind::Size;
  EXPECT_EQ(told(size, kAnyNumber),
            "argument 1 (r1) of 'bpf_probe' is a size that may be zero: it is between 0 and "
            "4,294,967,295");
  size.constant = true;
  EXPECT_EQ(
      told(size, kAnyNumber),
      "argument 1 (r1) of 'bpf_probe' must be a constant size, but is a number (between 0 and "
      "4,294,967,295)");
}

TEST(ArgumentWords, TellAnObjectThatIsNotHeld) {
  EXPECT_EQ(
      first_of("call 2; if r0 == 0 goto out; r1 = r0; call 3; out: r0 = 2; exit", contract_with({}))
          .message,
      "argument 1 (r1) of 'bpf_take' was not acquired or has already been released");
}

TEST(ArgumentWords, NameNoRegisterWhereTheSourceIsInC) {
  const Program program = test::program_from_c(kSeven, "  probe(7);");
  const Contract contract = contract_with({ArgKind::MapHandle});
  const auto all = findings_of(program, contract, verify(program, contract, {}));
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].message, "argument 1 of 'bpf_probe' must be a map, but is a number (7)");
  EXPECT_EQ(all[0].suggestion, "pass a map as argument 1 of 'bpf_probe'");
}

}  // namespace
}  // namespace assay
