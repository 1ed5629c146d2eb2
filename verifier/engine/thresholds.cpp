// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/thresholds.hpp"

#include <set>

#include "ir/isa/uses.hpp"

namespace assay {
namespace {

std::uint64_t sign_extended(Imm imm) { return static_cast<std::uint64_t>(std::int64_t{imm.value}); }

/// Registers that some test compares with another register. A compiler for an old CPU holds a
/// constant in one where the test is the wrong way round for an immediate.
RegSet compared_registers(const Program& program) {
  RegSet out;
  for (const Instruction& i : program.instructions) {
    const auto* jump = std::get_if<JumpIf>(&i);
    const auto* right = jump != nullptr ? std::get_if<Reg>(&jump->right) : nullptr;
    if (right == nullptr) continue;
    out.insert(jump->left);
    out.insert(*right);
  }
  return out;
}

}  // namespace

std::vector<std::uint64_t> thresholds_of(const Environment& env) {
  std::set<std::uint64_t> out{0, 1, 0xff, 0xffff, 0x7fffffff, 0xffffffffu};
  // A bound on a scaled index bounds the index itself. Small quotients would only make the steps
  // small.
  constexpr std::uint64_t kLeastQuotient = 16;
  const auto add = [&](std::uint64_t c) {
    for (const std::uint64_t scale : {1, 2, 4, 8}) {
      if (scale > 1 && (c % scale != 0 || c / scale < kLeastQuotient)) continue;
      for (const std::int64_t d : {-1, 0, 1}) out.insert(c / scale + static_cast<std::uint64_t>(d));
    }
  };
  const RegSet compared = compared_registers(env.program);
  for (const Instruction& i : env.program.instructions) {
    if (const auto* jump = std::get_if<JumpIf>(&i)) {
      if (const auto* imm = std::get_if<Imm>(&jump->right)) add(sign_extended(*imm));
    } else if (const auto* alu = std::get_if<Alu>(&i)) {
      const auto* imm = std::get_if<Imm>(&alu->src);
      if (alu->op == AluOp::Mov && imm != nullptr && compared.contains(alu->dst))
        add(sign_extended(*imm));
    }
  }
  for (const Map& m : env.program.maps) add(m.value_size);
  return {out.begin(), out.end()};
}

}  // namespace assay
