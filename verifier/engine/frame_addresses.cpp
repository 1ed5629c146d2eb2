// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/frame_addresses.hpp"

#include <algorithm>

#include "ir/isa/flow.hpp"
#include "ir/isa/uses.hpp"

namespace assay {
namespace {

constexpr Tracked kOther{Origin::Other, 0};
constexpr Tracked kPerhapsFrame{Origin::PerhapsFrame, 0};

Tracked merged(const Tracked& a, const Tracked& b) {
  if (a == b || b.origin == Origin::Unreached) return a;
  if (a.origin == Origin::Unreached) return b;
  return a.may_be_frame() || b.may_be_frame() ? kPerhapsFrame : kOther;
}

class Tracker {
 public:
  Tracker(const Program& program, const Function& function)
      : program_(program), function_(function), before_(function.end - function.begin) {}

  std::vector<TrackedRegisters> run() {
    // A frame address kept on the stack may come back from any load of it: found out, start anew.
    bool known = false;
    do {
      known = frame_address_stored_;
      propagate();
    } while (known != frame_address_stored_);
    return std::move(before_);
  }

 private:
  void propagate() {
    TrackedRegisters entry;
    entry.fill(kOther);
    entry[kFramePointer.index] = {Origin::Frame, 0};
    std::ranges::fill(before_, TrackedRegisters{});
    if (before_.empty()) return;
    before_.front() = entry;
    changed_.assign(before_.size(), false);
    changed_.front() = true;
    // Sweeps over the slots that changed, in their order: most code needs one.
    for (auto next = changed_.begin(); next != changed_.end();
         next = std::ranges::find(changed_, true)) {
      for (; next != changed_.end(); next = std::find(next, changed_.end(), true)) {
        *next = false;
        const auto index = static_cast<std::size_t>(next - changed_.begin());
        const auto slot = function_.begin + static_cast<std::uint32_t>(index);
        flow_on(slot, after(slot, before_[index]));
      }
    }
  }

  void flow_on(std::uint32_t slot, const TrackedRegisters& out) {
    const Instruction& instruction = program_.instructions[slot];
    const Flow next = flow(instruction);
    if (next.falls_through) merge_into(slot + slots(instruction), out);
    if (next.target) merge_into(static_cast<std::uint32_t>(*next.target), out);
  }

  void merge_into(std::uint32_t slot, const TrackedRegisters& out) {
    if (slot < function_.begin || slot >= function_.end) return;
    TrackedRegisters& held = before_[slot - function_.begin];
    if (held[kFramePointer.index].origin == Origin::Unreached) {
      held = out;
      changed_[slot - function_.begin] = true;
      return;
    }
    for (std::size_t i = 0; i < held.size(); ++i) {
      const Tracked now = merged(held[i], out[i]);
      if (now == held[i]) continue;
      held[i] = now;
      changed_[slot - function_.begin] = true;
    }
  }

  TrackedRegisters after(std::uint32_t slot, TrackedRegisters r) {
    const Instruction& instruction = program_.instructions[slot];
    if (is_loaded(slot)) {  // by a number that only the loader knows
      const RegSet written = defs(instruction);
      for (const Reg reg : written) {
        const bool moved = uses(instruction).contains(reg) && r[reg.index].may_be_frame();
        r[reg.index] = moved ? kPerhapsFrame : kOther;
      }
    } else if (const auto* alu = std::get_if<Alu>(&instruction)) {
      r[alu->dst.index] = result(*alu, r);
    } else if (const auto* load = std::get_if<LoadImm64>(&instruction)) {
      r[load->dst.index] = wide(*load);
    } else if (const auto* read = std::get_if<Load>(&instruction)) {
      r[read->dst.index] =
          frame_address_stored_ && r[read->base.index].may_be_frame() ? kPerhapsFrame : kOther;
    } else if (const auto* call = std::get_if<Call>(&instruction)) {
      // A subprogram may hand back what it was given.
      const bool given = std::any_of(r.begin() + 1, r.begin() + 6,
                                     [](const Tracked& t) { return t.may_be_frame(); });
      std::fill(r.begin(), r.begin() + 6, kOther);
      if (call->kind == CallKind::Local && given) r[0] = kPerhapsFrame;
    } else {
      if (const auto* store = std::get_if<Store>(&instruction)) {
        const auto* src = std::get_if<Reg>(&store->src);
        if (src != nullptr && r[src->index].may_be_frame()) frame_address_stored_ = true;
      }
      for (const Reg reg : defs(instruction)) r[reg.index] = kOther;
    }
    return r;
  }

  bool is_loaded(std::uint32_t slot) const {
    return std::ranges::binary_search(program_.load_time.uses, slot, {}, &LoadTimeUse::slot);
  }

  static Tracked wide(const LoadImm64& load) {
    if (load.kind == WideKind::Map) return {Origin::Map, static_cast<std::int64_t>(load.value)};
    if (load.kind == WideKind::Immediate)
      return {Origin::Number, static_cast<std::int64_t>(load.value)};
    return kOther;
  }

  static Tracked result(const Alu& alu, const TrackedRegisters& r) {
    const auto* reg = std::get_if<Reg>(&alu.src);
    const Tracked src =
        reg != nullptr ? r[reg->index] : Tracked{Origin::Number, std::get<Imm>(alu.src).value};
    const Tracked dst = r[alu.dst.index];
    const bool whole = alu.width == Width::W64;
    if (alu.op == AluOp::Mov) {
      if (whole) return src;
      return src.origin == Origin::Number
                 ? Tracked{Origin::Number, static_cast<std::uint32_t>(src.value)}
                 : kOther;
    }
    const bool moves =
        whole && (alu.op == AluOp::Add || alu.op == AluOp::Sub) && src.origin == Origin::Number;
    if (moves && (dst.origin == Origin::Frame || dst.origin == Origin::Number)) {
      const auto step = static_cast<std::uint64_t>(src.value);
      const auto from = static_cast<std::uint64_t>(dst.value);
      return {dst.origin,
              static_cast<std::int64_t>(alu.op == AluOp::Add ? from + step : from - step)};
    }
    return dst.may_be_frame() || src.may_be_frame() ? kPerhapsFrame : kOther;
  }

  const Program& program_;
  const Function& function_;
  std::vector<TrackedRegisters> before_;
  std::vector<bool> changed_;  // by slot, since it flowed on
  bool frame_address_stored_ = false;
};

}  // namespace

std::vector<TrackedRegisters> track_frame_addresses(const Program& program,
                                                    const Function& function) {
  return Tracker(program, function).run();
}

}  // namespace assay
