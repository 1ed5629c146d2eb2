// SPDX-License-Identifier: Apache-2.0
// The edge cases, in which a platform does otherwise than its contract may make one think, as
// packages forged to carry them. Those that no package can carry (objects that a loader relocates
// otherwise, names that are not printable) are the object reader's and the package's form.
#include <gtest/gtest.h>

#include <algorithm>

#include "evidence/checker/attacks.hpp"
#include "evidence/checker/outcome.hpp"
#include "ir/contract/record.hpp"
#include "ir/package/write.hpp"
#include "loader/checker/code.hpp"
#include "session/asm_file.hpp"
#include "support/builtin.hpp"

namespace assay::forge {
namespace {

using checker::Code;

std::vector<soundness::Sample> samples_of(const std::string& name) {
  const bool compiled = name.ends_with(".c");
  const std::string place = compiled ? ASSAY_BINARY_DIR "/objects/tests/data/verify/"
                                     : ASSAY_SOURCE_DIR "/tests/data/verify/";
  auto all = soundness::read_corpus({place + name.substr(0, name.find('/'))}, 300);
  const std::string wanted = place + (compiled ? name.substr(0, name.size() - 2) : name);
  std::erase_if(all, [&](const auto& sample) { return !sample.name.starts_with(wanted); });
  return all;
}

soundness::Sample sample_of(const std::string& text) {
  const auto file = parse_asm_file("edge", text, test_catalogue());
  EXPECT_TRUE(file.ok());
  return {"edge", file.value().program, test_catalogue().named(file.value().contract)};
}

Code said_of(const SealedPackage& package, const Contract& host) {
  const auto record = proof_record(host);
  return static_cast<Code>(ask(write_package(package), {host.name, record}).code);
}

/// The edge case, in the tree's own words, and what the checker says of a package that carries it.
struct Edge {
  const char* file;
  Code code;
};

class Edges : public ::testing::TestWithParam<Edge> {};

TEST_P(Edges, is_refused_by_the_checker_itself) {
  const auto samples = samples_of(GetParam().file);
  ASSERT_FALSE(samples.empty());
  for (const soundness::Sample& sample : samples) {
    const auto attack = attack_of(sample);
    ASSERT_TRUE(attack) << sample.name;
    const Answer answer = ask(attack->forgery.bytes, {attack->contract, attack->forgery.record});
    EXPECT_STREQ(code_name(answer.code), code_name(static_cast<std::uint32_t>(GetParam().code)))
        << sample.name;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Checker, Edges,
    ::testing::Values(Edge{"regions/sockops_null.asm", Code::OutOfBounds},
                      Edge{"regions/process_null.asm", Code::OutOfBounds},
                      Edge{"regions/bind_null.asm", Code::OutOfBounds},
                      Edge{"regions/netevent_order.asm", Code::OutOfBounds},
                      Edge{"regions/xdp_large.asm", Code::OutOfBounds},
                      Edge{"execution/shared_frame.asm", Code::OutOfBounds},
                      Edge{"execution/jit_frames.asm", Code::StackUninitialised},
                      Edge{"execution/exchange32.asm", Code::OutOfBounds},
                      Edge{"helpers/memset_gives_address.asm", Code::PointerLeak},
                      Edge{"helpers/pop_result_sign.asm", Code::StackUninitialised},
                      Edge{"special_fields/timer_written.c", Code::KeptBytesTouched},
                      Edge{"special_fields/lock_read.c", Code::KeptBytesTouched},
                      Edge{"special_fields/kernel_pointer_written.c", Code::KeptBytesTouched}),
    [](const auto& edge) {
      std::string name = edge.param.file;
      std::erase_if(name, [](char c) { return c == '.'; });
      std::ranges::replace(name, '/', '_');
      return name;
    });

// A loader may set read-only data before it loads them; on Windows they are an ordinary map.
TEST(EdgeCases, a_proof_that_rests_on_read_only_data_is_none_where_they_may_be_any) {
  const auto specimen =
      specimen_of(sample_of("// contract: linux/xdp\n"
                            "// rodata: .rodata 00000000\n"
                            "// map: m array 4 8 1\n"
                            "  r1 = map_value[0]\n"
                            "  r1 = *(u32 *)(r1 + 0)\n"
                            "  r2 = map_value[1]\n"
                            "  r2 += r1\n"
                            "  r0 = *(u8 *)(r2 + 0)\n"
                            "  r0 &= 1\n"
                            "  exit\n"));
  ASSERT_TRUE(specimen);
  SealedPackage any = specimen->package;
  SealedMap& data = *std::ranges::find(any.maps, wire::MapRole::ReadOnlyData, &SealedMap::role);
  SealedPackage set = specimen->package;
  set.maps[static_cast<std::size_t>(&data - any.maps.data())].settings = {{0, 4}};
  data.contents = wire::Contents::Any;
  data.value.clear();
  EXPECT_EQ(said_of(any, *specimen->contract), Code::OutOfBounds);
  EXPECT_EQ(said_of(set, *specimen->contract), Code::OutOfBounds);
}

// A value for each CPU has 32 KiB at most: larger ones the kernel refuses.
TEST(EdgeCases, a_map_is_not_made_larger_than_the_platform_lets_it_be) {
  const auto specimen =
      specimen_of(sample_of("// contract: linux/xdp\n"
                            "// map: big percpu_array 4 32768 1\n"
                            "  r1 = map[0]\n"
                            "  r0 = 2\n"
                            "  exit\n"));
  ASSERT_TRUE(specimen);
  SealedPackage package = specimen->package;
  package.maps[0].value_size += 8;
  EXPECT_EQ(said_of(package, *specimen->contract), Code::MapDefinitionNotAllowed);
}

// How large a context is differs from hook to hook where the kernel counts what was read.
TEST(EdgeCases, more_of_the_context_than_the_package_says_is_not_read) {
  for (const char* text : {"// contract: linux/raw_tracepoint\n  r0 = *(u64 *)(r1 + 88)\n  exit\n",
                           "// contract: linux/tracepoint\n  r0 = *(u64 *)(r1 + 8184)\n  exit\n"}) {
    const auto specimen = specimen_of(sample_of(text));
    ASSERT_TRUE(specimen) << text;
    SealedPackage package = specimen->package;
    package.programs[0].context_bytes -= 1;
    EXPECT_EQ(said_of(package, *specimen->contract), Code::ContextReadUnderstated);
    Contract smaller = *specimen->contract;
    smaller.context_size = specimen->package.programs[0].context_bytes - 1;
    const auto cut = [&](const ContextField& field) {
      return field.offset + field.size > smaller.context_size;
    };
    std::erase_if(smaller.fields, cut);
    EXPECT_EQ(said_of(specimen->package, smaller), Code::ContextOutOfBounds);
  }
}

// Loaders choose the hook by the section, and a host checks under the contract of the hook.
TEST(EdgeCases, a_program_of_one_hook_is_refused_under_the_contract_of_another) {
  const auto specimen =
      specimen_of(sample_of("// contract: linux/sock_ops\n"
                            "  r0 = *(u32 *)(r1 + 0)\n"
                            "  r2 = *(u64 *)(r1 + 168)\n"
                            "  r0 = 1\n"
                            "  exit\n"));
  ASSERT_TRUE(specimen);
  SealedPackage package = specimen->package;
  for (const char* other :
       {"linux/xdp", "linux/kprobe", "linux/cgroup_sock_addr", "windows/bind"}) {
    const auto contract = test_catalogue().named(other);
    ASSERT_TRUE(contract) << other;
    package.programs[0].contract = contract->name;
    EXPECT_NE(said_of(package, *contract), Code::Ok) << other;
  }
}

}  // namespace
}  // namespace assay::forge
