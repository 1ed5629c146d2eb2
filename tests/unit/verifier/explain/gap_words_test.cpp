// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/gap_words.hpp"

#include <gtest/gtest.h>

#include <string>

#include "explained_program.hpp"
#include "support/builtin.hpp"
#include "verifier/explain/findings.hpp"

namespace assay {
namespace {

using test::program_of;

/// With an array of one element of 8 bytes and a ring.
Program program_with_maps(std::string_view text) {
  Program program = program_of(text);
  Map array;
  array.name = "counts";
  array.kind = 2;
  array.key_size = 4;
  array.value_size = 8;
  array.max_entries = 1;
  Map ring;
  ring.name = "ring";
  ring.kind = 27;
  ring.max_entries = 4096;
  program.maps = {array, ring};
  return program;
}

std::vector<Finding> told(const Program& program, const Contract& contract) {
  return findings_of(program, contract, verify(program, contract, {}));
}

/// The only finding; an empty one where there are none or several.
Finding only(const Program& program, const Contract& contract) {
  const std::vector<Finding> all = told(program, contract);
  EXPECT_EQ(all.size(), 1u);
  return all.size() == 1 ? all.front() : Finding{};
}
Finding only(std::string_view text, std::string_view contract = "linux/xdp") {
  return only(program_with_maps(text), *find_contract(contract));
}

/// A program and the first finding about it, without a repair that is the usual one.
struct Row {
  const char* text;
  const char* contract;
  const char* message;
};

constexpr Row kComputing[] = {
    {"r10 = 1; r0 = 2; exit", "linux/xdp", "r10 holds the frame pointer and cannot be written"},
    {"r2 = r9; r0 = 2; exit", "linux/xdp", "r9 is read, but it is never written"},
    {"r2 = r10; r2 *= 2; r0 = 2; exit", "linux/xdp",
     "this arithmetic is not allowed on a pointer into the stack"},
    {"w2 = w10; r0 = 2; exit", "windows/xdp",
     "this arithmetic turns a pointer into the stack into a number, which windows/xdp does not "
     "allow"},
    {"r2 = r10; r2 = -r2; r0 = 2; exit", "windows/xdp",
     "this arithmetic turns a pointer into the stack into a number, which windows/xdp does not "
     "allow"},
    {"r1 = map[0]; r1 += 8; r0 = 2; exit", "linux/xdp",
     "an offset is added to a pointer into the map 'counts'"},
    {"*(u32 *)(r10 - 4) = 0; r1 = map[0]; r2 = r10; r2 += -4; call 1; r0 += 8; r0 = 2; exit",
     "linux/xdp", "an offset is added to a possibly null pointer into the value of map 'counts'"},
    {"if r1 > r10 goto out; out: r0 = 2; exit", "windows/xdp",
     "a pointer into the context is compared with a pointer into the stack"},
    {"r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r4 = *(u32 *)(r1 + 12); r4 <<= 8; r2 += r4;"
     "if r2 > r3 goto out; out: r0 = 2; exit",
     "linux/xdp",
     "a pointer into the region 'packet' is compared, but its offset is between 0 and "
     "1,099,515,821,504, so the address may wrap around"},
    {"r2 = *(u32 *)(r1 + 0); r3 = *(u32 *)(r1 + 4); r4 = *(u32 *)(r1 + 12); r4 <<= 8; r2 += r4;"
     "if r3 > r2 goto out; out: r0 = 2; exit",
     "linux/xdp",
     "a pointer into the region 'packet' is compared, but its offset is between 0 and "
     "1,099,515,821,504, so the address may wrap around"},
};

constexpr Row kMemory[] = {
    {"r2 = 0; r3 = *(u64 *)(r2 + 0); r0 = 2; exit", "linux/xdp",
     "this read dereferences a null pointer"},
    {"r2 = *(u32 *)(r1 + 12); *(u64 *)(r2 + 0) = 1; r0 = 2; exit", "linux/xdp",
     "this write uses a number (between 0 and 4,294,967,295) as an address"},
    {"r2 = map[0]; r3 = *(u64 *)(r2 + 0); r0 = 2; exit", "linux/xdp",
     "this read accesses the map 'counts', which only helpers may use"},
    {"r2 = map_value[0]; r3 = *(u32 *)(r1 + 12); r2 += r3; r3 = *(u8 *)(r2 + 0); r0 = 2; exit",
     "linux/xdp",
     "this read of 1 byte may lie outside the value of map 'counts': its offset is between 0 and "
     "4,294,967,295"},
    {"r1 += 8; r2 = *(u32 *)(r1 + 0); r0 = 2; exit", "linux/xdp",
     "this read uses a modified context pointer"},
    {"r2 = *(u32 *)(r1 + 200); r0 = 2; exit", "linux/xdp",
     "this read of 4 bytes at offset 200 lies outside the context"},
    {"*(u32 *)(r1 + 0) = 1; r0 = 2; exit", "linux/xdp",
     "the context field 'data' is read-only under linux/xdp"},
    {"r2 = *(s32 *)(r1 + 0); r0 = 2; exit", "linux/xdp",
     "a pointer in the context is loaded as a signed number"},
    {"r2 = 1; lock *(u64 *)(r1 + 0) += r2; r0 = 2; exit", "linux/xdp",
     "this atomic operation works on the context, where atomic operations are not allowed"},
};

constexpr Row kKeptPointers[] = {
    {"*(u64 *)(r10 - 8) = r1; r2 = *(u32 *)(r10 - 8); r0 = 2; exit", "windows/xdp",
     "this read covers part of a pointer stored on the stack"},
    {"*(u32 *)(r10 - 8) = r1; r0 = 2; exit", "windows/xdp", "only part of a pointer is stored"},
    {"r4 = *(u32 *)(r1 + 12); r4 &= 8; r2 = r10; r2 -= r4; *(u64 *)(r2 - 8) = r1; r0 = 2; exit",
     "linux/xdp", "a pointer is stored at an unknown stack offset"},
    {"r2 = map_value[0]; *(u64 *)(r2 + 0) = r10; r0 = 2; exit", "windows/xdp",
     "a pointer into the stack is stored in the value of map 'counts', where others can read it"},
    {"r2 = map_value[0]; lock *(u64 *)(r2 + 0) += r10; r0 = 2; exit", "windows/xdp",
     "a pointer is used as a number in an atomic operation on memory"},
    {"*(u64 *)(r10 - 8) = r1; r2 = 1; lock *(u64 *)(r10 - 8) += r2; r0 = 2; exit", "windows/xdp",
     "this atomic operation works on a pointer stored on the stack"},
};

constexpr Row kCalls[] = {
    {"r6 = r1; r0 = *(u8 *)skb[0]; r0 = 2; exit", "linux/xdp",
     "linux/xdp does not offer packet loads (LD_ABS, LD_IND)"},
    {"r6 = r10; r0 = *(u8 *)skb[0]; r0 = 2; exit", "linux/socket_filter",
     "packet loads need the context in r6, which is a pointer into the stack"},
    {"r6 = r1; r2 = r10; r0 = *(u8 *)skb[r2 + 0]; r0 = 2; exit", "linux/socket_filter",
     "a pointer is used as a packet offset"},
    {"call 9999; r0 = 2; exit", "linux/xdp", "linux/xdp offers no helper number 9999"},
    {"w0 = -5; exit", "linux/lsm", "the result is -5, but linux/lsm allows only 0"},
    {"r0 = *(u32 *)(r1 + 0); exit", "linux/cgroup_skb",
     "the result is between 0 and 4,294,967,295, but linux/cgroup_skb allows 0 to 1"},
    {"callx r1; r0 = 2; exit", "linux/xdp", "the target of this indirect call is not known"},
    {"r1 = map[0]; r2 = 7; call 1; r0 = 2; exit", "linux/xdp",
     "argument 2 (r2) of 'bpf_map_lookup_elem' must be a pointer to memory, but is a number (7)"},
    {"r1 = map[0]; r2 = 0; call 1; r0 = 2; exit", "linux/xdp",
     "argument 2 (r2) of 'bpf_map_lookup_elem' is null"},
    {"r1 = 7; r2 = r10; r2 += -4; call 1; r0 = 2; exit", "linux/xdp",
     "argument 1 (r1) of 'bpf_map_lookup_elem' must be a map, but is a number (7)"},
    {"r1 = map[1]; r2 = 8; r3 = 0; call 131; r0 = 2; exit", "linux/xdp",
     "a path ends here without releasing the reference acquired by 'bpf_ringbuf_reserve'"},
    {"r1 = map[1]; r2 = 8; r3 = 0; call 131; r6 = r0; if r0 == 0 goto out; r1 = r0; r2 = 0;"
     "call 132; r1 = r6; r2 = 0; call 132; out: r0 = 2; exit",
     "linux/xdp", "argument 1 (r1) of 'bpf_ringbuf_submit' has already been released"},
};

void expect_told(std::span<const Row> rows) {
  for (const Row& row : rows) {
    const Program program = program_with_maps(row.text);
    const std::vector<Finding> all = told(program, *find_contract(row.contract));
    ASSERT_FALSE(all.empty()) << row.text;
    EXPECT_EQ(all.front().message, row.message) << row.text;
    EXPECT_FALSE(all.front().suggestion.empty()) << row.text;
  }
}

TEST(GapWords, TellWhatCannotBeComputed) { expect_told(kComputing); }
TEST(GapWords, TellWhatCannotBeAccessed) { expect_told(kMemory); }
TEST(GapWords, TellWherePointersCannotBeKept) { expect_told(kKeptPointers); }
TEST(GapWords, TellWhatCannotBeCalled) { expect_told(kCalls); }

TEST(GapWords, HaveARepairOfTheirOwnWhereOneIsKnown) {
  EXPECT_EQ(only("r1 = map[0]; r1 += 8; r0 = 2; exit").suggestion,
            "pass it to helpers unchanged; the values of a map are reached by a lookup");
  EXPECT_EQ(only("r1 = map[0]; r2 = 0; call 1; r0 = 2; exit").suggestion,
            "store the key of map 'counts' (4 bytes) in a variable and pass its address");
}

TEST(GapWords, NameTheArgument) {
  EXPECT_EQ(only("r1 = map[0]; r2 = 7; call 1; r0 = 2; exit").argument, 2u);
  EXPECT_EQ(only("r1 = map[0]; call 1; r0 = 2; exit").argument, 2u);
  EXPECT_EQ(only("call 9999; r0 = 2; exit").argument, 0u);
}

TEST(GapWords, TellOfAnAccessInALoopThatItIsWrongInSomeRounds) {
  EXPECT_EQ(only("r7 = map_value[0]; r5 = 0; again: *(u8 *)(r7 + 0) = 1; r7 += 1; r5 += 1;"
                 "if r5 < 9 goto again; r0 = 2; exit")
                .suggestion,
            "the access is out of bounds in some rounds of the loop, not in all: end the loop "
            "earlier, or "
            "check the index in each round");
  EXPECT_EQ(only("r7 = map_value[0]; *(u8 *)(r7 + 8) = 1; r0 = 2; exit").suggestion,
            "this access is always out of bounds: use a smaller offset or a larger object");
}

TEST(GapWords, NameWhatIsNotDefined) {
  Program p = program_of("r2 = 0 ll; call 0; r0 = 2; exit");
  p.instructions.front() = LoadImm64{Reg{2}, WideKind::UnresolvedSymbol, 0};
  p.instructions.at(2) = Call{CallKind::Unresolved, 1};
  p.unresolved = {{"jiffies", false}, {"bpf_cast", true}};
  const auto all = told(p, *find_contract("linux/xdp"));
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].message, "the symbol 'jiffies' is not defined in the object");
  EXPECT_EQ(
      all[1].message,
      "the function 'bpf_cast' is not defined in the object, and a kernel that has it reaches "
      "this call");
  p.instructions.at(2) = Call{CallKind::Kernel, 1};
  EXPECT_EQ(told(p, *find_contract("linux/xdp")).at(1).message,
            "this calls a kernel function by its number (kfunc), which Assay does not support");
}

TEST(GapWords, TellVariablesThatTheHookHasNoMemoryFor) {
  Contract contract = *find_contract("linux/xdp");
  contract.policy.writable_globals = false;
  Program p = program_with_maps("r1 = map_value[0]; r0 = 2; exit");
  p.maps.front().name = ".bss";
  p.maps.front().is_data = true;
  EXPECT_EQ(only(p, contract).message,
            "the program uses variables in '.bss', but linux/xdp does not support writable global "
            "variables");
}

TEST(GapWords, SayWhichNumberOnlyTheLoaderKnows) {
  Program p =
      program_of("r2 = 8; r1 = r10; r1 -= 512; r1 += r2; *(u8 *)(r1 + 0) = 0; r0 = 0; exit");
  p.load_time.numbers = {{"the size of 'struct s'", 0, 512, "", 8}};
  p.load_time.uses = {{0, 0}};
  const Finding f = only(p, *find_contract("linux/xdp"));
  ASSERT_FALSE(f.notes.empty());
  EXPECT_EQ(f.notes.front().text,
            "the value is the size of 'struct s', which is known only when the program is loaded "
            "and is between 0 and 512");
}

TEST(GapWords, SayWhatTheTargetLacks) {
  Program p = program_of("call 195896080; r0 = 1; exit");
  p.load_time.poisoned = {{0, "'vmlinux' does not say the offset of 'x' in 'struct s'"}};
  EXPECT_EQ(only(p, *find_contract("linux/xdp")).message,
            "the target lacks what this instruction needs: 'vmlinux' does not say the "
            "offset of 'x' in 'struct s'");
}

TEST(GapWords, TellWhatIsWrongWithADefinition) {
  const auto defined = [](auto change) {
    Program p = program_with_maps(
        "*(u32 *)(r10 - 4) = 0; r1 = map[0]; r2 = r10; r2 += -4;"
        "call 1; r0 = 2; exit");
    change(p.maps.front());
    return only(p, *find_contract("linux/xdp")).message;
  };
  EXPECT_EQ(defined([](Map& map) { map.key_size = 8; }),
            "map 'counts' is not a valid array: keys are 8 bytes, expected 4");
  EXPECT_EQ(
      defined([](Map& map) { map.flags = 1u << 8; }),
      "map 'counts' is not a valid array: programs may not read it, which Assay does not support");
  EXPECT_EQ(defined([](Map& map) { map.kind = 9999; }),
            "map 'counts' is of kind 9999, which linux/xdp does not support");
}

}  // namespace
}  // namespace assay
