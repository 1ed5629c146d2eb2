// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/validate.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <set>

#include "support/builtin.hpp"

namespace assay {
namespace {

TEST(Validate, every_builtin_contract_is_free_of_contradictions) {
  for (const Contract& contract : builtin_contracts()) {
    for (const std::string& found : contradictions(contract))
      ADD_FAILURE() << contract.name << ": " << found;
  }
}

TEST(Validate, builtin_names_are_unique_and_variants_vary_a_contract) {
  std::set<std::string> names;
  for (const Contract& contract : builtin_contracts())
    EXPECT_TRUE(names.insert(contract.name).second) << contract.name;
  for (const Contract& contract : builtin_contracts()) {
    if (contract.variant_of.empty()) continue;
    EXPECT_TRUE(names.count(contract.variant_of)) << contract.name;
  }
}

/// linux/xdp with one fact spoilt, and a word that the complaint must hold.
struct Spoilt {
  const char* complaint;
  std::function<void(Contract&)> spoil;
};

Helper& helper_of(Contract& contract, std::uint32_t id) {
  return const_cast<Helper&>(*find_helper(contract, id));
}

const std::vector<Spoilt> kSpoilt = {
    {"both allowed and refused", [](Contract& c) { c.map_kinds[0].lookup_from_program = false; }},
    {"its model takes another argument 2",
     [](Contract& c) { helper_of(c, 1).model = HelperModel::MapPush; }},
    {"its model is half a tail call",
     [](Contract& c) { helper_of(c, 1).model = HelperModel::TailCall; }},
    {"its model is half a tail call",
     [](Contract& c) { helper_of(c, 12).model = HelperModel::Clock; }},
    {"behind the context", [](Contract& c) { c.context_size = 18; }},
    {"the context has more than", [](Contract& c) { c.context_size = UINT32_MAX; }},
    {"a frame has more than", [](Contract& c) { c.limits.stack_bytes_per_frame = 513; }},
    {"leaves no addresses", [](Contract& c) { c.regions[0].slack = UINT64_MAX; }},
    {"larger than the addresses",
     [](Contract& c) { c.regions[0].max_size = c.regions[0].slack = 1ull << 62; }},
    {"overlaps", [](Contract& c) { c.fields[1].offset = 2; }},
    {"names no region", [](Contract& c) { c.fields[0].region = 1; }},
    {"names no mark", [](Contract& c) { c.fields[0].mark = 3; }},
    {"is the last mark", [](Contract& c) { c.fields[1].may_lie_past_next = true; }},
    {"is no mark of a region", [](Contract& c) { c.fields[3].may_lie_past_next = true; }},
    {"0 fields for mark 0", [](Contract& c) { c.fields.erase(c.fields.begin() + 2); }},
    {"pointer or a length that a program may write",
     [](Contract& c) { c.fields[0].writable = true; }},
    {"0 fields for mark 2", [](Contract& c) { c.fields.erase(c.fields.begin() + 1); }},
    {"too small for the length",
     [](Contract& c) {
       c.fields[1].kind = FieldKind::RegionLength;  // in place of the end
       c.regions[0].max_size = 1ull << 31;
       c.regions[0].slack = 1ull << 31;
     }},
    {"less than no bytes",
     [](Contract& c) {
       c.fields[1].kind = FieldKind::RegionLength;  // in place of the end
       c.regions[0].reversed = 1;
     }},
    {"more marks than there are fields",
     [](Contract& c) {
       c.regions[0].marks = UINT32_MAX;
       c.regions[0].max_size = 1;
     }},
    {"past a mark that may be null", [](Contract& c) { c.regions[0].may_be_null = true; }},
    {"there twice", [](Contract& c) { c.helpers.push_back(c.helpers.back()); }},
    {"sizes no memory",
     [](Contract& c) {
       helper_of(c, 28).args[1] = helper_of(c, 28).args[3];
       helper_of(c, 28).args[0].size = 4;
     }},
    {"has no size", [](Contract& c) { helper_of(c, 28).args[4] = helper_of(c, 28).args[0]; }},
    {"belongs to no map", [](Contract& c) { helper_of(c, 1).args[0].kind = ArgKind::Any; }},
    {"unknown size", [](Contract& c) { helper_of(c, 131).size_argument = 0; }},
    {"no reference", [](Contract& c) { helper_of(c, 132).releases = 1; }},
    {"may not outlive the call",
     [](Contract& c) {
       helper_of(c, 44).returns = ReturnKind::Argument;
       helper_of(c, 44).returned_argument = 1;
     }},
    {"may not outlive the call",
     [](Contract& c) {
       helper_of(c, 132).returns = ReturnKind::Argument;
       helper_of(c, 132).returned_argument = 0;
     }},
    {"as an object what is none",
     [](Contract& c) { helper_of(c, 12).returns = ReturnKind::ArgumentOrNull; }},
    {"does not outlive the call",
     [](Contract& c) {
       helper_of(c, 132).args[0].kind = ArgKind::SocketReference;
       helper_of(c, 132).returns = ReturnKind::ArgumentOrNull;
     }},
    {"takes another, which may be the same",
     [](Contract& c) { helper_of(c, 199).args[1] = helper_of(c, 199).args[0]; }},
    {"takes another, which may be the same",
     [](Contract& c) { helper_of(c, 132).args[1].kind = ArgKind::SocketReference; }},
    {"which belong together cannot be said",
     [](Contract& c) { c.helpers.push_back(helper_of(c, 131)); }},
    {"which belong together cannot be said",
     [](Contract& c) { c.helpers.push_back(helper_of(c, 198)); }},
    {"an object of a size that none has", [](Contract& c) { helper_of(c, 199).args[0].size = 8; }},
    {"initialises a buffer that it does not take",
     [](Contract& c) { helper_of(c, 198).initialises = Initialises::AllOnSuccess; }},
    {"makes an object that it does not acquire",
     [](Contract& c) { helper_of(c, 198).acquires = false; }},
    {"acquires two things",
     [](Contract& c) { helper_of(c, 131).args[3] = helper_of(c, 198).args[3]; }},
    {"reads only a part",
     [](Contract& c) {
       helper_of(c, 12).args[2].width = Width::W32;
       helper_of(c, 12).returns = ReturnKind::Argument;
       helper_of(c, 12).returned_argument = 2;
     }},
    {"range that nobody asks for", [](Contract& c) { helper_of(c, 1).args[0].max = 7; }},
    {"constant, which nobody asks for",
     [](Contract& c) { helper_of(c, 131).args[2].constant = true; }},
    {"private, and is no memory", [](Contract& c) { helper_of(c, 131).args[2].is_private = true; }},
    {"aligned, and is no memory", [](Contract& c) { helper_of(c, 131).args[2].aligned = true; }},
    {"counts by 0", [](Contract& c) { c.map_kinds[0].entries.multiple = 0; }},
    {"read as less than half a word",
     [](Contract& c) { helper_of(c, 28).args[1].width = Width::W16; }},
    {"returns less than half a word",
     [](Contract& c) { helper_of(c, 28).result_width = Width::W8; }},
    {"half a tail call", [](Contract& c) { helper_of(c, 12).returns = ReturnKind::Scalar; }},
    {"half a tail call", [](Contract& c) { helper_of(c, 1).returns = ReturnKind::NoReturn; }},
    {"calls back", [](Contract& c) { helper_of(c, 181).callback_argument = -1; }},
    {"calls back", [](Contract& c) { helper_of(c, 1).callback_argument = 1; }},
    {"otherwise than by -1", [](Contract& c) { helper_of(c, 1).releases = -2; }},
    {"empty range of results",
     [](Contract& c) {
       helper_of(c, 1).return_min = 1;
       helper_of(c, 1).return_max = 0;
     }},
    {"is unknown", [](Contract& c) { helper_of(c, 51).map_kinds.push_back(99); }},
    {"both allowed and refused", [](Contract& c) { helper_of(c, 1).map_kinds = {3}; }},
    {"under its arguments",
     [](Contract& c) {
       helper_of(c, 190).moves_packet = true;
       helper_of(c, 190).packet_arguments = true;
     }},
    {"a limit is zero", [](Contract& c) { c.limits.call_depth = 0; }},
    {"does not begin with the platform", [](Contract& c) { c.name = "xdp"; }},
};

TEST(Validate, each_kind_of_contradiction_is_named) {
  for (const Spoilt& spoilt : kSpoilt) {
    Contract contract = *find_contract("linux/xdp");
    spoilt.spoil(contract);
    const std::vector<std::string> found = contradictions(contract);
    bool named = false;
    for (const std::string& text : found)
      named = named || text.find(spoilt.complaint) != std::string::npos;
    EXPECT_TRUE(named) << spoilt.complaint << (found.empty() ? "" : " but " + found.front());
  }
}

TEST(Validate, a_length_stands_for_the_end_of_a_region_or_beside_it) {
  Contract contract = *find_contract("windows/process");
  ContextField& end = contract.fields[1];
  end.kind = FieldKind::RegionLength;
  EXPECT_EQ(contradictions(contract), std::vector<std::string>{});
  ContextField& number = contract.fields[2];
  number.kind = FieldKind::RegionLength;
  number.narrow = false;
  EXPECT_NE(contradictions(contract), std::vector<std::string>{});  // two lengths and no end
  end.kind = FieldKind::RegionMark;
  EXPECT_EQ(contradictions(contract), std::vector<std::string>{});
}

}  // namespace
}  // namespace assay
