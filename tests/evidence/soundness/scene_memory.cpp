// SPDX-License-Identifier: Apache-2.0
// The generator's small steps with memory.
#include <array>

#include "evidence/soundness/scene.hpp"

namespace assay::soundness {
std::optional<Reg> Scene::pointer() {
  for (int tries = 0; tries < 12; ++tries) {
    const Reg reg{static_cast<std::uint8_t>(random_.below(10))};
    if (beliefs_[reg.index].holds == Holds::Memory && beliefs_[reg.index].room > 0) return reg;
  }
  return std::nullopt;
}

/// One load, store or atomic operation somewhere in the first `room` bytes.
void Scene::access(Reg base, std::uint32_t room) {
  const Belief b = beliefs_[base.index];
  Width size = kWidths[random_.below(4)];
  while (bytes(size) > room && size != Width::W8) size = static_cast<Width>(bytes(size) / 2);
  if (room == 0) return;
  auto offset = static_cast<std::int16_t>(random_.below(room - bytes(size) + 1));
  if (one_in(3)) offset = static_cast<std::int16_t>(room - bytes(size));
  if (sloppy()) ++offset;
  const bool atomically = b.atomic && room >= 8 && one_in(3);
  if (atomically) {
    size = one_in(2) ? Width::W32 : Width::W64;
    offset = static_cast<std::int16_t>(random_.below(room - bytes(size) + 1));
  }
  const auto kind = random_.below(4);
  if (atomically) {
    offset = static_cast<std::int16_t>(offset & ~static_cast<int>(bytes(size) - 1));
    const auto op = static_cast<AtomicOp>(
        random_.below(static_cast<std::uint64_t>(AtomicOp::CompareExchange) + 1));
    const bool always = op == AtomicOp::Exchange || op == AtomicOp::CompareExchange;
    Reg src = number();
    if ((free_ >> src.index & 1) == 0) src = any_register();
    if (beliefs_[src.index].holds != Holds::Number) make_number(src);
    if (op == AtomicOp::CompareExchange && beliefs_[0].holds != Holds::Number) {
      if ((free_ & 1) == 0) return;
      make_number(Reg{0});
    }
    if (op == AtomicOp::CompareExchange && (free_ & 1) == 0) return;
    if (beliefs_[base.index].holds != Holds::Memory || beliefs_[src.index].holds != Holds::Number)
      return;
    code_.add(Atomic{op, always || one_in(2), size, base, offset, src});
    set_number(src);
    if (op == AtomicOp::CompareExchange) set_number(Reg{0});
    return;
  }
  if (kind == 1 && b.writable) {
    const Operand src = operand();
    if (beliefs_[base.index].holds != Holds::Memory) return;
    return code_.store(size, base, offset, src);
  }
  const Reg dst = any_register();
  if (dst == base) return;
  code_.add(Load{size, size != Width::W64 && one_in(3), dst, base, offset});
  set_number(dst);
}

void Scene::access_some() {
  const auto base = pointer();
  if (!base) return stack_access();
  access(*base, beliefs_[base->index].room);
}

/// An access at an offset that only the run knows.
void Scene::moved_access(int depth) {
  const auto base = pointer();
  if (!base) return one_in(2) ? packet_check(depth) : stack_access();
  const Belief b = beliefs_[base->index];
  if (b.room < 2) return;
  const Reg index = number();
  const auto scale = static_cast<std::int32_t>(std::uint64_t{1} << random_.below(4));
  const auto most = static_cast<std::uint32_t>(random_.below(b.room));
  const auto steps_allowed = most / static_cast<std::uint32_t>(scale);
  bound(index, steps_allowed);
  if (beliefs_[base->index].holds != Holds::Memory) return;
  const Reg moved = any_register();
  if (moved == *base || moved == index) return;
  code_.mov(moved, index);
  if (scale > 1) {
    if (one_in(2))
      code_.alu(AluOp::Mul, moved, Imm{scale});
    else
      code_.alu(AluOp::Lsh, moved, Imm{__builtin_ctz(static_cast<unsigned>(scale))});
  }
  if (one_in(2)) {
    code_.alu(AluOp::Add, moved, *base);
  } else {
    const Reg sum = any_register();
    if (sum == moved || sum == *base) return set_number(moved);
    code_.mov(sum, *base);
    code_.alu(AluOp::Add, sum, moved);
    set_number(moved);
    Belief there = b;
    there.room = b.room - steps_allowed * static_cast<std::uint32_t>(scale);
    there.atomic = false;
    set(sum, there);
    return access(sum, there.room);
  }
  Belief there = b;
  there.room = b.room - steps_allowed * static_cast<std::uint32_t>(scale);
  there.atomic = false;
  if (there.room > 4 && one_in(3)) {
    // A second unknown beside the first.
    const Reg second = number();
    const auto more = static_cast<std::uint32_t>(random_.below(there.room / 2));
    bound(second, more);
    if (second == moved || second == *base) return;
    code_.alu(AluOp::Add, moved, second);
    there.room -= more;
  }
  set(moved, there);
  if (one_in(4)) return reach_back(moved, there.room);
  access(moved, there.room);
}

/// The pointer goes forward, and the access back from there.
void Scene::reach_back(Reg pointer, std::uint32_t room) {
  const Reg dst = any_register();
  if (dst == pointer || room == 0) return;
  const bool added = one_in(2);
  const auto ahead = static_cast<std::int32_t>(random_.below(std::uint64_t{2} * room));
  code_.alu(added ? AluOp::Add : AluOp::Sub, pointer, Imm{ahead});
  const Width size = room >= 4 && one_in(2) ? Width::W32 : Width::W8;
  auto offset = static_cast<std::int32_t>(random_.below(room - bytes(size) + 1));
  if (sloppy()) --offset;
  offset += added ? -ahead : ahead;
  code_.load(size, dst, pointer, static_cast<std::int16_t>(offset));
  set_number(dst);
  set(pointer, {});
}

std::int16_t Scene::fresh_stack(std::uint32_t size) {
  const auto at = static_cast<std::int16_t>(-200 - 8 * static_cast<int>(random_.below(8)));
  for (std::uint32_t i = 0; i < size; i += 8)
    code_.store(Width::W64, kFramePointer, static_cast<std::int16_t>(at + static_cast<int>(i)),
                Imm{immediate()});
  return at;
}

void Scene::stack_access() {
  if (stack_words_ == 0) {
    stack_words_ = 1 + static_cast<std::uint32_t>(random_.below(4));
    for (std::uint32_t w = 1; w <= stack_words_; ++w)
      code_.store(Width::W64, kFramePointer, static_cast<std::int16_t>(-8 * static_cast<int>(w)),
                  operand());
    return;
  }
  const Reg reg = any_register();
  // Now and then the range takes in what was spilled further down.
  const std::uint32_t room = one_in(5) ? 136 : 8 * stack_words_;
  Belief b;
  b.holds = Holds::Memory;
  b.writable = b.atomic = true;
  code_.mov(reg, kFramePointer);
  code_.alu(AluOp::Add, reg, Imm{-static_cast<std::int32_t>(room)});
  b.room = room;
  set(reg, b);
  if (one_in(2)) return access(reg, room);
  moved_access(0);
}

/// A register goes to the stack and comes back, whole or in parts.
void Scene::spill() {
  const auto slot = static_cast<std::int16_t>(-100 - 4 - 8 * static_cast<int>(random_.below(4)));
  const Reg from{static_cast<std::uint8_t>(random_.below(10))};
  const Belief b = beliefs_[from.index];
  if (b.holds == Holds::Nothing) return arithmetic();
  code_.store(Width::W64, kFramePointer, slot, from);
  if (b.holds == Holds::Number && one_in(3))
    code_.store(kWidths[random_.below(4)], kFramePointer, slot, operand());
  const Reg to = any_register();
  const Width size = b.holds == Holds::Number ? kWidths[random_.below(4)] : Width::W64;
  code_.add(Load{size, size != Width::W64 && one_in(4), to, kFramePointer, slot});
  set(to, b);
  if (b.holds == Holds::Number) set_number(to);
}

/// A test of a region's marks that says nothing of its bytes: against null, against each other, of
/// an address before the region, or of the length. `between` is overwritten.
void Scene::mark_test(Reg data, Reg data_end, Reg between) {
  const Reg n = number();
  if (n == data || n == data_end || n == between) return;
  const auto on = code_.new_label();
  const JumpOp op = one_in(2) ? JumpOp::Eq : JumpOp::Ne;
  const JumpOp order = one_in(2) ? JumpOp::Ge : JumpOp::Lt;
  code_.mov(between, one_in(2) ? data : data_end);
  switch (random_.below(5)) {
    case 0:
      code_.jump_if({op, Width::W64, between, Imm{0}, 0}, on);
      break;
    case 1:
      code_.jump_if({one_in(2) ? op : order, Width::W64, data, data_end, 0}, on);
      break;
    case 2:
      code_.alu(AluOp::Add, between, Imm{-static_cast<std::int32_t>(random_.below(80))});
      code_.jump_if({order, Width::W64, between, one_in(2) ? data : data_end, 0}, on);
      break;
    case 3:
      code_.alu(AluOp::Add, between, Imm{static_cast<std::int32_t>(random_.below(80)) - 40});
      code_.jump_if({op, Width::W64, between, Imm{0}, 0}, on);
      break;
    default:
      code_.mov(between, data_end);
      code_.alu(AluOp::Sub, between, data);
      code_.jump_if({one_in(2) ? order : JumpOp::Sgt, Width::W64, between,
                     Imm{static_cast<std::int32_t>(random_.below(100)) - 20}, 0},
                    on);
      break;
  }
  code_.mov(n, Imm{immediate()});
  code_.place(on);
  set_number(n);
  set(between, {});
}

/// data + offset + size is compared with data_end, and the bytes before it are accessed.
void Scene::packet_check(int depth) {
  const ContextField* begin = nullptr;
  const ContextField* end = nullptr;
  for (const ContextField& f : contract_.fields) {
    if (f.kind != FieldKind::RegionMark || f.region != 0) continue;
    if (f.mark + 1 == contract_.regions[0].marks) end = &f;
    if (f.mark + 2 == contract_.regions[0].marks) begin = &f;
  }
  if (begin == nullptr || end == nullptr || !entry_) return direct_value();
  const Reg data = any_register();
  const Reg data_end = any_register();
  const Reg index = number();
  if (data == data_end || data == index || data_end == index || holds_reference_)
    return arithmetic();
  const auto load_mark = [&](const ContextField* f, Reg reg) {
    code_.load(static_cast<Width>(f->size), reg, Reg{6}, static_cast<std::int16_t>(f->offset));
  };
  load_mark(begin, data);
  load_mark(end, data_end);
  set(data, {});
  set(data_end, {});
  const Reg between = any_register();
  if (one_in(3) && between != data && between != data_end && between != index)
    mark_test(data, data_end, between);
  const bool varies = one_in(2);
  if (varies) {
    bound(index, one_in(2) ? 63 : 0xffff);
    code_.alu(AluOp::Add, data, index);
  }
  const auto size = static_cast<std::uint32_t>(1 + random_.below(20));
  Reg limit = any_register();
  if (limit == data || limit == data_end) return;
  code_.mov(limit, data);
  code_.alu(AluOp::Add, limit, Imm{static_cast<std::int32_t>(size)});
  set(limit, {});
  if (!out_) out_ = code_.new_label();
  static_cast<void>(depth);
  switch (random_.below(4)) {
    case 0:
      code_.jump_if({JumpOp::Gt, Width::W64, limit, data_end, 0}, *out_);
      break;
    case 1:
      code_.jump_if({JumpOp::Lt, Width::W64, data_end, limit, 0}, *out_);
      break;
    case 2:
      code_.jump_if({JumpOp::Ge, Width::W64, limit, data_end, 0}, *out_);
      break;
    default: {
      const auto on = code_.new_label();
      code_.jump_if({JumpOp::Le, Width::W64, limit, data_end, 0}, on);
      code_.jump(*out_);
      code_.place(on);
      break;
    }
  }
  Belief b;
  b.holds = Holds::Memory;
  b.room = sloppy() ? size + 1 : size;
  b.writable = contract_.regions[0].writable;
  b.packet = true;
  set(data, b);
  Belief e;
  e.holds = Holds::PacketEnd;
  set(data_end, e);
  access(data, b.room);
}

/// A pointer walks through the packet as long as what it reads is there and rounds are left.
void Scene::packet_scan() {
  const ContextField* begin = nullptr;
  const ContextField* end = nullptr;
  for (const ContextField& f : contract_.fields) {
    if (f.kind != FieldKind::RegionMark || f.region != 0) continue;
    if (f.mark + 1 == contract_.regions[0].marks) end = &f;
    if (f.mark + 2 == contract_.regions[0].marks) begin = &f;
  }
  const std::uint32_t free_before = free_;
  if (__builtin_popcount(free_) < 4) return arithmetic();
  std::array<Reg, 4> regs;
  for (Reg& reg : regs) {
    reg = any_register();
    free_ &= ~(1u << reg.index);
  }
  free_ = free_before;
  if (begin == nullptr || end == nullptr || !entry_ || holds_reference_) return arithmetic();
  const auto [data, data_end, limit, counter] = regs;
  code_.load(static_cast<Width>(begin->size), data, Reg{6},
             static_cast<std::int16_t>(begin->offset));
  code_.load(static_cast<Width>(end->size), data_end, Reg{6},
             static_cast<std::int16_t>(end->offset));
  const auto stride = static_cast<std::int32_t>(1 + random_.below(8));
  const auto rounds = static_cast<std::int32_t>(1 + random_.below(one_in(5) ? 60 : 10));
  code_.mov(counter, Imm{rounds});
  const auto head = code_.new_label();
  const auto out = code_.new_label();
  code_.place(head);
  code_.mov(limit, data);
  code_.alu(AluOp::Add, limit, Imm{stride});
  code_.jump_if({JumpOp::Gt, Width::W64, limit, data_end, 0}, out);
  Width size = kWidths[random_.below(4)];
  while (bytes(size) > static_cast<unsigned>(stride)) size = static_cast<Width>(bytes(size) / 2);
  const auto at = static_cast<std::int16_t>(stride - static_cast<int>(bytes(size)));
  code_.load(size, limit, data, sloppy() ? static_cast<std::int16_t>(at + 1) : at);
  if (one_in(2)) {
    // Records of a length that they state themselves.
    code_.alu(AluOp::And, limit, Imm{static_cast<std::int32_t>(1 + random_.below(31))});
    if (one_in(2)) code_.alu(AluOp::Add, limit, Imm{1});
    code_.alu(AluOp::Add, data, limit);
  } else {
    code_.alu(AluOp::Add, data, Imm{stride});
  }
  code_.add(Alu{AluOp::Sub, one_in(2) ? Width::W32 : Width::W64, counter, Imm{1}});
  code_.jump_if({one_in(2) ? JumpOp::Ne : JumpOp::Gt, Width::W64, counter, Imm{0}, 0}, head);
  code_.place(out);
  for (const Reg reg : regs) set(reg, {});
  set_number(counter);
}

/// The packet loads of old, where a contract has them.
void Scene::legacy_load() {
  if (!contract_.policy.legacy_packet_access || !can_call() || !entry_ || holds_reference_)
    return packet_scan();
  static constexpr Width kSizes[] = {Width::W8, Width::W16, Width::W32};
  LoadPacket load{kSizes[random_.below(3)], one_in(2), Reg{0},
                  static_cast<std::int32_t>(random_.below(64))};
  if (load.indirect) load.src = number();
  code_.add(load);
  after_call();
  set_number(Reg{0});
}

void Scene::map_lookup(int depth) {
  const auto map = one_in(2) ? maps_.array : maps_.hash;
  const Helper* h = helper_named(one_in(8) ? "map_update_elem" : "map_lookup_elem");
  if (!map || h == nullptr || !can_call() || holds_reference_) return direct_value();
  const Map& m = program_.maps[*map];
  const std::int16_t key = fresh_stack(8);
  if (one_in(2)) {
    const Reg k = number();
    if (one_in(2)) bound(k, m.max_entries - 1);
    code_.store(Width::W32, kFramePointer, key, k);
  }
  code_.wide(Reg{1}, WideKind::Map, *map);
  code_.mov(Reg{2}, kFramePointer);
  code_.alu(AluOp::Add, Reg{2}, Imm{key});
  if (h->name == "map_update_elem") {
    const auto value = static_cast<std::int16_t>(-400);
    for (int i = 0; i < static_cast<int>(m.value_size); i += 8)
      code_.store(Width::W64, kFramePointer, static_cast<std::int16_t>(value + i), operand());
    code_.mov(Reg{3}, kFramePointer);
    code_.alu(AluOp::Add, Reg{3}, Imm{value});
    code_.mov(Reg{4}, Imm{0});
  }
  code_.call_helper(h->id);
  after_call();
  set_number(Reg{0});
  if (h->name == "map_update_elem") return;
  set(Reg{0}, {});
  Belief b;
  b.holds = Holds::Memory;
  b.room = m.value_size;
  b.writable = b.atomic = true;
  const Reg kept = one_in(2) ? any_register() : Reg{0};
  if (kept.index != 0) code_.mov(kept, Reg{0});
  set(kept, {});
  if (one_in(2)) {
    if (!out_) out_ = code_.new_label();
    if (!sloppy())
      code_.jump_if({JumpOp::Eq, Width::W64, one_in(2) ? kept : Reg{0}, Imm{0}, 0}, *out_);
    set(kept, b);
    return access(kept, b.room);
  }
  const auto skip = code_.new_label();
  code_.jump_if({JumpOp::Eq, Width::W64, kept, Imm{0}, 0}, skip);
  const Beliefs before = beliefs_;
  set(kept, b);
  access(kept, b.room);
  steps(2, depth - 1 < 0 ? 0 : depth - 1);
  code_.place(skip);
  meet(before);
}

void Scene::direct_value() {
  const auto map = one_in(2) ? maps_.constants : maps_.data;
  if (!map) return arithmetic();
  const Map& m = program_.maps[*map];
  const Reg reg = any_register();
  const auto at = static_cast<std::uint32_t>(random_.below(m.value_size));
  code_.wide(reg, WideKind::MapValue, std::uint64_t{at} << 32 | *map);
  Belief b;
  b.holds = Holds::Memory;
  b.room = m.value_size - at;
  b.writable = !m.read_only;
  b.atomic = b.writable && at % 8 == 0;
  set(reg, b);
  if (one_in(2))
    moved_access(0);
  else
    access(reg, b.room);
}

}  // namespace assay::soundness
