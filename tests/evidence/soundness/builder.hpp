// SPDX-License-Identifier: Apache-2.0
// Instructions with labels, put together into a program.
#pragma once

#include <utility>
#include <vector>

#include "ir/program/program.hpp"

namespace assay::soundness {

class Builder {
 public:
  using Label = std::size_t;

  [[nodiscard]] Label new_label() {
    labels_.push_back(-1);
    return labels_.size() - 1;
  }
  void place(Label label) { labels_[label] = static_cast<std::int32_t>(code_.size()); }
  void add(const Instruction& instruction) { code_.push_back(instruction); }

  void mov(Reg dst, Operand src) { add(Alu{AluOp::Mov, Width::W64, dst, src}); }
  void alu(AluOp op, Reg dst, Operand src) { add(Alu{op, Width::W64, dst, src}); }
  void load(Width size, Reg dst, Reg base, std::int16_t offset) {
    add(Load{size, false, dst, base, offset});
  }
  void store(Width size, Reg base, std::int16_t offset, Operand src) {
    add(Store{size, base, offset, src});
  }
  void wide(Reg dst, WideKind kind, std::uint64_t value) {
    add(LoadImm64{dst, kind, value});
    add(WideTail{});
  }
  void call_helper(std::uint32_t id) { add(Call{CallKind::Helper, static_cast<std::int32_t>(id)}); }
  void call(Label function) {
    fixes_.emplace_back(code_.size(), function);
    add(Call{CallKind::Local, 0});
  }
  void jump(Label target) {
    fixes_.emplace_back(code_.size(), target);
    add(Jump{0, false});
  }
  void jump_wide(Label target) {
    fixes_.emplace_back(code_.size(), target);
    add(Jump{0, true});
  }
  void jump_if(JumpIf jump, Label target) {
    fixes_.emplace_back(code_.size(), target);
    add(jump);
  }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(code_.size()); }

  /// The instructions with every target filled in. Every label in use must have been placed.
  [[nodiscard]] std::vector<Instruction> finish() {
    for (const auto& [slot, label] : fixes_) {
      const std::int32_t target = labels_[label];
      if (auto* j = std::get_if<Jump>(&code_[slot])) j->target = target;
      if (auto* j = std::get_if<JumpIf>(&code_[slot])) j->target = target;
      if (auto* c = std::get_if<Call>(&code_[slot])) c->target = target;
    }
    return std::move(code_);
  }

 private:
  std::vector<Instruction> code_;
  std::vector<std::int32_t> labels_;
  std::vector<std::pair<std::size_t, Label>> fixes_;
};

}  // namespace assay::soundness
