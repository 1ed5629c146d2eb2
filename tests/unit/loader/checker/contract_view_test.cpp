// SPDX-License-Identifier: Apache-2.0
// The checker's reader of contracts against the contracts themselves: every built-in one, every
// fact that a proof may rest on, and every record with a byte changed.
#include "loader/checker/contract_view.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "ir/contract/record.hpp"
#include "ir/contract/validate.hpp"
#include "support/builtin.hpp"

namespace assay::checker {
namespace {

class HostContract {
 public:
  explicit HostContract(const Contract& contract) : HostContract(proof_record(contract)) {}
  explicit HostContract(std::vector<std::uint8_t> record)
      : record_(std::move(record)), memory_(1 << 17), arena_(memory_.data(), memory_.size()) {
    code = read_contract({record_.data(), record_.size()}, arena_, view, place);
  }

  Code code = Code::Ok;
  ContractView view;
  std::size_t place = 0;

 private:
  std::vector<std::uint8_t> record_;
  std::vector<std::uint8_t> memory_;
  Arena arena_;
};

template <class Wire, class Own>
bool same(Wire wire, Own own) {
  return static_cast<unsigned>(wire) == static_cast<unsigned>(own);
}

void expect_field(const FieldView& view, const ContextField& field) {
  EXPECT_EQ(view.offset, field.offset);
  EXPECT_EQ(view.size, field.size);
  EXPECT_TRUE(same(view.kind, field.kind));
  EXPECT_EQ(view.readable, field.readable);
  EXPECT_EQ(view.writable, field.writable);
  EXPECT_EQ(view.narrow, field.narrow);
  EXPECT_EQ(view.narrow_inside, field.narrow_inside);
  EXPECT_EQ(view.region, field.region);
  EXPECT_EQ(view.mark, field.mark);
  EXPECT_EQ(view.may_lie_past_next, field.may_lie_past_next);
  EXPECT_EQ(view.narrow_writes, field.narrow_writes);
}

void expect_region(const RegionView& view, const Region& region) {
  EXPECT_EQ(view.marks, region.marks);
  EXPECT_EQ(view.max_size, region.max_size);
  EXPECT_EQ(view.writable, region.writable);
  EXPECT_EQ(view.slack, region.slack);
  EXPECT_EQ(view.moved_by_helpers, region.moved_by_helpers);
  EXPECT_EQ(view.may_be_null, region.may_be_null);
  EXPECT_EQ(view.most_reversed, region.most_reversed());
  EXPECT_EQ(view.unshared, region.unshared);
}

void expect_argument(const ArgumentView& view, const Argument& argument) {
  EXPECT_TRUE(same(view.kind, argument.kind));
  EXPECT_EQ(view.nullable, argument.nullable);
  EXPECT_EQ(view.width, bytes(argument.width));
  EXPECT_EQ(view.is_private, argument.is_private);
  EXPECT_EQ(view.aligned, argument.aligned);
  EXPECT_EQ(view.min, argument.min);
  EXPECT_EQ(view.max, argument.max);
  EXPECT_EQ(view.size, argument.size);
  EXPECT_EQ(view.constant, argument.constant);
}

void expect_helper(const HelperView& view, const Helper& helper) {
  EXPECT_EQ(view.id, helper.id);
  for (std::size_t i = 0; i < helper.args.size(); ++i)
    expect_argument(view.args[i], helper.args.at(i));
  EXPECT_TRUE(same(view.returns, helper.returns));
  EXPECT_EQ(view.return_min, helper.return_min);
  EXPECT_EQ(view.return_max, helper.return_max);
  EXPECT_EQ(view.result_width, bytes(helper.result_width));
  EXPECT_EQ(view.returned_argument, helper.returned_argument);
  EXPECT_EQ(view.size_argument, helper.size_argument);
  EXPECT_EQ(view.map_kinds.size, helper.map_kinds.size() * 4);
  for (const std::uint32_t kind : helper.map_kinds) EXPECT_TRUE(allows_map_kind(view, kind));
  EXPECT_EQ(allows_map_kind(view, 9999), helper.map_kinds.empty());
  EXPECT_TRUE(same(view.initialises, helper.initialises));
  EXPECT_EQ(view.moves_packet, helper.moves_packet);
  EXPECT_EQ(view.packet_arguments, helper.packet_arguments);
  EXPECT_EQ(view.acquires, helper.acquires);
  EXPECT_EQ(view.releases, helper.releases);
  EXPECT_EQ(view.tail_call, helper.tail_call);
  EXPECT_EQ(view.writes_map, helper.writes_map);
  EXPECT_EQ(view.callback_argument, helper.callback_argument);
  EXPECT_EQ(view.return_at_most_argument, helper.return_at_most_argument);
  EXPECT_EQ(view.aligned_memory, helper.aligned_memory);
}

void expect_size_rule(const SizeRuleView& view, const SizeRule& rule) {
  EXPECT_EQ(view.least, rule.least);
  EXPECT_EQ(view.most, rule.most);
  EXPECT_EQ(view.multiple, rule.multiple);
}

void expect_map_kind(const MapKindView& view, const MapKind& kind) {
  EXPECT_EQ(view.number, kind.number);
  EXPECT_EQ(view.lookup_from_program, kind.lookup_from_program);
  EXPECT_EQ(view.direct_value, kind.direct_value);
  EXPECT_EQ(view.holds_maps, kind.holds_maps);
  EXPECT_EQ(view.holds_programs, kind.holds_programs);
  EXPECT_EQ(view.value_shared, kind.value_shared);
  EXPECT_EQ(view.never_null_in_range, kind.never_null_in_range);
  EXPECT_EQ(view.lookup_writes_key, kind.lookup_writes_key);
  EXPECT_EQ(view.key_is_private, kind.key_is_private);
  EXPECT_EQ(static_cast<unsigned>(view.alignment), static_cast<unsigned>(kind.alignment));
  expect_size_rule(view.key_bytes, kind.key_bytes);
  expect_size_rule(view.value_bytes, kind.value_bytes);
  EXPECT_EQ(view.most_of_both, kind.most_of_both);
  expect_size_rule(view.entries, kind.entries);
  EXPECT_EQ(view.power_of_two, kind.power_of_two);
  EXPECT_EQ(view.one_a_program, kind.one_a_program);
  EXPECT_EQ(view.needed_flags, kind.needed_flags);
  EXPECT_EQ(view.known_flags, kind.known_flags);
}

void expect_policy(const PolicyView& view, const Policy& policy) {
  EXPECT_EQ(view.pointer_to_scalar, policy.pointer_to_scalar);
  EXPECT_EQ(view.pointer_leak_to_memory, policy.pointer_leak_to_memory);
  EXPECT_EQ(view.pointer_leak_in_result, policy.pointer_leak_in_result);
  EXPECT_EQ(view.uninitialised_stack_reads_by_helpers, policy.uninitialised_stack_reads_by_helpers);
  EXPECT_EQ(view.uninitialised_stack_reads, policy.uninitialised_stack_reads);
  EXPECT_EQ(view.moved_context_pointers, policy.moved_context_pointers);
  EXPECT_EQ(view.aligned_context, policy.aligned_context);
  EXPECT_EQ(view.strict_alignment, policy.strict_alignment);
  EXPECT_EQ(view.aligned_stack, policy.aligned_stack);
  EXPECT_EQ(view.legacy_packet_access, policy.legacy_packet_access);
  EXPECT_EQ(view.constants_in_range, policy.constants_in_range);
  EXPECT_EQ(view.pointers_stored_whole, policy.pointers_stored_whole);
  EXPECT_EQ(view.functions_by_type, policy.functions_by_type);
  EXPECT_EQ(view.writable_globals, policy.writable_globals);
  EXPECT_EQ(view.read_only_data_frozen, policy.read_only_data_frozen);
}

void expect_limits(const LimitsView& view, const Limits& limits) {
  EXPECT_EQ(view.stack_bytes_per_frame, limits.stack_bytes_per_frame);
  EXPECT_EQ(view.stack_bytes_per_chain, limits.stack_bytes_per_chain);
  EXPECT_EQ(view.stack_bytes_with_tail_calls, limits.stack_bytes_with_tail_calls);
  EXPECT_EQ(view.call_depth, limits.call_depth);
  EXPECT_EQ(view.tail_calls, limits.tail_calls);
  EXPECT_EQ(view.instruction_budget, limits.instruction_budget);
}

void expect_ways(const ContractView& view, const std::vector<Execution>& ways) {
  ASSERT_EQ(view.way_count, ways.empty() ? 1u : ways.size());
  for (std::size_t i = 0; i < view.way_count; ++i) {
    const Execution way = ways.empty() ? Execution{} : ways[i];
    EXPECT_TRUE(same(view.ways[i].frames, way.frames));
    EXPECT_EQ(view.ways[i].frame_step, way.frame_step);
    EXPECT_EQ(view.ways[i].exchange32_extends_sign, way.exchange32_extends_sign);
    EXPECT_EQ(view.ways[i].fetch_loses_r0, way.fetch_loses_r0);
    EXPECT_EQ(view.ways[i].signed_division_loses_context, way.signed_division_loses_context);
    EXPECT_EQ(view.ways[i].le_keeps_upper_bits, way.le_keeps_upper_bits);
    EXPECT_EQ(view.ways[i].most_slots, way.most_slots);
  }
}

void expect_all(const ContractView& view, const Contract& contract) {
  EXPECT_TRUE(same(view.platform, contract.platform));
  EXPECT_EQ(view.platform_version.size, contract.platform_version.size());
  EXPECT_EQ(view.context_size, contract.context_size);
  EXPECT_TRUE(same(view.context_reach, contract.context_reach));
  ASSERT_EQ(view.field_count, contract.fields.size());
  for (std::size_t i = 0; i < contract.fields.size(); ++i)
    expect_field(view.fields[i], contract.fields[i]);
  ASSERT_EQ(view.region_count, contract.regions.size());
  for (std::size_t i = 0; i < contract.regions.size(); ++i)
    expect_region(view.regions[i], contract.regions[i]);
  EXPECT_EQ(view.result.checked, contract.result.checked);
  EXPECT_EQ(view.result.low32, contract.result.low32);
  EXPECT_EQ(view.result.min, contract.result.min);
  EXPECT_EQ(view.result.max, contract.result.max);
  expect_policy(view.policy, contract.policy);
  expect_limits(view.limits, contract.limits);
  expect_ways(view, contract.executions);
  ASSERT_EQ(view.map_kind_count, contract.map_kinds.size());
  for (std::size_t i = 0; i < contract.map_kinds.size(); ++i)
    expect_map_kind(view.map_kinds[i], contract.map_kinds[i]);
  ASSERT_EQ(view.helper_count, contract.helpers.size());
  for (const Helper& helper : contract.helpers) {
    HelperView out;
    ASSERT_TRUE(find_helper(view, helper.id, out)) << helper.name;
    expect_helper(out, helper);
  }
}

TEST(CheckerContract, EveryFactOfEveryBuiltInContractIsRead) {
  for (const Contract& contract : builtin_contracts()) {
    SCOPED_TRACE(contract.name);
    const HostContract host(contract);
    ASSERT_EQ(host.code, Code::Ok) << "at byte " << host.place;
    expect_all(host.view, contract);
  }
}

TEST(CheckerContract, WhatIsNotOfferedIsNotFound) {
  const Contract& contract = *find_contract("linux/xdp");
  const HostContract host(contract);
  HelperView helper;
  EXPECT_FALSE(find_helper(host.view, 0, helper));
  EXPECT_FALSE(find_helper(host.view, 99'999, helper));
  EXPECT_EQ(find_map_kind(host.view, 99'999), nullptr);
  EXPECT_EQ(field_at(host.view, contract.context_size), nullptr);
}

TEST(CheckerContract, AFieldIsFoundByEachOfItsBytes) {
  const Contract& contract = *find_contract("linux/xdp");
  const HostContract host(contract);
  for (std::uint32_t offset = 0; offset <= contract.context_size; ++offset) {
    const ContextField* const field = assay::field_at(contract, offset);
    const FieldView* const view = field_at(host.view, offset);
    ASSERT_EQ(view != nullptr, field != nullptr) << offset;
    if (view != nullptr) {
      EXPECT_EQ(view->offset, field->offset);
    }
  }
}

TEST(CheckerContract, ARecordThatEndsTooEarlyIsRefusedAtEveryLength) {
  const std::vector<std::uint8_t> whole = proof_record(*find_contract("linux/socket_filter"));
  for (std::size_t length = 0; length < whole.size(); length += length < 600 ? 1 : 97) {
    const HostContract host({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)});
    EXPECT_NE(host.code, Code::Ok) << length;
  }
}

TEST(CheckerContract, BytesBehindTheRecordAreRefused) {
  std::vector<std::uint8_t> record = proof_record(*find_contract("windows/process"));
  record.push_back(0);
  EXPECT_EQ(HostContract(record).code, Code::ContractForm);
}

TEST(CheckerContract, AnotherVersionHasItsOwnCode) {
  std::vector<std::uint8_t> record = proof_record(*find_contract("windows/process"));
  record[4] = wire::kContractVersion + 1;
  EXPECT_EQ(HostContract(record).code, Code::ContractVersionUnknown);
}

TEST(CheckerContract, ATableThatDoesNotFitTheArenaIsRefused) {
  const std::vector<std::uint8_t> record = proof_record(*find_contract("linux/xdp"));
  std::vector<std::uint8_t> memory(200);
  Arena arena(memory.data(), memory.size());
  ContractView view;
  std::size_t place = 0;
  EXPECT_EQ(read_contract({record.data(), record.size()}, arena, view, place), Code::ArenaFull);
}

/// Both readers on the record with a byte changed. The other one reads both records and knows names
/// and models, so that it may refuse more; never less.
TEST(CheckerContract, BothReadersTakeAndRefuseTheSameChangedBytes) {
  const Contract& contract = *find_contract("linux/socket_filter");
  const std::vector<std::uint8_t> both = write_records(contract);
  const std::size_t own = proof_record(contract).size();
  int accepted = 0;
  int refused = 0;
  for (std::size_t at = 0; at < own; at += at < 1500 ? 1 : 13) {
    for (const std::uint8_t change : {std::uint8_t{0x01}, std::uint8_t{0x80}, std::uint8_t{0xff}}) {
      std::vector<std::uint8_t> changed = both;
      changed[at] ^= change;
      const auto other = read_records(changed);
      const HostContract host(
          {changed.begin(), changed.begin() + static_cast<std::ptrdiff_t>(own)});
      if (std::holds_alternative<Contract>(other)) {
        EXPECT_TRUE(host.code == Code::Ok || host.code == Code::ContractFactUnknown)
            << "byte " << at << ", code " << static_cast<unsigned>(host.code);
        ++accepted;
        if (host.code == Code::Ok) expect_all(host.view, std::get<Contract>(other));
      } else {
        ++refused;
        // At byte 0 it contradicts itself, and perhaps in what is for people.
        if (std::get<RecordFault>(other).offset != 0) {
          EXPECT_NE(host.code, Code::Ok) << "byte " << at;
        }
      }
    }
  }
  EXPECT_GT(accepted, 100);
  EXPECT_GT(refused, 100);
}

Contract small() {
  Contract contract;
  contract.name = "test";
  contract.platform = Platform::Generic;
  contract.context_size = 16;
  contract.fields.resize(2);
  contract.fields[0].name = "a";
  contract.fields[0].size = 4;
  contract.fields[1].name = "b";
  contract.fields[1].offset = 4;
  contract.fields[1].size = 4;
  return contract;
}

void expect_contradiction(const Contract& contract, std::string_view what) {
  SCOPED_TRACE(what);
  EXPECT_FALSE(contradictions(contract).empty());
  EXPECT_EQ(HostContract(contract).code, Code::ContractContradicts);
}

TEST(CheckerContract, ContradictionsAreRefused) {
  ASSERT_EQ(HostContract(small()).code, Code::Ok);
  Contract contract = small();
  std::swap(contract.fields[0], contract.fields[1]);
  expect_contradiction(contract, "fields out of order");
  contract = small();
  contract.fields[1].offset = 3;
  expect_contradiction(contract, "fields overlap");
  contract = small();
  contract.fields[1].size = 13;
  expect_contradiction(contract, "a field ends behind the context");
  contract = small();
  contract.fields[0].kind = FieldKind::RegionMark;
  contract.fields[0].narrow = false;
  expect_contradiction(contract, "a mark of no region");
  contract = small();
  contract.context_size = kMostContextBytes + 1;
  expect_contradiction(contract, "too large a context");
  contract = small();
  contract.limits.stack_bytes_per_frame = kMostFrameBytes + 1;
  expect_contradiction(contract, "too large a frame");
  contract = small();
  contract.limits.call_depth = 0;
  expect_contradiction(contract, "no frame");
  contract = small();
  contract.result.min = 1;
  contract.result.max = 0;
  expect_contradiction(contract, "no result");
  contract = small();
  contract.executions = {{.name = "w", .frames = Frames::Below, .frame_step = 0}};
  expect_contradiction(contract, "frames on top of one another");
  contract = small();
  contract.map_kinds.resize(2);
  contract.map_kinds[0].number = 2;
  expect_contradiction(contract, "map kinds out of order");
}

TEST(CheckerContract, WhatTheRulesHaveNoRoomForIsRefused) {
  Contract contract = small();
  contract.limits.call_depth = 9;
  EXPECT_EQ(HostContract(contract).code, Code::ContractFactUnknown);
  contract = *find_contract("linux/xdp");
  contract.regions[0].slack = 1ull << 30;
  contract.regions[0].max_size = (1ull << 29) + 1;
  ASSERT_TRUE(contradictions(contract).empty());
  EXPECT_EQ(HostContract(contract).code, Code::ContractFactUnknown);
}

Contract with(const Helper& helper) {
  Contract contract = small();
  contract.helpers = {helper};
  return contract;
}

TEST(CheckerContract, ContradictionsOfHelpersAreRefused) {
  Helper helper;
  helper.id = 1;
  helper.name = "h";
  ASSERT_EQ(HostContract(with(helper)).code, Code::Ok);
  Helper bad = helper;
  bad.args[1].kind = ArgKind::Scalar;
  expect_contradiction(with(bad), "a gap");
  bad = helper;
  bad.args[0].kind = ArgKind::MapKey;
  expect_contradiction(with(bad), "a key of no map");
  bad = helper;
  bad.args[0].kind = ArgKind::ReadMemory;
  expect_contradiction(with(bad), "memory without a size");
  bad = helper;
  bad.args[0].kind = ArgKind::Size;
  expect_contradiction(with(bad), "a size of nothing");
  bad = helper;
  bad.returns = ReturnKind::MapValue;
  expect_contradiction(with(bad), "a value of no map");
  bad = helper;
  bad.returns = ReturnKind::MemoryOrNull;
  expect_contradiction(with(bad), "memory of no size");
  bad = helper;
  bad.returns = ReturnKind::Argument;
  expect_contradiction(with(bad), "an argument that is none");
  bad.args[0].kind = ArgKind::Context;
  ASSERT_EQ(HostContract(with(bad)).code, Code::Ok);
  bad.moves_packet = true;
  expect_contradiction(with(bad), "an argument that the call makes stale");
  bad.moves_packet = false;
  bad.args[0].width = Width::W32;
  expect_contradiction(with(bad), "an argument of which a part is read");
  bad.args[0].width = Width::W64;
  bad.args[0].kind = ArgKind::AllocatedMemory;
  bad.releases = 0;
  expect_contradiction(with(bad), "an argument that the call gives back");
  bad = helper;
  bad.result_width = Width::W8;
  expect_contradiction(with(bad), "a result of a byte");
  bad = helper;
  bad.acquires = true;
  expect_contradiction(with(bad), "a number is acquired");
  bad = helper;
  bad.releases = 0;
  expect_contradiction(with(bad), "nothing is released");
  bad.args[0].kind = ArgKind::SocketReference;
  ASSERT_EQ(HostContract(with(bad)).code, Code::Ok);
  bad.args[1].kind = ArgKind::SocketReference;
  expect_contradiction(with(bad), "an object is released and perhaps used");
  bad = helper;
  bad.tail_call = true;
  expect_contradiction(with(bad), "half a tail call");
  bad = helper;
  bad.callback_argument = 0;
  expect_contradiction(with(bad), "a callback that is none");
  bad = helper;
  bad.return_at_most_argument = 2;
  expect_contradiction(with(bad), "bounded by no size");
  bad = helper;
  bad.initialises = Initialises::Unknown;
  expect_contradiction(with(bad), "initialises nothing");
  bad = helper;
  bad.writes_map = true;
  expect_contradiction(with(bad), "writes no map");
}

TEST(CheckerContract, AnObjectThatIsReturnedIsOneAndIsStillThere) {
  Helper bad;
  bad.id = 1;
  bad.name = "h";
  bad.returns = ReturnKind::ArgumentOrNull;
  bad.args[0].kind = ArgKind::Context;
  expect_contradiction(with(bad), "an object that is none");
  bad.args[0].kind = ArgKind::SocketReference;
  ASSERT_EQ(HostContract(with(bad)).code, Code::Ok);
  bad.releases = 0;
  expect_contradiction(with(bad), "an object that the call gives back");
}

TEST(CheckerContract, AnObjectOnTheStackIsAcquired) {
  Helper bad;
  bad.id = 1;
  bad.name = "h";
  bad.args[0].kind = ArgKind::NewObject;
  bad.args[0].size = 16;
  expect_contradiction(with(bad), "an object that nobody acquires");
  bad.acquires = true;
  ASSERT_EQ(HostContract(with(bad)).code, Code::Ok);
  bad.args[0].size = 8;
  expect_contradiction(with(bad), "an object of no more than a word");
}

TEST(CheckerContract, WhatIsSaidOfAnArgumentIsAskedForSomewhere) {
  Contract contract = small();
  contract.helpers.resize(1);
  contract.helpers[0].id = 1;
  contract.helpers[0].name = "h";
  Argument& argument = contract.helpers[0].args[0];
  argument.kind = ArgKind::Any;
  ASSERT_EQ(HostContract(contract).code, Code::Ok);
  argument.max = 7;
  expect_contradiction(contract, "a range of what has none");
  argument.max = ~0ull;
  argument.constant = true;
  expect_contradiction(contract, "a constant that nobody asks for");
  argument.constant = false;
  argument.is_private = true;
  expect_contradiction(contract, "private, and no memory");
  argument.is_private = false;
  argument.aligned = true;
  expect_contradiction(contract, "aligned, and no memory");
  argument.aligned = false;
  argument.width = Width::W16;
  expect_contradiction(contract, "an argument of a quarter of a word");
}

}  // namespace
}  // namespace assay::checker
