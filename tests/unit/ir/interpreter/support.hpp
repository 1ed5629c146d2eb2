// SPDX-License-Identifier: Apache-2.0
// Programs from assembly text, and small contracts, for the interpreter's tests.
#pragma once

#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ir/interpreter/interpreter.hpp"
#include "ir/interpreter/runner.hpp"
#include "ir/text/assemble.hpp"

namespace assay::testing {

/// The linked program of `text`: the entry at slot 0, a function at every target of a local call
/// and at every function address. Map I of the text is maps[I].
inline Program program_of(std::string_view text, std::vector<Map> maps = {}) {
  Result<std::vector<Instruction>> assembled = assemble(text);
  EXPECT_TRUE(assembled.ok()) << (assembled.ok() ? "" : assembled.error().message);
  Program program;
  program.name = "test";
  program.instructions = std::move(assembled).value();
  program.maps = std::move(maps);
  std::vector<std::uint32_t> begins = {0};
  for (const Instruction& instruction : program.instructions) {
    if (const auto* call = std::get_if<Call>(&instruction); call && call->kind == CallKind::Local) {
      begins.push_back(static_cast<std::uint32_t>(call->target));
    }
    const auto* wide = std::get_if<LoadImm64>(&instruction);
    if (wide != nullptr && wide->kind == WideKind::Function) {
      begins.push_back(static_cast<std::uint32_t>(wide->value));
    }
  }
  std::sort(begins.begin(), begins.end());
  begins.erase(std::unique(begins.begin(), begins.end()), begins.end());
  for (std::size_t i = 0; i < begins.size(); ++i) {
    const auto end = i + 1 < begins.size()
                         ? begins[i + 1]
                         : static_cast<std::uint32_t>(program.instructions.size());
    program.functions.push_back({"f" + std::to_string(i), begins[i], end});
  }
  program.locations.resize(program.instructions.size());
  return program;
}

enum : std::uint32_t {
  kHash = 1,
  kArray = 2,
  kQueue = 3,
  kStack = 4,
  kRing = 5,
  kTrie = 6,
  kLru = 7,
  kProgArray = 8,
  kOuter = 9
};

inline Map map_of(std::string name, std::uint32_t kind, std::uint32_t key_size,
                  std::uint32_t value_size, std::uint32_t entries) {
  Map map;
  map.name = std::move(name);
  map.kind = kind;
  map.key_size = key_size;
  map.value_size = value_size;
  map.max_entries = entries;
  return map;
}

inline Helper helper_of(std::uint32_t id, std::string name, std::vector<Argument> arguments) {
  Helper helper;
  helper.id = id;
  helper.name = std::move(name);
  std::copy(arguments.begin(), arguments.end(), helper.args.begin());
  return helper;
}

inline Argument arg(ArgKind kind) {
  Argument argument;
  argument.kind = kind;
  return argument;
}

/// The context, the region and the kinds of maps of the hook below.
inline Contract contract_without_helpers() {
  Contract contract;
  contract.name = "test/hook";
  contract.context_size = 40;
  const auto field = [&](std::string name, std::uint32_t offset,
                         std::uint32_t size) -> ContextField& {
    ContextField& made = contract.fields.emplace_back();
    made.name = std::move(name);
    made.offset = offset;
    made.size = size;
    return made;
  };
  field("data", 0, 8).kind = FieldKind::RegionMark;
  ContextField& end = field("data_end", 8, 8);
  end.kind = FieldKind::RegionMark;
  end.mark = 1;
  field("number", 16, 8);
  ContextField& answer = field("answer", 24, 4);
  answer.writable = true;
  answer.narrow_inside = false;
  field("whole", 28, 4).narrow = false;
  field("object", 32, 8).kind = FieldKind::Opaque;
  Region packet;
  packet.name = "packet";
  packet.writable = true;
  packet.moved_by_helpers = true;
  contract.regions = {packet};
  const auto kind = [&](std::uint32_t number, std::string name, MapContents contents) {
    MapKind made;
    made.number = number;
    made.name = std::move(name);
    made.contents = contents;
    contract.map_kinds.push_back(made);
  };
  kind(kHash, "hash", MapContents::Hash);
  kind(kArray, "array", MapContents::Array);
  contract.map_kinds.back().direct_value = true;
  kind(kQueue, "queue", MapContents::Queue);
  kind(kStack, "stack", MapContents::Stack);
  kind(kRing, "ringbuf", MapContents::None);
  kind(kTrie, "lpm_trie", MapContents::LpmTrie);
  kind(kLru, "lru_hash", MapContents::LruHash);
  kind(kProgArray, "prog_array", MapContents::None);
  kind(kOuter, "array_of_maps", MapContents::None);
  contract.map_kinds.back().holds_maps = true;
  return contract;
}

/// Helpers that take maps.
inline std::vector<Helper> map_helpers() {
  const Argument map = arg(ArgKind::MapHandle);
  Helper lookup = helper_of(1, "map_lookup_elem", {map, arg(ArgKind::MapKey)});
  lookup.model = HelperModel::MapLookup;
  lookup.returns = ReturnKind::MapValueOrNull;
  lookup.map_kinds = {kHash, kArray, kTrie, kLru, kOuter};
  Helper update =
      helper_of(2, "map_update_elem",
                {map, arg(ArgKind::MapKey), arg(ArgKind::MapValueIn), arg(ArgKind::Any)});
  update.model = HelperModel::MapUpdate;
  update.writes_map = true;
  Helper erase = helper_of(3, "map_delete_elem", {map, arg(ArgKind::MapKey)});
  erase.model = HelperModel::MapDelete;
  erase.writes_map = true;
  Helper tail = helper_of(5, "tail_call", {arg(ArgKind::Context), map, arg(ArgKind::Any)});
  tail.model = HelperModel::TailCall;
  tail.returns = ReturnKind::NoReturn;
  tail.tail_call = true;
  tail.map_kinds = {kProgArray};
  Helper silent_tail = tail;
  silent_tail.id = 12;
  silent_tail.returns = ReturnKind::Void;
  Helper push = helper_of(16, "map_push_elem", {map, arg(ArgKind::MapValueIn), arg(ArgKind::Any)});
  push.model = HelperModel::MapPush;
  Helper pop = helper_of(17, "map_pop_elem", {map, arg(ArgKind::MapValueOut)});
  pop.model = HelperModel::MapPop;
  pop.initialises = Initialises::AllOnSuccess;
  return {lookup, update, erase, tail, silent_tail, push, pop};
}

/// Helpers that fill, move, take, hold, print and call back.
inline std::vector<Helper> other_helpers() {
  Helper fill = helper_of(20, "fill", {arg(ArgKind::WriteMemory), arg(ArgKind::Size)});
  fill.initialises = Initialises::ResultBytes;
  Helper move = helper_of(21, "xdp_adjust_head", {arg(ArgKind::Context), arg(ArgKind::Any)});
  move.model = HelperModel::MovePacketHead;
  move.moves_packet = true;
  Argument small = arg(ArgKind::Scalar);
  small.max = 7;
  small.width = Width::W32;
  Helper take = helper_of(22, "take_small", {small});
  Helper reserve = helper_of(31, "ringbuf_reserve",
                             {arg(ArgKind::MapHandle), arg(ArgKind::Scalar), arg(ArgKind::Any)});
  reserve.returns = ReturnKind::MemoryOrNull;
  reserve.size_argument = 1;
  reserve.acquires = true;
  Helper submit =
      helper_of(32, "ringbuf_submit", {arg(ArgKind::AllocatedMemory), arg(ArgKind::Any)});
  submit.model = HelperModel::SubmitRecord;
  submit.returns = ReturnKind::Void;
  submit.releases = 0;
  Helper print = helper_of(33, "trace_printk", {arg(ArgKind::ReadMemory), arg(ArgKind::Size)});
  print.model = HelperModel::Print;
  Helper loop = helper_of(
      34, "loop",
      {arg(ArgKind::Any), arg(ArgKind::Callback), arg(ArgKind::StackPointer), arg(ArgKind::Any)});
  loop.model = HelperModel::Loop;
  loop.callback_argument = 1;
  return {fill, move, take, reserve, submit, print, loop};
}

/// A hook of 40 bytes: marks at 0 and 8, "number" 16:8 read-only, "answer" 24:4 writable and in
/// part from its first byte only, "whole" 28:4 that is read only as a whole, "object" 32:8 opaque;
/// a writable packet that helpers move.
inline Contract test_contract() {
  Contract contract = contract_without_helpers();
  contract.helpers = map_helpers();
  std::ranges::move(other_helpers(), std::back_inserter(contract.helpers));
  return contract;
}

/// Everything that a run gives, in words.
inline std::string words_of(const RunResult& result) {
  std::string words =
      fmt::format("r0 {:#x}, {} instructions, tail call {}, trace cut {}\n", result.r0,
                  result.instructions, result.tail_called, result.trace_cut);
  if (const MaybeFault& fault = result.fault) {
    words += fmt::format("{} at {}, {:#x}, '{}': {}\n", fault_name(fault->kind), fault->slot,
                         fault->address, fault->region, fault->detail);
  }
  for (const TraceEvent& event : result.trace) {
    words += fmt::format("{} {} {} ({}) = {:#x} [{}] '{}'\n", static_cast<int>(event.kind),
                         event.slot, event.name, fmt::join(event.arguments, ", "),
                         event.result.value_or(0), fmt::join(event.bytes, " "), event.text);
  }
  return words;
}

/// What a map holds between runs, in words: entries by their keys, of a queue the oldest first.
inline std::string words_of(const HeldMap& held) {
  std::string words;
  for (const auto& [key, value] : held.values) {
    EXPECT_TRUE(value.address == 0 && !value.is_new) << "what is of a run alone";
    words += fmt::format("  [{}] [{}] {}\n", fmt::join(key, " "), fmt::join(value.value, " "),
                         value.inner ? words_of(*value.inner) : "");
  }
  for (const auto& [age, key] : held.ages) words += fmt::format("  [{}]", fmt::join(*key, " "));
  for (const HeldEntry& entry : held.queue) {
    EXPECT_FALSE(entry.is_new) << "what is of a run alone";
    words += fmt::format("  [{}]\n", fmt::join(entry.value, " "));
  }
  return words;
}

/// What the maps of a program hold that are written to.
class HeldMaps {
 public:
  explicit HeldMaps(const Program& program) : maps_(program.maps.size()) {
    for (std::size_t i = 0; i < maps_.size(); ++i) {
      pointers_.push_back(program.maps[i].read_only ? nullptr : &maps_[i]);
    }
  }
  [[nodiscard]] std::span<HeldMap* const> pointers() const { return pointers_; }
  [[nodiscard]] const HeldMap& at(std::size_t index) const { return maps_.at(index); }
  [[nodiscard]] std::string words() const {
    std::string words;
    for (const HeldMap& map : maps_) words += "map:\n" + words_of(map);
    return words;
  }

 private:
  std::vector<HeldMap> maps_;
  std::vector<HeldMap*> pointers_;
};

/// The reference executor's result. The runner must say the same, and leave the same in maps, also
/// when its machine was used before, for the same event and for an empty one.
inline RunResult run_both(const Program& program, const Contract& contract, const Event& event,
                          const RunOptions& options) {
  RunResult result = run(program, contract, event, options);
  if (options.before_instruction) return result;
  Runner runner(
      flat_form(std::make_shared<Program>(program), std::make_shared<Contract>(contract)));
  const auto words = [&](const Event& of, const auto& execute) {
    const HeldMaps held(program);
    RunOptions holding = options;
    holding.held = held.pointers();
    const std::string ran = words_of(execute(of, holding));
    return ran + held.words();
  };
  const auto reference = [&](const Event& of, const RunOptions& how) {
    return run(program, contract, of, how);
  };
  const auto flat = [&](const Event& of, const RunOptions& how) { return runner.run(of, how); };
  const std::string expected = words(event, reference);
  EXPECT_TRUE(expected.starts_with(words_of(result))) << "whether or not maps are held";
  EXPECT_EQ(words(event, flat), expected);
  EXPECT_EQ(words(event, flat), expected) << "the second time";
  EXPECT_EQ(words({}, flat), words({}, reference));
  EXPECT_EQ(words(event, flat), expected) << "after another event";
  return result;
}

inline RunResult run_text(std::string_view text, std::vector<Map> maps = {},
                          const Event& event = {}, const RunOptions& options = {}) {
  return run_both(program_of(text, std::move(maps)), test_contract(), event, options);
}

inline Event packet_event(Bytes bytes) {
  Event event;
  event.regions["packet"].bytes = std::move(bytes);
  return event;
}

/// The fault's name, or "none": so that a failing test says what happened instead.
inline std::string fault_of(const RunResult& result) {
  return result.fault ? std::string(fault_name(result.fault->kind)) : "none";
}

}  // namespace assay::testing
