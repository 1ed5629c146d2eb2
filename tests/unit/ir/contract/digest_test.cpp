// SPDX-License-Identifier: Apache-2.0
// The digest changes with each fact that a proof may rest on, and with nothing else.
#include "ir/contract/digest.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <tuple>
#include <vector>

#include "ir/contract/schema.hpp"

namespace assay {
namespace {

/// How many members a record of a contract has: a row each, which record.cpp does not compile
/// without.
template <class T>
consteval std::size_t members() {
  return std::tuple_size_v<decltype(schema::kFacts<T>)>;
}

/// A contract with one of everything.
Contract sample() {
  Contract made;
  made.name = "linux/sample";
  made.fields.resize(1);
  made.regions.resize(1);
  made.helpers.resize(1);
  made.helpers[0].map_kinds = {1};
  made.map_kinds.resize(1);
  made.executions.resize(1);
  return made;
}

/// Told: contracts that differ in it are equal (contract.hpp, Told).
enum class Rests : std::uint8_t { Proof, Nothing, Told };
struct Change {
  Rests rests{};
  std::function<void(Contract&)> apply;
};

void expect_changes(const std::vector<Change>& changes, std::size_t members) {
  EXPECT_EQ(changes.size(), members) << "each member of the type is changed once";
  const Contract before = sample();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Contract after = before;
    changes[i].apply(after);
    ASSERT_EQ(after == before, changes[i].rests == Rests::Told) << "change " << i;
    const bool differs = contract_digest(after) != contract_digest(before);
    EXPECT_EQ(differs, changes[i].rests == Rests::Proof) << "change " << i;
  }
}

TEST(ContractDigest, follows_each_member_of_a_contract) {
  expect_changes(
      {{Rests::Nothing, [](Contract& c) { c.name = "x"; }},
       {Rests::Proof, [](Contract& c) { c.platform = Platform::Windows; }},
       {Rests::Proof, [](Contract& c) { c.platform_version = "9"; }},
       {Rests::Told, [](Contract& c) { c.source.text = "x"; }},
       {Rests::Nothing, [](Contract& c) { c.section_prefixes = {"x"}; }},
       {Rests::Nothing, [](Contract& c) { c.context_types = {"x"}; }},
       {Rests::Nothing, [](Contract& c) { c.variant_of = "x"; }},
       {Rests::Nothing, [](Contract& c) { c.attach_points = AttachPoints::SecurityHooks; }},
       {Rests::Proof, [](Contract& c) { c.context_size = 9; }},
       {Rests::Proof, [](Contract& c) { c.context_reach = ContextReach::Record; }},
       {Rests::Proof, [](Contract& c) { c.fields.clear(); }},
       {Rests::Proof, [](Contract& c) { c.regions.clear(); }},
       {Rests::Proof, [](Contract& c) { c.helpers.clear(); }},
       {Rests::Proof, [](Contract& c) { c.map_kinds.clear(); }},
       {Rests::Proof, [](Contract& c) { c.result.min = 0; }},
       {Rests::Nothing, [](Contract& c) { c.names.resize(1); }},
       {Rests::Nothing, [](Contract& c) { c.absent_helpers.resize(1); }},
       {Rests::Proof, [](Contract& c) { c.policy.aligned_stack = true; }},
       {Rests::Proof, [](Contract& c) { c.limits.call_depth = 9; }},
       {Rests::Proof, [](Contract& c) { c.executions.clear(); }}},
      members<Contract>());
}

TEST(ContractDigest, follows_each_member_of_a_field) {
  expect_changes({{Rests::Nothing, [](Contract& c) { c.fields[0].name = "x"; }},
                  {Rests::Proof, [](Contract& c) { c.fields[0].offset = 9; }},
                  {Rests::Proof, [](Contract& c) { c.fields[0].size = 9; }},
                  {Rests::Proof, [](Contract& c) { c.fields[0].kind = FieldKind::Opaque; }},
                  {Rests::Proof, [](Contract& c) { c.fields[0].readable ^= true; }},
                  {Rests::Proof, [](Contract& c) { c.fields[0].writable ^= true; }},
                  {Rests::Proof, [](Contract& c) { c.fields[0].narrow ^= true; }},
                  {Rests::Proof, [](Contract& c) { c.fields[0].narrow_writes ^= true; }},
                  {Rests::Proof, [](Contract& c) { c.fields[0].narrow_inside ^= true; }},
                  {Rests::Proof, [](Contract& c) { c.fields[0].region = 9; }},
                  {Rests::Proof, [](Contract& c) { c.fields[0].mark = 9; }},
                  {Rests::Proof, [](Contract& c) { c.fields[0].may_lie_past_next ^= true; }},
                  {Rests::Nothing, [](Contract& c) { c.fields[0].element = 9; }},
                  {Rests::Nothing, [](Contract& c) { c.fields[0].assumes = "x"; }},
                  {Rests::Told, [](Contract& c) { c.fields[0].source.text = "x"; }}},
                 members<ContextField>());
}

TEST(ContractDigest, follows_each_member_of_a_region) {
  expect_changes({{Rests::Nothing, [](Contract& c) { c.regions[0].name = "x"; }},
                  {Rests::Proof, [](Contract& c) { c.regions[0].marks = 9; }},
                  {Rests::Proof, [](Contract& c) { c.regions[0].max_size = 9; }},
                  {Rests::Proof, [](Contract& c) { c.regions[0].writable ^= true; }},
                  {Rests::Proof, [](Contract& c) { c.regions[0].slack = 9; }},
                  {Rests::Proof, [](Contract& c) { c.regions[0].moved_by_helpers ^= true; }},
                  {Rests::Proof, [](Contract& c) { c.regions[0].may_be_null ^= true; }},
                  {Rests::Proof, [](Contract& c) { c.regions[0].reversed = 9; }},
                  {Rests::Proof, [](Contract& c) { c.regions[0].unshared ^= true; }},
                  {Rests::Told, [](Contract& c) { c.regions[0].source.text = "x"; }}},
                 members<Region>());
}

TEST(ContractDigest, follows_each_member_of_an_argument) {
  const auto argument = [](Contract& c) -> Argument& { return c.helpers[0].args[3]; };
  expect_changes({{Rests::Proof, [=](Contract& c) { argument(c).kind = ArgKind::Any; }},
                  {Rests::Proof, [=](Contract& c) { argument(c).nullable ^= true; }},
                  {Rests::Proof, [=](Contract& c) { argument(c).width = Width::W32; }},
                  {Rests::Proof, [=](Contract& c) { argument(c).min = 9; }},
                  {Rests::Proof, [=](Contract& c) { argument(c).max = 9; }},
                  {Rests::Proof, [=](Contract& c) { argument(c).size = 9; }},
                  {Rests::Proof, [=](Contract& c) { argument(c).constant ^= true; }},
                  {Rests::Proof, [=](Contract& c) { argument(c).is_private ^= true; }},
                  {Rests::Proof, [=](Contract& c) { argument(c).aligned ^= true; }},
                  {Rests::Nothing, [=](Contract& c) { argument(c).address ^= true; }}},
                 members<Argument>());
}

TEST(ContractDigest, follows_each_member_of_a_helper) {
  expect_changes(
      {{Rests::Proof, [](Contract& c) { c.helpers[0].id = 9; }},
       {Rests::Nothing, [](Contract& c) { c.helpers[0].name = "x"; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].args[0].kind = ArgKind::Any; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].returns = ReturnKind::Void; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].return_min = 9; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].return_max = 9; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].result_width = Width::W32; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].returned_argument = 4; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].size_argument = 4; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].map_kinds = {1, 2}; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].initialises = Initialises::Unknown; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].moves_packet ^= true; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].acquires ^= true; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].releases = 4; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].tail_call ^= true; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].writes_map ^= true; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].callback_argument = 4; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].packet_arguments ^= true; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].return_at_most_argument = 4; }},
       {Rests::Proof, [](Contract& c) { c.helpers[0].aligned_memory ^= true; }},
       {Rests::Nothing, [](Contract& c) { c.helpers[0].assumes += "x"; }},
       {Rests::Nothing, [](Contract& c) { c.helpers[0].gpl_only ^= true; }},
       {Rests::Nothing, [](Contract& c) { c.helpers[0].model = HelperModel::Clock; }},
       {Rests::Told, [](Contract& c) { c.helpers[0].source.text = "x"; }}},
      members<Helper>());
}

TEST(ContractDigest, follows_each_member_of_a_kind_of_map) {
  expect_changes(
      {{Rests::Proof, [](Contract& c) { c.map_kinds[0].number = 9; }},
       {Rests::Nothing, [](Contract& c) { c.map_kinds[0].name = "x"; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].direct_value ^= true; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].lookup_from_program ^= true; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].holds_maps ^= true; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].holds_programs ^= true; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].value_shared ^= true; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].never_null_in_range ^= true; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].lookup_writes_key ^= true; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].key_is_private ^= true; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].alignment = ValueAlignment::Eight; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].key_bytes.least = 9; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].value_bytes.most = 9; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].most_of_both = 9; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].entries.multiple = 9; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].power_of_two ^= true; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].one_a_program ^= true; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].needed_flags = 1; }},
       {Rests::Proof, [](Contract& c) { c.map_kinds[0].known_flags = 1; }},
       {Rests::Nothing, [](Contract& c) { c.map_kinds[0].contents = MapContents::Array; }},
       {Rests::Told, [](Contract& c) { c.map_kinds[0].source.text = "x"; }}},
      members<MapKind>());
}

TEST(ContractDigest, follows_each_member_of_result_policy_and_limits) {
  expect_changes({{Rests::Proof, [](Contract& c) { c.result.checked ^= true; }},
                  {Rests::Proof, [](Contract& c) { c.result.min = 9; }},
                  {Rests::Proof, [](Contract& c) { c.result.max = 9; }},
                  {Rests::Proof, [](Contract& c) { c.result.low32 ^= true; }},
                  {Rests::Nothing, [](Contract& c) { c.result.otherwise = "x"; }},
                  {Rests::Nothing, [](Contract& c) { c.result.assumes = "x"; }},
                  {Rests::Told, [](Contract& c) { c.result.source.text = "x"; }}},
                 members<ReturnRange>());
  std::vector<Change> rules;
  for (bool Policy::* rule :
       {&Policy::pointer_to_scalar, &Policy::pointer_leak_to_memory,
        &Policy::pointer_leak_in_result, &Policy::uninitialised_stack_reads_by_helpers,
        &Policy::uninitialised_stack_reads, &Policy::moved_context_pointers,
        &Policy::aligned_context, &Policy::strict_alignment, &Policy::aligned_stack,
        &Policy::legacy_packet_access, &Policy::constants_in_range, &Policy::pointers_stored_whole,
        &Policy::functions_by_type, &Policy::writable_globals, &Policy::read_only_data_frozen}) {
    rules.push_back({Rests::Proof, [rule](Contract& c) { c.policy.*rule ^= true; }});
  }
  for (bool Policy::* rule : {&Policy::gpl_only, &Policy::values_without_locks,
                              &Policy::values_without_timers, &Policy::maps_told_apart_by_type})
    rules.push_back({Rests::Nothing, [rule](Contract& c) { c.policy.*rule ^= true; }});
  rules.push_back({Rests::Told, [](Contract& c) { c.policy.source.text = "x"; }});
  expect_changes(rules, members<Policy>());
  expect_changes({{Rests::Proof, [](Contract& c) { c.limits.stack_bytes_per_frame = 9; }},
                  {Rests::Proof, [](Contract& c) { c.limits.stack_bytes_per_chain = 9; }},
                  {Rests::Proof, [](Contract& c) { c.limits.stack_bytes_with_tail_calls = 9; }},
                  {Rests::Proof, [](Contract& c) { c.limits.call_depth = 9; }},
                  {Rests::Proof, [](Contract& c) { c.limits.tail_calls = 9; }},
                  {Rests::Proof, [](Contract& c) { c.limits.instruction_budget = 9; }},
                  {Rests::Told, [](Contract& c) { c.limits.source.text = "x"; }}},
                 members<Limits>());
}

TEST(ContractDigest, follows_each_member_of_a_way_of_execution) {
  const auto way = [](Contract& c) -> Execution& { return c.executions[0]; };
  expect_changes(
      {{Rests::Nothing, [=](Contract& c) { way(c).name = "x"; }},
       {Rests::Proof, [=](Contract& c) { way(c).frames = Frames::Callers; }},
       {Rests::Proof, [=](Contract& c) { way(c).frame_step = 9; }},
       {Rests::Proof, [=](Contract& c) { way(c).exchange32_extends_sign ^= true; }},
       {Rests::Proof, [=](Contract& c) { way(c).fetch_loses_r0 ^= true; }},
       {Rests::Proof, [=](Contract& c) { way(c).signed_division_loses_context ^= true; }},
       {Rests::Proof, [=](Contract& c) { way(c).le_keeps_upper_bits ^= true; }},
       {Rests::Proof, [=](Contract& c) { way(c).most_slots = 9; }}},
      members<Execution>());
}

TEST(Sha256, is_that_of_the_standard) {
  EXPECT_EQ(to_text(sha256(std::string_view("abc"))),
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(to_text(sha256(std::string_view())),
            "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace
}  // namespace assay
