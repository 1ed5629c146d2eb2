// SPDX-License-Identifier: Apache-2.0
// The generator's objects on the stack: records of the ring buffer by way of a dynptr.
#include <utility>

#include "evidence/soundness/scene.hpp"

namespace assay::soundness {

void Scene::point_at(Reg reg, std::int16_t at) {
  code_.mov(reg, kFramePointer);
  code_.alu(AluOp::Add, reg, Imm{sloppy() ? at + 8 : at});
}

/// The record is written from the stack, or read to it; now and then the object itself is touched.
void Scene::use_dynptr(std::int16_t at) {
  if (sloppy()) return code_.store(Width::W8, kFramePointer, at, Imm{0});
  const bool writes = one_in(2);
  const Helper* h = helper_named(writes ? "dynptr_write" : "dynptr_read");
  if (h == nullptr || (h->moves_packet && !entry_)) return;
  const std::int16_t buffer = fresh_stack(16);
  make_number(Reg{writes ? std::uint8_t{2} : std::uint8_t{4}});
  point_at(writes ? Reg{1} : Reg{3}, at);
  point_at(writes ? Reg{3} : Reg{1}, buffer);
  code_.mov(writes ? Reg{4} : Reg{2}, Imm{static_cast<std::int32_t>(random_.below(17))});
  code_.mov(Reg{5}, Imm{0});
  code_.call_helper(h->id);
  after_call(*h);
  set_number(Reg{0});
}

void Scene::end_dynptr(std::int16_t at) {
  const Helper* h = helper_named(one_in(2) ? "ringbuf_submit_dynptr" : "ringbuf_discard_dynptr");
  if (h == nullptr || sloppy()) return;
  point_at(Reg{1}, at);
  code_.mov(Reg{2}, Imm{0});
  code_.call_helper(h->id);
  after_call(*h);
  set(Reg{0}, {});
}

/// A dynptr is made, used, and given back, where the paths join or on each of two.
void Scene::dynptr_record(int depth) {
  const Helper* reserve = helper_named("ringbuf_reserve_dynptr");
  const bool nested = holds_reference_ && !sloppy();
  if (!maps_.ring || reserve == nullptr || !can_call() || nested) return helper();
  const auto at = static_cast<std::int16_t>(-432 - 8 * static_cast<int>(random_.below(9)));
  make_number(Reg{2});
  code_.wide(Reg{1}, WideKind::Map, *maps_.ring);
  code_.mov(Reg{3}, Imm{0});
  point_at(Reg{4}, at);
  code_.call_helper(reserve->id);
  after_call(*reserve);
  set_number(Reg{0});
  const bool held = std::exchange(holds_reference_, true);
  for (std::uint64_t i = random_.below(3); i > 0; --i) {
    use_dynptr(at);
    steps(1, depth - 1);
  }
  holds_reference_ = held;
  if (!one_in(3)) return end_dynptr(at);
  const auto other = code_.new_label();
  const auto join = code_.new_label();
  code_.jump_if(condition(number()), other);
  const Beliefs before = beliefs_;
  end_dynptr(at);
  code_.jump(join);
  const Beliefs first = std::exchange(beliefs_, before);
  code_.place(other);
  use_dynptr(at);
  end_dynptr(at);
  code_.place(join);
  meet(first);
}

}  // namespace assay::soundness
