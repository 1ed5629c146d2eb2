// SPDX-License-Identifier: Apache-2.0
// A value that others may change is read, tested, read again, and the second value is used: the
// test says nothing of it.
#include <algorithm>
#include <optional>

#include "ir/contract/called_helper.hpp"
#include "verifier/explain/case.hpp"

namespace assay {
namespace {

/// Bytes in a map's value: of the element that one look-up gave, or of the only one.
struct SharedPlace {
  std::optional<std::uint32_t> look_up;  // slot of the call
  std::optional<std::uint32_t> map;      // index, where it is known
  std::uint64_t offset = 0;
  Width size{};
  [[nodiscard]] bool same_as(const SharedPlace& other) const {
    return look_up == other.look_up && (look_up || map == other.map) && offset == other.offset &&
           size == other.size;
  }
};

/// The map that a look-up is told of, by the register that names it.
std::optional<std::uint32_t> map_of(const Case& c, std::uint32_t call, const Helper& helper) {
  for (std::size_t i = 0; i < helper.args.size(); ++i) {
    if (helper.args[i].kind != ArgKind::MapHandle) continue;
    const auto handle = c.flow.sum(Reg{static_cast<std::uint8_t>(i + 1)}, call, Width::W64);
    if (!handle || !handle->definition || handle->constant != 0) return std::nullopt;
    const auto* wide = std::get_if<LoadImm64>(&c.flow.at(*handle->definition));
    if (wide == nullptr || wide->kind != WideKind::Map) return std::nullopt;
    return static_cast<std::uint32_t>(wide->value);
  }
  return std::nullopt;
}

/// What the instruction at `slot` reads (a Load) or writes (a Store, an Atomic).
template <class Access>
std::optional<SharedPlace> shared_place(const Case& c, std::uint32_t slot) {
  const auto* access = std::get_if<Access>(&c.flow.at(slot));
  if (access == nullptr) return std::nullopt;
  const auto base = c.flow.sum(access->base, slot, Width::W64);
  if (!base || !base->definition) return std::nullopt;
  SharedPlace place;
  place.offset = base->constant + static_cast<std::uint64_t>(std::int64_t{access->offset});
  place.size = access->size;
  const Instruction& origin = c.flow.at(*base->definition);
  if (const Helper* helper = called_helper(c.contract, origin)) {
    const bool looks_up =
        helper->returns == ReturnKind::MapValueOrNull || helper->returns == ReturnKind::MapValue;
    if (!looks_up) return std::nullopt;
    place.look_up = base->definition;
    place.map = map_of(c, *base->definition, *helper);
    return place;
  }
  const auto* wide = std::get_if<LoadImm64>(&origin);
  if (wide == nullptr || wide->kind != WideKind::MapValue) return std::nullopt;
  place.map = static_cast<std::uint32_t>(wide->value);
  place.offset += wide->value >> 32;
  if (c.flow.program().maps.at(*place.map).read_only) return std::nullopt;
  return place;
}

/// The only number that the access rests on and that nothing tests on the way to it, where it is a
/// load.
std::optional<std::uint32_t> only_untested(const Case& c, const std::vector<Guard>& guards) {
  std::optional<std::uint32_t> found;
  const auto sources = sources_of_access(c);
  if (!sources) return std::nullopt;
  for (const std::uint32_t slot : *sources) {
    const Instruction& instruction = c.flow.at(slot);
    const bool computed = std::holds_alternative<Alu>(instruction) ||
                          std::holds_alternative<Neg>(instruction) ||
                          std::holds_alternative<ByteSwap>(instruction);
    if (computed || gives_address(c, slot)) continue;
    const bool tested = std::ranges::any_of(
        guards, [&](const Guard& guard) { return guard.sources.contains(slot); });
    if (tested) continue;
    if (found || !std::holds_alternative<Load>(instruction)) return std::nullopt;
    found = slot;
  }
  return found;
}

/// The function itself may write to the place after it was read first and before it is read again.
bool written_between(const Case& c, std::uint32_t first, std::uint32_t again,
                     const SharedPlace& place) {
  return std::ranges::any_of(c.flow.slots(), [&](std::uint32_t slot) {
    auto written = shared_place<Store>(c, slot);
    if (!written) written = shared_place<Atomic>(c, slot);
    return written && written->same_as(place) && c.flow.reaches(first, slot, again) &&
           c.flow.reaches(slot, again, first);
  });
}

/// A read of the same bytes before `again`, and a test of what it gave.
struct TestedRead {
  std::uint32_t read = 0;
  std::uint32_t test = 0;
};
std::vector<TestedRead> tested_reads(const Case& c, const std::vector<Guard>& guards,
                                     std::uint32_t again, const SharedPlace& place) {
  std::vector<TestedRead> found;
  for (const Guard& guard : guards) {
    if (!c.flow.always_before(guard.slot, again) || !c.flow.way_to(again, guard.slot)) continue;
    for (const std::uint32_t read : guard.sources) {
      const auto other = shared_place<Load>(c, read);
      if (other && other->same_as(place) && c.flow.always_before(read, guard.slot) &&
          !written_between(c, read, again, place))
        found.push_back({read, guard.slot});
    }
  }
  return found;
}

/// "the value of map 'records'", "variables in '.bss'"
std::string words(const Case& c, const SharedPlace& place) {
  if (!place.map) return "a map's value";
  const Map& map = c.flow.program().maps.at(*place.map);
  return (map.is_data ? "variables in '" : "the value of map '") + map.name + "'";
}

}  // namespace

bool explain_double_fetch(const Case& c, Finding& finding) {
  const auto guards = guards_of(c);
  const auto again = guards ? only_untested(c, *guards) : std::nullopt;
  const auto place = again ? shared_place<Load>(c, *again) : std::nullopt;
  if (!place) return false;
  const std::vector<TestedRead> before = tested_reads(c, *guards, *again, *place);
  if (before.empty()) return false;
  std::vector<Note> notes{{at_slot(before.front().read), "it was first read here"}};
  for (const TestedRead& tested : before)
    notes.push_back({at_slot(tested.test), "that value was tested here"});
  notes.push_back({at_slot(c.slot), "used here: " + finding.message});
  for (Note& note : finding.notes) {
    if (slot_in(note.where) != again) notes.push_back(std::move(note));
  }
  finding.notes = std::move(notes);
  finding.where = at_slot(again);
  finding.message = "this value was tested and is read again here: others may change " +
                    words(c, *place) + " in between, so the test does not bound it";
  finding.suggestion = "read it once into a local variable, and test and use that variable";
  return true;
}

}  // namespace assay
