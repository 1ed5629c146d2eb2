// SPDX-License-Identifier: Apache-2.0
#include "ir/object/copied_slots.hpp"

#include <algorithm>
#include <span>

#include "ir/base/bytes.hpp"

namespace assay {
namespace {

constexpr unsigned kMostDepth = 64;  // of calls; no contract allows as many
constexpr std::uint64_t kMostSteps = std::uint64_t{1} << 24;  // of all functions of the object

constexpr std::uint8_t kClassJump = 5;
constexpr std::uint8_t kClassJump32 = 6;
constexpr std::uint8_t kCodeAlways = 0;
constexpr std::uint8_t kCodeCall = 8;
constexpr std::uint8_t kCodeExit = 9;

/// A section's slots, as they stand in the object.
class Code {
 public:
  explicit Code(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
  [[nodiscard]] std::uint64_t slots() const { return bytes_.size() / kSlotBytes; }
  [[nodiscard]] std::uint8_t opcode(std::uint64_t slot) const { return bytes_[slot * kSlotBytes]; }
  [[nodiscard]] bool calls_function(std::uint64_t slot) const {
    return opcode(slot) == kCall && bytes_[slot * kSlotBytes + 1] >> 4 == kSourceIsLocalCall;
  }
  [[nodiscard]] std::int64_t immediate(std::uint64_t slot) const {
    return static_cast<std::int32_t>(u32_at(bytes_, slot * kSlotBytes + 4).value());
  }
  /// To where the call, not relocated, leads.
  [[nodiscard]] std::int64_t called(std::uint64_t slot) const {
    return static_cast<std::int64_t>(slot) + 1 + immediate(slot);
  }
  /// To where the jump leads; of one with a wide distance, too, by the narrow one.
  [[nodiscard]] std::int64_t jumped(std::uint64_t slot) const {
    const auto distance =
        static_cast<std::int16_t>(u32_at(bytes_, slot * kSlotBytes).value() >> 16);
    return static_cast<std::int64_t>(slot) + 1 + distance;
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

/// Where control seems to go from the slot, two places at most, and the second slot of a wide load.
struct Next {
  std::int64_t to[2] = {-1, -1};
};
Next after(const Code& code, std::uint64_t slot) {
  const std::uint8_t opcode = code.opcode(slot);
  const auto behind = static_cast<std::int64_t>(slot) + 1;
  if (opcode == kWideLoad) return {{behind, behind + 1}};
  const bool jumps = (opcode & 7) == kClassJump || (opcode & 7) == kClassJump32;
  if (!jumps) return {{behind, -1}};
  const auto what = static_cast<std::uint8_t>(opcode >> 4);
  if (what == kCodeExit) return {};
  if (what == kCodeCall) return {{behind, code.calls_function(slot) ? code.called(slot) : -1}};
  return {{code.jumped(slot), what == kCodeAlways ? -1 : behind}};
}

std::uint64_t sum(std::uint64_t a, std::uint64_t b) {
  return a > CopiedSlots::kEndless - b ? CopiedSlots::kEndless : a + b;
}

}  // namespace

std::uint64_t CopiedSlots::of(std::uint32_t function) { return copied(function, 0); }

std::uint64_t CopiedSlots::copied(std::uint32_t function, unsigned depth) {
  if (known_[function]) return *known_[function];
  known_[function] = kEndless;  // what a function that comes back to itself gets
  if (depth > kMostDepth) return kEndless;
  const CodeFunction& copied_first = object_.functions[function];
  const std::uint64_t end = end_reached(copied_first);
  std::uint64_t slots = end == kEndless ? kEndless : end - copied_first.begin;
  if (slots != kEndless) {
    for (const std::uint32_t next : called(copied_first, end))
      slots = sum(slots, copied(next, depth + 1));
  }
  known_[function] = slots;
  return slots;
}

bool CopiedSlots::calls_outside(const CodeFunction& function) const {
  const Code code(object_.elf.sections[function.section].data);
  for (std::uint64_t slot = function.begin; slot < function.end; ++slot) {
    if (!code.calls_function(slot)) continue;
    const std::int64_t to = code.called(slot);
    if (to < std::int64_t{function.begin} || to >= std::int64_t{function.end}) return true;
  }
  return false;
}

/// Behind the last slot of the section that is a part of the function.
std::uint64_t CopiedSlots::end_reached(const CodeFunction& function) {
  if (!calls_outside(function)) return function.end;  // jumps stay inside
  const Code code(object_.elf.sections[function.section].data);
  steps_ += code.slots();
  if (steps_ > kMostSteps) return kEndless;
  std::vector<bool> seen(code.slots());
  follow(function, seen);
  const auto last = std::find(seen.rbegin(), seen.rend(), true);
  return std::max<std::uint64_t>(function.end, static_cast<std::uint64_t>(seen.rend() - last));
}

/// Marks what the function seems to reach.
void CopiedSlots::follow(const CodeFunction& function, std::vector<bool>& seen) {
  const Code code(object_.elf.sections[function.section].data);
  std::vector<std::uint64_t> open;
  const auto mark = [&](std::int64_t to) {
    if (to < 0 || static_cast<std::uint64_t>(to) >= code.slots()) return;
    const auto slot = static_cast<std::uint64_t>(to);
    if (seen[slot]) return;
    seen[slot] = true;
    open.push_back(slot);
  };
  mark(function.begin);
  while (!open.empty()) {
    const Next next = after(code, open.back());
    open.pop_back();
    for (const std::int64_t to : next.to) mark(to);
  }
}

/// The functions that are copied behind the slots from the function's begin to `end`: those of
/// calls that are relocated, and of others that lead out.
std::set<std::uint32_t> CopiedSlots::called(const CodeFunction& function, std::uint64_t end) const {
  std::set<std::uint32_t> out;
  const auto add = [&](std::uint32_t section, std::int64_t slot) {
    if (slot < 0) return;
    const auto known =
        function_beginning_at(object_.functions, section, static_cast<std::uint64_t>(slot));
    if (known) out.insert(*known);
  };
  const Code code(object_.elf.sections[function.section].data);
  const auto& relocations = object_.elf.relocations[function.section];
  for (std::uint64_t slot = function.begin; slot < end; ++slot) {
    if (!code.calls_function(slot)) continue;
    const auto at =
        std::ranges::lower_bound(relocations, slot * kSlotBytes, {}, &ElfRelocation::offset);
    if (at != relocations.end() && at->offset == slot * kSlotBytes) {
      const ElfSymbol& symbol = object_.elf.symbols[at->symbol];
      const auto place = static_cast<std::int64_t>(symbol.value / kSlotBytes);
      if (symbol.place == SymbolPlace::InSection)
        add(symbol.section, symbol.type == SymbolType::Section ? code.immediate(slot) + 1 : place);
      continue;
    }
    const std::int64_t to = code.called(slot);
    const bool is_inside =
        to >= std::int64_t{function.begin} && to < static_cast<std::int64_t>(end);
    if (!is_inside) add(function.section, to);
  }
  return out;
}

}  // namespace assay
