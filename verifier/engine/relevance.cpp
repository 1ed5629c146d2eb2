// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/relevance.hpp"

#include <algorithm>
#include <numeric>

#include "ir/contract/called_helper.hpp"
#include "ir/isa/flow.hpp"

namespace assay {
namespace {

/// The place in FrameBytes of the byte at `offset` from the frame's top, cut to the frame.
std::size_t place_of_byte(std::int64_t offset) {
  constexpr std::int64_t kTop = Stack::kFrameBytes;
  return static_cast<std::size_t>(std::clamp<std::int64_t>(offset + kTop, 0, kTop));
}

/// The bytes [offset, offset + size) from the frame's top, cut to the frame.
template <class F>
void each_byte(std::int64_t offset, std::int64_t size, F&& f) {
  const std::size_t last = place_of_byte(offset + size);
  for (std::size_t i = place_of_byte(offset); i < last; ++i) f(i);
}
void set_bytes(FrameBytes& bytes, std::int64_t offset, std::int64_t size) {
  each_byte(offset, size, [&](std::size_t i) { bytes.set(i); });
}
void clear_bytes(FrameBytes& bytes, std::int64_t offset, std::int64_t size) {
  each_byte(offset, size, [&](std::size_t i) { bytes.reset(i); });
}

/// What a function's slots are judged by.
struct Subject {
  const Program& program;
  const Contract& contract;
  const Function& function;
  const std::vector<TrackedRegisters>& tracked;
};

/// One function, from its exits backward; or a loop of it alone, where only the tests inside
/// decide.
class Backward {
 public:
  Backward(const Subject& subject, std::vector<Relevance>& out)
      : program_(subject.program),
        contract_(subject.contract),
        function_(subject.function),
        tracked_(subject.tracked),
        out_(out) {}

  void run_function() {
    std::vector<std::uint32_t> all(function_.end - function_.begin);
    std::iota(all.begin(), all.end(), function_.begin);
    run(all);
  }
  /// Over the slots of a loop, which ascend.
  void run_loop(const std::vector<std::uint32_t>& loop) {
    loop_ = &loop;
    run(loop);
  }

 private:
  /// What follows a slot stands behind it, but for jumps back: only where that to which they lead
  /// changes is there anything to do once more.
  void run(const std::vector<std::uint32_t>& slots_ascending) {
    const std::vector<std::uint32_t> led_back_to = ends_of_jumps_back(slots_ascending);
    bool again = true;
    while (again) {
      again = false;
      for (std::size_t i = slots_ascending.size(); i-- > 0;) {
        const std::uint32_t slot = slots_ascending[i];
        if (std::holds_alternative<WideTail>(program_.instructions[slot])) continue;
        if (!reached(slot) || !step(slot)) continue;
        again = again || std::ranges::binary_search(led_back_to, slot);
      }
    }
  }

  /// Ascending; a jump to itself is one, too.
  std::vector<std::uint32_t> ends_of_jumps_back(const std::vector<std::uint32_t>& slots) const {
    std::vector<std::uint32_t> out;
    for (const std::uint32_t slot : slots) {
      const auto target = flow(program_.instructions[slot]).target;
      if (target && std::int64_t{*target} <= slot)
        out.push_back(static_cast<std::uint32_t>(*target));
    }
    std::ranges::sort(out);
    return out;
  }

  bool reached(std::uint32_t slot) const {
    return at(slot, kFramePointer).origin != Origin::Unreached;
  }
  bool covers(std::uint32_t slot) const {
    return loop_ == nullptr || std::ranges::binary_search(*loop_, slot);
  }
  const Tracked& at(std::uint32_t slot, Reg reg) const {
    return tracked_[slot - function_.begin][reg.index];
  }

  bool step(std::uint32_t slot) {
    const Instruction& instruction = program_.instructions[slot];
    const Flow next = flow(instruction);
    Relevance r;
    if (next.falls_through) add(r, slot + slots(instruction));
    if (next.target) add(r, static_cast<std::uint32_t>(*next.target));
    before(slot, instruction, r);
    if (r == out_[slot]) return false;
    out_[slot] = r;
    return true;
  }

  void add(Relevance& r, std::uint32_t slot) const {
    if (slot < function_.begin || slot >= function_.end || !covers(slot)) return;
    const Relevance& next = out_[slot];
    r.live = r.live | next.live;
    r.deciding = r.deciding | next.deciding;
    r.live_bytes |= next.live_bytes;
    r.deciding_bytes |= next.deciding_bytes;
  }

  void before(std::uint32_t slot, const Instruction& instruction, Relevance& r) const {
    if (const auto* call = std::get_if<Call>(&instruction)) return before_call(slot, *call, r);
    if (const auto* load = std::get_if<Load>(&instruction)) return before_load(slot, *load, r);
    if (const auto* store = std::get_if<Store>(&instruction)) return before_store(slot, *store, r);
    const RegSet defined = defs(instruction);
    const RegSet used = uses(instruction);
    const bool passes_on = !(r.deciding & defined).empty();
    r.live = (r.live - defined) | used;
    r.deciding = r.deciding - defined;
    if (const auto* atomic = std::get_if<Atomic>(&instruction)) {
      const Tracked& base = at(slot, atomic->base);
      if (base.origin == Origin::Frame)
        set_bytes(r.live_bytes, base.value + atomic->offset, bytes(atomic->size));
      if (base.origin == Origin::PerhapsFrame) r.live_bytes.set();
      if (loop_ == nullptr || passes_on) r.deciding.insert(atomic->base);
      return;
    }
    if (passes_on || decides(slot, instruction)) r.deciding = r.deciding | used;
  }

  /// The numbers that the instruction uses decide something here and now.
  bool decides(std::uint32_t slot, const Instruction& instruction) const {
    if (std::holds_alternative<JumpIf>(instruction)) return true;
    if (loop_ != nullptr) return false;
    if (std::holds_alternative<Exit>(instruction)) return true;
    if (std::holds_alternative<CallIndirect>(instruction) ||
        std::holds_alternative<LoadPacket>(instruction))
      return true;
    // A number that may be added to an address.
    const auto* alu = std::get_if<Alu>(&instruction);
    if (alu == nullptr || alu->width != Width::W64 || !std::holds_alternative<Reg>(alu->src))
      return false;
    return (alu->op == AluOp::Add || alu->op == AluOp::Sub) &&
           at(slot, alu->dst).origin != Origin::Number;
  }

  void before_load(std::uint32_t slot, const Load& load, Relevance& r) const {
    const bool deciding = r.deciding.contains(load.dst);
    r.live.erase(load.dst);
    r.deciding.erase(load.dst);
    r.live.insert(load.base);
    if (loop_ == nullptr || deciding) r.deciding.insert(load.base);
    const Tracked& base = at(slot, load.base);
    if (base.origin == Origin::Frame) {
      set_bytes(r.live_bytes, base.value + load.offset, bytes(load.size));
      if (deciding) set_bytes(r.deciding_bytes, base.value + load.offset, bytes(load.size));
    } else if (base.origin == Origin::PerhapsFrame) {
      r.live_bytes.set();
      if (deciding) r.deciding_bytes.set();
    }
  }

  void before_store(std::uint32_t slot, const Store& store, Relevance& r) const {
    const Tracked& base = at(slot, store.base);
    bool deciding = base.origin == Origin::PerhapsFrame && r.deciding_bytes.any();
    if (base.origin == Origin::Frame) {
      const std::int64_t offset = base.value + store.offset;
      deciding = touches(r.deciding_bytes, offset, bytes(store.size));
      clear_bytes(r.live_bytes, offset, bytes(store.size));
      clear_bytes(r.deciding_bytes, offset, bytes(store.size));
    }
    r.live.insert(store.base);
    if (loop_ == nullptr || deciding) r.deciding.insert(store.base);
    if (const auto* src = std::get_if<Reg>(&store.src)) {
      r.live.insert(*src);
      if (deciding) r.deciding.insert(*src);
    }
  }

  void before_call(std::uint32_t slot, const Call& call, Relevance& r) const {
    const RegSet defined = defs(call);
    const bool deciding = loop_ == nullptr || !(r.deciding & defined).empty();
    r.live = r.live - defined;
    r.deciding = r.deciding - defined;
    const Helper* helper = called_helper(contract_, call);
    for (std::uint8_t i = 0; i < 5; ++i) {
      const Reg reg{static_cast<std::uint8_t>(i + 1)};
      const ArgKind kind = helper == nullptr ? ArgKind::Any : helper->args[i].kind;
      if (helper != nullptr && kind == ArgKind::None) continue;
      r.live.insert(reg);
      if (deciding && (kind != ArgKind::Any || helper == nullptr)) r.deciding.insert(reg);
      if (!at(slot, reg).may_be_frame()) continue;
      if (helper == nullptr) {
        r.live_bytes.set();
        r.deciding_bytes.set();
      } else {
        argument_bytes(slot, *helper, i, r);
      }
    }
  }

  void argument_bytes(std::uint32_t slot, const Helper& helper, std::uint8_t i,
                      Relevance& r) const {
    const Tracked& address = at(slot, Reg{static_cast<std::uint8_t>(i + 1)});
    if (address.origin == Origin::PerhapsFrame) {
      r.live_bytes.set();
      return;
    }
    const ArgKind kind = helper.args[i].kind;
    if (kind == ArgKind::WriteMemory || kind == ArgKind::MapValueOut || kind == ArgKind::NewObject)
      return;
    set_bytes(r.live_bytes, address.value, size_read(slot, helper, i));
  }

  /// Most bytes that the helper may read behind argument i.
  std::int64_t size_read(std::uint32_t slot, const Helper& helper, std::uint8_t i) const {
    const Argument& argument = helper.args[i];
    if (argument.kind == ArgKind::MapKey || argument.kind == ArgKind::MapValueIn) {
      return map_part(slot, helper, argument.kind);
    }
    if (argument.size != 0) return static_cast<std::int64_t>(argument.size);
    if (i + 1 < 5 &&
        (argument.kind == ArgKind::ReadMemory || argument.kind == ArgKind::ReadWriteMemory)) {
      const Tracked& size = at(slot, Reg{static_cast<std::uint8_t>(i + 2)});
      if (size.origin == Origin::Number && size.value >= 0) return size.value;
    }
    return Stack::kFrameBytes;
  }

  std::int64_t map_part(std::uint32_t slot, const Helper& helper, ArgKind kind) const {
    const auto size = [&](const Map& m) -> std::int64_t {
      return kind == ArgKind::MapKey ? m.key_size : m.value_size;
    };
    for (std::uint8_t i = 0; i < 5; ++i) {
      const Tracked& map = at(slot, Reg{static_cast<std::uint8_t>(i + 1)});
      if (helper.args[i].kind == ArgKind::MapHandle && map.origin == Origin::Map) {
        return size(program_.maps.at(static_cast<std::size_t>(map.value)));
      }
    }
    std::int64_t most = 0;
    for (const Map& m : program_.maps) most = std::max(most, size(m));
    return most;
  }

  const Program& program_;
  const Contract& contract_;
  const Function& function_;
  const std::vector<TrackedRegisters>& tracked_;
  std::vector<Relevance>& out_;
  const std::vector<std::uint32_t>* loop_ = nullptr;
};

}  // namespace

bool touches(const FrameBytes& bytes, std::int64_t offset, std::int64_t size) {
  const std::size_t last = place_of_byte(offset + size);
  for (std::size_t i = place_of_byte(offset); i < last; ++i) {
    if (bytes[i]) return true;
  }
  return false;
}

std::vector<Relevance> relevance_of(const Program& program, const Contract& contract) {
  std::vector<Relevance> out(program.instructions.size());
  for (const Function& function : program.functions) {
    const auto tracked = track_frame_addresses(program, function);
    Backward({program, contract, function, tracked}, out).run_function();
  }
  return out;
}

LoopControl::LoopControl(const Program& program, const Contract& contract)
    : program_(program), contract_(contract), relevance_(program.instructions.size()) {}

Relevance LoopControl::of(std::uint32_t head, const std::vector<std::uint32_t>& members) {
  const std::size_t f = function_at(program_, head);
  const Function& function = program_.functions.at(f);
  const auto [tracked, fresh] = tracked_.try_emplace(f);
  if (fresh) tracked->second = track_frame_addresses(program_, function);
  Backward({program_, contract_, function, tracked->second}, relevance_).run_loop(members);
  const Relevance found = relevance_.at(head);
  for (const std::uint32_t slot : members) relevance_.at(slot) = {};
  return found;
}

}  // namespace assay
