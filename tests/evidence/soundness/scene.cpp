// SPDX-License-Identifier: Apache-2.0
// The generator's frame: functions, branches, loops and calls.
#include "evidence/soundness/scene.hpp"

#include <algorithm>

namespace assay::soundness {

void Scene::steps(int count, int depth) {
  for (int i = 0; i < count; ++i) step(depth);
}

void Scene::step(int depth) {
  switch (random_.below(26)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
      return arithmetic();
    case 5:
      return unary();
    case 6:
      return make_number(any_register());
    case 7:
    case 8:
      return access_some();
    case 9:
    case 10:
      return moved_access(depth);
    case 11:
      return stack_access();
    case 12:
      return spill();
    case 13:
    case 14:
    case 15:
      return packet_check(depth);
    case 16:
      return map_lookup(depth);
    case 17:
      return direct_value();
    case 18:
    case 19:
    case 20:
      return branch(depth);
    case 21:
      return loop(depth);
    case 22:
      return call_function();
    case 23:
      return one_in(3) ? ring_record(depth) : one_in(6) ? tail_call() : helper();
    case 24:
      return packet_scan();
    default:
      return legacy_load();
  }
}

void Scene::set_number(Reg reg, std::uint64_t most) {
  Belief b;
  b.holds = Holds::Number;
  b.most = most;
  set(reg, b);
}

void Scene::meet(const Beliefs& other) {
  for (std::size_t i = 0; i < beliefs_.size(); ++i) {
    Belief& b = beliefs_[i];
    const Belief& o = other[i];
    if (b.holds != o.holds || b.packet != o.packet) b = {};
    b.most = std::max(b.most, o.most);
    b.room = std::min(b.room, o.room);
    b.writable = b.writable && o.writable;
    b.atomic = b.atomic && o.atomic;
  }
}

JumpIf Scene::condition(Reg left) {
  JumpIf jump;
  jump.op = static_cast<JumpOp>(random_.below(static_cast<std::uint64_t>(JumpOp::Set) + 1));
  jump.width = one_in(2) ? Width::W32 : Width::W64;
  jump.left = left;
  const bool rarely_equal =
      jump.op == JumpOp::Eq || jump.op == JumpOp::Ne || jump.op == JumpOp::Set;
  const bool free = (free_ >> left.index & 1) != 0;
  if (rarely_equal && free && !one_in(3)) {
    // Few values, so that runs go both ways.
    code_.add(Alu{AluOp::And, one_in(2) ? Width::W32 : Width::W64, left, Imm{3}});
    set_number(left, 3);
    jump.right = Imm{static_cast<std::int32_t>(random_.below(4))};
    if (one_in(2)) {
      const Reg other = number();
      if (other != left && (free_ >> other.index & 1) != 0) {
        code_.alu(AluOp::And, other, Imm{3});
        set_number(other, 3);
        jump.right = other;
      }
    }
    return jump;
  }
  jump.right = operand();
  return jump;
}

void Scene::branch(int depth) {
  if (depth <= 0) return arithmetic();
  const Reg left = number();
  const auto skip = code_.new_label();
  code_.jump_if(condition(left), skip);
  const Beliefs before = beliefs_;
  const std::uint32_t words = stack_words_;
  steps(1 + static_cast<int>(random_.below(3)), depth - 1);
  if (one_in(3)) {
    const auto end = code_.new_label();
    if (one_in(4))
      code_.jump_wide(end);
    else
      code_.jump(end);
    code_.place(skip);
    const Beliefs first = beliefs_;
    beliefs_ = before;
    stack_words_ = words;
    steps(1 + static_cast<int>(random_.below(2)), depth - 1);
    code_.place(end);
    meet(first);
  } else {
    code_.place(skip);
    meet(before);
  }
  stack_words_ = std::min(stack_words_, words);
}

bool Scene::can_call() const { return (free_ & 0x3f) == 0x3f; }

void Scene::after_call() {
  for (std::size_t i = 1; i <= 5; ++i) beliefs_[i] = {};
}

void Scene::after_call(const Helper& called) {
  after_call();
  if (!called.moves_packet) return;
  for (Belief& b : beliefs_) {
    if (!sloppy() && (b.packet || b.holds == Holds::PacketEnd)) b = {};
  }
}

void Scene::call_function() {
  if (callees_.empty() || !can_call()) return arithmetic();
  const Reg a = number();
  code_.mov(Reg{1}, a);
  set_number(Reg{1});
  const Reg b = number();
  code_.mov(Reg{2}, b);
  set_number(Reg{2});
  const Reg c = number();
  code_.mov(Reg{3}, c);
  const std::int16_t place = fresh_stack(16);
  code_.mov(Reg{4}, kFramePointer);
  code_.alu(AluOp::Add, Reg{4}, Imm{place});
  code_.call(callees_[random_.below(callees_.size())]);
  after_call();
  set_number(Reg{0});
}

const Helper* Scene::helper_named(std::string_view name) const {
  for (const Helper& h : contract_.helpers) {
    if (h.name == name) return &h;
  }
  return nullptr;
}

/// A helper whose arguments are numbers, the context, or memory on the stack.
void Scene::helper() {
  if (!can_call() || contract_.helpers.empty()) return arithmetic();
  const Helper& h = contract_.helpers[random_.below(contract_.helpers.size())];
  const bool simple = h.returns == ReturnKind::Scalar && h.callback_argument < 0 && !h.acquires &&
                      h.releases < 0 && !h.tail_call;
  if (!simple || (h.moves_packet && !entry_)) return make_number(Reg{0});
  std::optional<std::int16_t> written;  // a buffer that only the helper fills
  for (std::size_t i = 0; i < 5; ++i) {
    const Reg reg{static_cast<std::uint8_t>(i + 1)};
    const Argument& arg = h.args[i];
    switch (arg.kind) {
      case ArgKind::None:
        continue;
      case ArgKind::Any:
      case ArgKind::Scalar:
        make_number(reg);
        if (arg.kind == ArgKind::Scalar && arg.max != ~std::uint64_t{0}) bound(reg, arg.max);
        break;
      case ArgKind::Context:
        if (!entry_) return make_number(Reg{0});
        code_.mov(reg, Reg{6});
        break;
      case ArgKind::WriteMemory:
        written = static_cast<std::int16_t>(-320 - 8 * static_cast<int>(random_.below(4)));
        code_.mov(reg, kFramePointer);
        code_.alu(AluOp::Add, reg, Imm{*written});
        set(reg, {});
        break;
      case ArgKind::ReadMemory:
      case ArgKind::ReadWriteMemory: {
        const std::int16_t at = fresh_stack(16);
        code_.mov(reg, kFramePointer);
        code_.alu(AluOp::Add, reg, Imm{at});
        set(reg, {});
        break;
      }
      case ArgKind::Size:
      case ArgKind::SizeOrZero:
        if (one_in(2)) {
          code_.mov(reg, Imm{1 + static_cast<std::int32_t>(random_.below(sloppy() ? 20 : 16))});
        } else {
          make_number(reg);
          bound(reg, 15);
          if (!sloppy()) code_.alu(AluOp::Add, reg, Imm{1});
        }
        set(reg, {});
        break;
      case ArgKind::MapHandle:
      case ArgKind::MapKey:
      case ArgKind::MapValueIn:
      case ArgKind::MapValueOut:
      case ArgKind::AllocatedMemory:
      case ArgKind::Callback:
      case ArgKind::StackPointer:
      case ArgKind::SocketReference:
      case ArgKind::ConstString:
      case ArgKind::OpaqueHandle:
      case ArgKind::NewObject:
      case ArgKind::StackObject:
        return make_number(Reg{0});
    }
  }
  code_.call_helper(h.id);
  after_call(h);
  set_number(Reg{0});
  if (!written || one_in(2)) return;
  const auto skip = code_.new_label();
  const bool failed_is_told = one_in(2);
  if (failed_is_told) {
    static constexpr JumpOp kTests[] = {JumpOp::Ne, JumpOp::Slt, JumpOp::Sle};
    code_.jump_if(
        {kTests[random_.below(3)], one_in(3) ? Width::W32 : Width::W64, Reg{0}, Imm{0}, 0}, skip);
  }
  const Beliefs before = beliefs_;
  const Reg dst = any_register();
  code_.load(one_in(2) ? Width::W8 : Width::W32, dst, kFramePointer, *written);
  set_number(dst);
  code_.place(skip);
  if (failed_is_told) meet(before);
}

/// Another program takes over, or does not.
void Scene::tail_call() {
  const Helper* h = helper_named("tail_call");
  if (!maps_.programs || h == nullptr || !entry_ || !can_call() || holds_reference_)
    return helper();
  make_number(Reg{3});
  code_.mov(Reg{1}, Reg{6});
  code_.wide(Reg{2}, WideKind::Map, *maps_.programs);
  code_.call_helper(h->id);
  after_call(*h);
  if (h->returns != ReturnKind::Void) set_number(Reg{0});
}

/// A record is reserved, written, and submitted or discarded.
void Scene::ring_record(int depth) {
  if (one_in(2)) return dynptr_record(depth);
  const Helper* reserve = helper_named("ringbuf_reserve");
  const Helper* submit = helper_named(one_in(2) ? "ringbuf_submit" : "ringbuf_discard");
  if (!maps_.ring || reserve == nullptr || submit == nullptr || !can_call()) return helper();
  const auto size = static_cast<std::int32_t>(8 + random_.below(24));
  code_.wide(Reg{1}, WideKind::Map, *maps_.ring);
  code_.mov(Reg{2}, Imm{size});
  code_.mov(Reg{3}, Imm{0});
  code_.call_helper(reserve->id);
  after_call();
  set(Reg{0}, {});
  const auto skip = code_.new_label();
  code_.jump_if({JumpOp::Eq, Width::W64, Reg{0}, Imm{0}, 0}, skip);
  const Beliefs before = beliefs_;
  const std::uint32_t free_before = free_;
  free_ &= ~1u;
  Belief record;
  record.holds = Holds::Memory;
  record.room = static_cast<std::uint32_t>(size);
  record.writable = record.atomic = true;
  set(Reg{0}, record);
  const bool held = std::exchange(holds_reference_, true);
  for (int i = 0; i < 3; ++i) {
    access(Reg{0}, record.room);
    arithmetic();
  }
  holds_reference_ = held;
  free_ = free_before;
  code_.mov(Reg{1}, Reg{0});
  code_.mov(Reg{2}, Imm{0});
  code_.call_helper(submit->id);
  after_call();
  set(Reg{0}, {});
  code_.place(skip);
  meet(before);
}

void Scene::finish() {
  const ReturnRange& range = contract_.result;
  if (entry_ && range.checked) {
    if (one_in(2) || range.max - range.min > 64) {
      code_.mov(Reg{0}, Imm{static_cast<std::int32_t>(range.min)});
    } else {
      const Reg n = number();
      code_.mov(Reg{0}, n);
      set_number(Reg{0}, beliefs_[n.index].most);
      free_ |= 1;
      const auto spread = static_cast<std::int32_t>(range.max - range.min + 1);
      code_.alu(AluOp::Mod, Reg{0}, Imm{spread});
      code_.alu(AluOp::Add, Reg{0}, Imm{static_cast<std::int32_t>(range.min)});
    }
  } else {
    const Reg n = number();
    code_.mov(Reg{0}, n);
  }
  code_.add(Exit{});
  if (!out_) return;
  code_.place(*out_);
  code_.mov(Reg{0}, Imm{static_cast<std::int32_t>(entry_ && range.checked ? range.max : 7)});
  code_.add(Exit{});
}

void Scene::entry(const std::vector<Builder::Label>& callees, int count) {
  entry_ = true;
  callees_ = callees;
  code_.mov(Reg{6}, Reg{1});
  Belief context;
  context.holds = Holds::Context;
  set(Reg{6}, context);
  free_ = 0x3ff & ~(1u << 6);
  stack_words_ = static_cast<std::uint32_t>(random_.below(9));
  for (std::uint32_t w = 1; w <= stack_words_; ++w)
    code_.store(Width::W64, kFramePointer, static_cast<std::int16_t>(-8 * static_cast<int>(w)),
                Imm{immediate()});
  steps(count, 3);
  finish();
}

void Scene::function(int count) {
  for (const std::uint8_t r : {1, 2, 3}) set_number(Reg{r});
  Belief memory;
  memory.holds = Holds::Memory;
  memory.room = 16;
  memory.writable = memory.atomic = true;
  set(Reg{4}, memory);
  steps(count, 2);
  finish();
}

}  // namespace assay::soundness
