// SPDX-License-Identifier: Apache-2.0
// The generator's loops.
#include <utility>

#include "evidence/soundness/scene.hpp"

namespace assay::soundness {

/// Chooses what the loop counts in, how far, and which way.
Scene::Loop Scene::plan_loop() {
  Loop plan;
  plan.counter = any_register();
  free_ &= ~(1u << plan.counter.index);
  plan.scratch = {any_register(), any_register()};
  for (const Reg reg : plan.scratch) make_number(reg);
  plan.most = static_cast<std::int32_t>(1 + random_.below(one_in(6) ? 100 : 12));
  plan.shape = static_cast<LoopShape>(random_.below(4));
  plan.width = one_in(3) ? Width::W32 : Width::W64;
  if (plan.shape == LoopShape::Up && one_in(2)) {
    const Reg limit = number();
    const bool own = limit != plan.scratch[0] && limit != plan.scratch[1] && limit != plan.counter;
    if (own) {
      bound(limit, static_cast<std::uint64_t>(plan.most));
      plan.limit = limit;
    }
  }
  return plan;
}

void Scene::start_loop(const Loop& plan) {
  switch (plan.shape) {
    case LoopShape::Up:
      return code_.mov(plan.counter, Imm{0});
    case LoopShape::DownToZero:
    case LoopShape::DownSigned:
      return code_.mov(plan.counter, Imm{plan.most});
    case LoopShape::Shrinking:
      make_number(plan.counter);
      if (!sloppy()) code_.alu(AluOp::And, plan.counter, Imm{0xffff});
      return;
  }
}

void Scene::test_loop(const Loop& plan, Builder::Label out) {
  if (plan.shape == LoopShape::Up) {
    JumpIf leave{one_in(4) ? JumpOp::Sge : JumpOp::Ge, plan.width, plan.counter, Imm{plan.most}, 0};
    if (plan.limit) leave.right = *plan.limit;
    code_.jump_if(leave, out);
    beliefs_[plan.counter.index].most = static_cast<std::uint64_t>(plan.most) - 1;
  } else if (plan.shape == LoopShape::Shrinking) {
    code_.jump_if({JumpOp::Eq, Width::W64, plan.counter, Imm{0}, 0}, out);
  }
}

void Scene::close_loop(const Loop& plan, Builder::Label head) {
  switch (plan.shape) {
    case LoopShape::Up: {
      const std::int32_t stride = one_in(3) ? 2 + static_cast<std::int32_t>(random_.below(3)) : 1;
      code_.add(Alu{AluOp::Add, plan.width, plan.counter, Imm{stride}});
      return code_.jump(head);
    }
    case LoopShape::DownToZero:
      code_.add(Alu{AluOp::Add, plan.width, plan.counter, Imm{-1}});
      return code_.jump_if({JumpOp::Ne, plan.width, plan.counter, Imm{0}, 0}, head);
    case LoopShape::DownSigned:
      code_.add(Alu{AluOp::Sub, plan.width, plan.counter, Imm{1}});
      return code_.jump_if({JumpOp::Sgt, plan.width, plan.counter, Imm{0}, 0}, head);
    case LoopShape::Shrinking:
      code_.add(Alu{AluOp::Rsh, plan.width, plan.counter,
                    Imm{1 + static_cast<std::int32_t>(random_.below(3))}});
      return code_.jump(head);
  }
}

/// Registers that the body may overwrite; with calls, r0 to r5 hold nothing at the loop's head.
std::uint32_t Scene::body_registers(const Loop& plan) {
  std::uint32_t body = 0;
  for (const Reg reg : plan.scratch) body |= 1u << reg.index;
  const bool kept = plan.counter.index >= 6 && (!plan.limit || plan.limit->index >= 6);
  if (!kept || !can_call() || !one_in(2)) return body;
  for (std::uint8_t r = 0; r < 6; ++r) {
    if ((body >> r & 1) == 0) set(Reg{r}, {});
  }
  return body | 0x3f;
}

/// Counts in a register that the body leaves alone; the body may overwrite two others, and what it
/// leaves in them is a number.
void Scene::loop(int depth) {
  if (depth <= 0 || __builtin_popcount(free_) < 3) return arithmetic();
  const std::uint32_t free_before = free_;
  const Loop plan = plan_loop();
  start_loop(plan);
  for (const Reg reg : plan.scratch) set_number(reg);
  set_number(plan.counter,
             plan.shape == LoopShape::Shrinking ? 0xffff : static_cast<std::uint64_t>(plan.most));
  const std::uint32_t words = stack_words_;
  free_ &= body_registers(plan);
  const Beliefs at_head = beliefs_;
  const auto head = code_.new_label();
  const auto out = code_.new_label();
  code_.place(head);
  test_loop(plan, out);
  steps(1 + static_cast<int>(random_.below(3)), depth > 1 ? 1 : 0);
  for (const Reg reg : plan.scratch) {
    if (beliefs_[reg.index].holds != Holds::Number) code_.mov(reg, Imm{immediate()});
  }
  close_loop(plan, head);
  code_.place(out);
  beliefs_ = at_head;
  set_number(plan.counter);
  stack_words_ = words;
  free_ = free_before;
}

}  // namespace assay::soundness
