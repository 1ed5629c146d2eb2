// SPDX-License-Identifier: Apache-2.0
// The header of a platform, read back by the front end: every field of every contract is the
// built-in one's. (What the text form leaves out would not show in extract_test.py.)
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "ir/contract/header.hpp"
#include "session/c_module.hpp"
#include "support/builtin.hpp"

namespace assay {
namespace {

Extracted extract(std::string text) {
  const Result<const CModule*> module = load_c_module();
  if (!module.ok()) return {};
  CompileRequest request;
  request.name = "header.h";
  request.text = std::move(text);
  request.flags = {"-I" ASSAY_SOURCE_DIR "/include/assay/bpf"};
  return module.value()->extract(request);
}

TEST(Extract, the_header_of_windows_gives_the_built_in_contracts_field_by_field) {
  const Extracted extracted = extract(render_header(test_catalogue(), Platform::Windows));
  EXPECT_TRUE(extracted.messages.empty());
  std::vector<Contract> wanted;
  for (const Contract& contract : builtin_contracts()) {
    if (contract.platform == Platform::Windows) wanted.push_back(contract);
  }
  ASSERT_EQ(extracted.contracts.size(), wanted.size());
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const Contract& made = extracted.contracts[i];
    EXPECT_EQ(made.fields, wanted[i].fields) << wanted[i].name;
    EXPECT_EQ(made.regions, wanted[i].regions) << wanted[i].name;
    EXPECT_EQ(made.helpers, wanted[i].helpers) << wanted[i].name;
    EXPECT_EQ(made.map_kinds, wanted[i].map_kinds) << wanted[i].name;
    EXPECT_EQ(made.names, wanted[i].names) << wanted[i].name;
    EXPECT_EQ(made, wanted[i]) << wanted[i].name;
  }
}

constexpr std::string_view kEverything = R"(
#include <assay_contract.h>
typedef unsigned int u32;
typedef unsigned long long u64;
struct all_md {
  u32 packet ASSAY_BEGIN(packet, 1500) ASSAY_REGION_WRITABLE ASSAY_REGION_MOVES
      ASSAY_REGION_SLACK(4096) ASSAY_REGION_NEVER_NULL ASSAY_MAY_LIE_PAST_NEXT;
  u32 middle ASSAY_BETWEEN(packet);
  u32 packet_end ASSAY_END(packet);
  u32 words[4] ASSAY_WRITE_ONLY ASSAY_WHOLE;
  u32 mark ASSAY_WRITABLE ASSAY_STORED_WHOLE ASSAY_FROM_FIRST_BYTE;
  void *socket ASSAY_OPAQUE;
  u64 length ASSAY_LENGTH_OF(packet);
};
enum {
  BPF_MAP_TYPE_RINGBUF ASSAY_MAP_KIND ASSAY_UNSHARED = 27,
  BPF_MAP_TYPE_ARRAY ASSAY_MAP_KIND ASSAY_LOOKED_UP ASSAY_ADDRESSED ASSAY_NEVER_NULL
      ASSAY_KEY_BYTES(4, 4) ASSAY_VALUE_BYTES(1, 64) ASSAY_ENTRIES(2, 8) ASSAY_PRIVATE_KEY
      ASSAY_VALUES_ALIGNED("value_size") = 2,
};
static void *(*const bpf_reserve)(const void *map ASSAY_MAP_OF(BPF_MAP_TYPE_RINGBUF),
                                  u64 size ASSAY_RANGE(1, 4096) ASSAY_CONSTANT, u64 flags)
    ASSAY_HELPER ASSAY_RETURNS_MEMORY_OR_NULL(size) ASSAY_ACQUIRES ASSAY_ALIGNED_MEMORY = (void *)131;
static void (*const bpf_submit)(void *record ASSAY_RECORD ASSAY_RELEASED, u64 flags)
    ASSAY_HELPER = (void *)132;
static void (*const go_on)(struct all_md *ctx ASSAY_CONTEXT, const void *map ASSAY_MAP)
    ASSAY_HELPER ASSAY_TAIL_CALL = (void *)12;
static long long (*const copy)(const void *from ASSAY_READS ASSAY_NULLABLE ASSAY_PRIVATE,
                         u32 size ASSAY_SIZE_OF_OR_ZERO(from),
                         void *fixed ASSAY_READS_WRITES ASSAY_BYTES(2 * sizeof(u64)),
                         const void *where ASSAY_ADDRESS)
    ASSAY_HELPER ASSAY_RETURNS(-22, 4096) ASSAY_AT_MOST(size) ASSAY_FILLS_UNKNOWN
    ASSAY_NO_PACKET_ARGUMENTS ASSAY_MOVES_PACKET = (void *)4;
ASSAY_HOOK("linux/all") ASSAY_SECTIONS("all", "all.s") ASSAY_VARIANT_OF("linux/xdp")
ASSAY_RESULT64(-1, 1ll << 40) ASSAY_LIMITS(256, 4, 0, 1ull << 40) ASSAY_CHAIN_STACK(512, 256)
ASSAY_ALLOWS("pointer_leak_to_memory", "legacy_packet_access", "read_only_data_frozen") ASSAY_DEMANDS("aligned_stack")
int assay_hook_all(struct all_md *ctx);
)";

/// The contract of kEverything; an empty one, and failures, where there is none.
Contract everything() {
  const Extracted extracted = extract(std::string(kEverything));
  for (const Diagnostic& message : extracted.messages) ADD_FAILURE() << message.message;
  EXPECT_EQ(extracted.contracts.size(), 1U);
  return extracted.contracts.empty() ? Contract() : extracted.contracts.front();
}

TEST(Extract, every_word_of_the_hook_lands_in_its_place) {
  const Contract made = everything();
  EXPECT_EQ(made.name, "linux/all");
  EXPECT_EQ(made.platform, Platform::Linux);
  EXPECT_EQ(made.section_prefixes, (std::vector<std::string>{"all", "all.s"}));
  EXPECT_EQ(made.context_types, std::vector<std::string>{"all_md"});
  EXPECT_EQ(made.variant_of, "linux/xdp");
  EXPECT_EQ(made.context_size, 48U);
  EXPECT_EQ(made.regions, (std::vector<Region>{{"packet", 3, 1500, true, 4096, true, false, 0}}));
  const Policy policy = [] {
    Policy rules;
    rules.pointer_leak_to_memory = rules.legacy_packet_access = rules.aligned_stack = true;
    rules.read_only_data_frozen = true;
    return rules;
  }();
  EXPECT_EQ(made.policy, policy);
  EXPECT_EQ(made.limits, (Limits{256, 512, 256, 4, 0, 1ull << 40}));
  EXPECT_EQ(made.result, (ReturnRange{true, -1, 1ll << 40, false, "", ""}));
}

TEST(Extract, every_word_of_a_field_lands_in_its_place) {
  const auto mark = [](std::string_view name, std::uint32_t offset, std::uint32_t at) {
    ContextField field;
    field.name = name;
    field.offset = offset;
    field.size = 4;
    field.kind = FieldKind::RegionMark;
    field.narrow = false;
    field.mark = at;
    return field;
  };
  std::vector<ContextField> fields = {
      mark("packet", 0, 0), mark("middle", 4, 1), mark("packet_end", 8, 2), {}, {}, {}, {}};
  fields[0].may_lie_past_next = true;
  fields[3] = {"words", 12, 16, FieldKind::Scalar, false, true, false, true, true, 0, 0,
               false,   4,  ""};
  fields[4] = {"mark", 28, 4, FieldKind::Scalar, true, true, true, false, false, 0, 0,
               false,  0,  ""};
  fields[5] = {"socket", 32, 8, FieldKind::Opaque, true, false, false, true, true, 0, 0,
               false,    0,  ""};
  fields[6] = mark("length", 40, 0);
  fields[6].size = 8;
  fields[6].kind = FieldKind::RegionLength;
  EXPECT_EQ(everything().fields, fields);
}

TEST(Extract, every_word_of_a_map_kind_lands_in_its_place) {
  MapKind array;
  array.number = 2;
  array.name = "array";
  array.direct_value = array.never_null_in_range = true;
  array.key_is_private = true;
  array.alignment = ValueAlignment::ValueSize;
  array.key_bytes = {4, 4};
  array.value_bytes = {1, 64};
  array.entries = {2, 8};
  MapKind ring;
  ring.number = 27;
  ring.name = "ringbuf";
  ring.lookup_from_program = ring.value_shared = false;
  EXPECT_EQ(everything().map_kinds, (std::vector<MapKind>{array, ring}));
}

TEST(Extract, every_word_of_a_helper_lands_in_its_place) {
  Helper copy;
  copy.id = 4;
  copy.name = "copy";
  copy.args[0].kind = ArgKind::ReadMemory;
  copy.args[0].nullable = true;
  copy.args[0].is_private = true;
  copy.args[1].kind = ArgKind::SizeOrZero;
  copy.args[1].width = Width::W32;
  copy.args[2].kind = ArgKind::ReadWriteMemory;
  copy.args[2].size = 16;
  copy.args[3].kind = ArgKind::Any;
  copy.args[3].address = true;
  copy.return_min = -22;
  copy.return_max = 4096;
  copy.return_at_most_argument = 1;
  copy.initialises = Initialises::Unknown;
  copy.packet_arguments = false;
  copy.moves_packet = true;
  Helper reserve;
  reserve.id = 131;
  reserve.name = "reserve";
  reserve.args[0].kind = ArgKind::MapHandle;
  reserve.map_kinds = {27};
  reserve.args[1].kind = ArgKind::Scalar;
  reserve.args[1].min = 1;
  reserve.args[1].max = 4096;
  reserve.args[1].constant = true;
  reserve.args[2].kind = ArgKind::Any;
  reserve.returns = ReturnKind::MemoryOrNull;
  reserve.size_argument = 1;
  reserve.acquires = true;
  reserve.aligned_memory = true;
  Helper submit;
  submit.id = 132;
  submit.name = "submit";
  submit.args[0].kind = ArgKind::AllocatedMemory;
  submit.args[1].kind = ArgKind::Any;
  submit.returns = ReturnKind::Void;
  submit.releases = 0;
  Helper go_on;  // a result of type void: nothing is left where the tail call fails
  go_on.id = 12;
  go_on.name = "go_on";
  go_on.args[0].kind = ArgKind::Context;
  go_on.args[1].kind = ArgKind::MapHandle;
  go_on.returns = ReturnKind::Void;
  go_on.tail_call = true;
  EXPECT_EQ(everything().helpers, (std::vector<Helper>{copy, go_on, reserve, submit}));
}

}  // namespace
}  // namespace assay
