// SPDX-License-Identifier: Apache-2.0
// A test of `value + N` against a limit lets values pass for which the sum wraps, so that it does
// not bound the value.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "verifier/explain/case.hpp"
#include "verifier/explain/numbers.hpp"

namespace assay {
namespace {

constexpr unsigned kDeepest = 16;  // steps that the bound of a value is looked for

std::uint64_t all_ones(Width width) {
  return width == Width::W64 ? ~std::uint64_t{0} : (std::uint64_t{1} << bits(width)) - 1;
}

/// Words from `low` upwards to `high`, around the end where high < low.
struct Arc {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
};

/// The words for which the comparison with a constant goes that way; nothing for comparisons that
/// are signed or no range, and where all words or none do.
std::optional<Arc> passing(const JumpIf& jump, std::uint64_t limit, Branch way) {
  const bool taken = way == Branch::Taken;
  const std::uint64_t top = all_ones(jump.width);
  const auto at_most = [&](std::uint64_t n) -> std::optional<Arc> {
    if (n >= top) return std::nullopt;
    return Arc{0, n};
  };
  const auto above = [&](std::uint64_t n) -> std::optional<Arc> {
    if (n >= top) return std::nullopt;
    return Arc{n + 1, top};
  };
  switch (jump.op) {
    case JumpOp::Gt:
      return taken ? above(limit) : at_most(limit);
    case JumpOp::Le:
      return taken ? at_most(limit) : above(limit);
    case JumpOp::Ge:
      if (limit == 0) return std::nullopt;
      return taken ? above(limit - 1) : at_most(limit - 1);
    case JumpOp::Lt:
      if (limit == 0) return std::nullopt;
      return taken ? at_most(limit - 1) : above(limit - 1);
    case JumpOp::Eq:
    case JumpOp::Ne:
    case JumpOp::Sgt:
    case JumpOp::Sge:
    case JumpOp::Slt:
    case JumpOp::Sle:
    case JumpOp::Set:
      return std::nullopt;
  }
  return std::nullopt;
}

/// The largest word that a definition may give, as far as its own code and that before it say;
/// nothing where something else may bound it.
class Largest {
 public:
  explicit Largest(const Case& c) : c_(c) {}

  std::optional<std::uint64_t> of(std::uint32_t slot, unsigned depth = 0) const {
    if (depth > kDeepest) return std::nullopt;
    const Instruction& instruction = c_.flow.at(slot);
    if (const auto* load = std::get_if<Load>(&instruction)) return of_load(*load, slot);
    const auto* alu = std::get_if<Alu>(&instruction);
    if (alu == nullptr) return std::nullopt;
    const auto right = of_operand(alu->src, slot, depth);
    if (alu->op == AluOp::Mov) return capped(right, alu->width);
    const auto left = of_register(alu->dst, slot, depth);
    if (!left || !right) return std::nullopt;
    return of_alu(*alu, *left, *right);
  }

 private:
  static std::optional<std::uint64_t> capped(std::optional<std::uint64_t> value, Width width) {
    if (!value) return value;
    return std::min(*value, all_ones(width));
  }

  /// Bytes of a map's value or of memory that a helper gave are any; other memory may hold what is
  /// known.
  std::optional<std::uint64_t> of_load(const Load& load, std::uint32_t slot) const {
    const auto base = c_.flow.sum(load.base, slot, Width::W64);
    if (load.sign_extend || !base || !base->definition || !gives_address(c_, *base->definition))
      return std::nullopt;
    return all_ones(load.size);
  }

  std::optional<std::uint64_t> of_register(Reg reg, std::uint32_t slot, unsigned depth) const {
    const Reaching found = c_.flow.definitions(reg, slot);
    if (found.from_entry) return std::nullopt;
    std::uint64_t most = 0;
    for (const std::uint32_t definition : found.slots) {
      const auto one = of(definition, depth + 1);
      if (!one) return std::nullopt;
      most = std::max(most, *one);
    }
    return most;
  }

  std::optional<std::uint64_t> of_operand(const Operand& operand, std::uint32_t slot,
                                          unsigned depth) const {
    if (const auto* reg = std::get_if<Reg>(&operand)) return of_register(*reg, slot, depth);
    return static_cast<std::uint64_t>(std::int64_t{std::get<Imm>(operand).value});
  }

  static std::optional<std::uint64_t> of_alu(const Alu& alu, std::uint64_t left,
                                             std::uint64_t right) {
    const std::uint64_t top = all_ones(alu.width);
    left = std::min(left, top);
    const bool constant = std::holds_alternative<Imm>(alu.src);
    right = std::min(right, top);
    switch (alu.op) {
      case AluOp::Add:
        return left > top - right ? top : left + right;
      case AluOp::Mul:
        return right != 0 && left > top / right ? top : left * right;
      case AluOp::And:
        return std::min(left, right);
      case AluOp::Rsh:
        if (!constant || right >= bits(alu.width)) return std::nullopt;
        return left >> right;
      case AluOp::Sub:
      case AluOp::Div:
      case AluOp::Sdiv:
      case AluOp::Mod:
      case AluOp::Smod:
      case AluOp::Or:
      case AluOp::Xor:
      case AluOp::Lsh:
      case AluOp::Arsh:
      case AluOp::Mov:
      case AluOp::Movsx8:
      case AluOp::Movsx16:
      case AluOp::Movsx32:
        return std::nullopt;
    }
    return std::nullopt;
  }

  const Case& c_;
};

/// What a test of a sum lets pass: values up to `most`, and the last `wrapped` ones of the width.
struct WrappingTest {
  std::uint32_t slot = 0;
  Width width{};
  std::uint64_t most = 0;
  std::uint64_t wrapped = 0;
};

bool share(const std::set<std::uint32_t>& a, const std::set<std::uint32_t>& b) {
  return std::ranges::any_of(a, [&](std::uint32_t slot) { return b.contains(slot); });
}

/// The sum that the guard tests, where it is of a value that the access rests on and may wrap.
std::optional<WrappingTest> wrapping(const Case& c, const Guard& guard,
                                     const std::vector<Guard>& guards,
                                     const std::set<std::uint32_t>& accessed) {
  const auto& jump = std::get<JumpIf>(c.flow.at(guard.slot));
  const auto* limit = std::get_if<Imm>(&jump.right);
  const auto sum = c.flow.sum(jump.left, guard.slot, jump.width);
  if (limit == nullptr || !sum || !sum->definition || !accessed.contains(*sum->definition))
    return std::nullopt;
  const std::uint64_t top = all_ones(jump.width);
  const auto arc =
      passing(jump, static_cast<std::uint64_t>(std::int64_t{limit->value}) & top, guard.way);
  if (!arc) return std::nullopt;
  const std::uint64_t low = (arc->low - sum->constant) & top;
  const std::uint64_t high = (arc->high - sum->constant) & top;
  const auto largest = Largest(c).of(*sum->definition);
  if (low <= high || !largest || *largest < low) return std::nullopt;
  for (const Guard& other : guards) {
    if (other.slot != guard.slot && share(other.sources, guard.sources)) return std::nullopt;
  }
  return WrappingTest{guard.slot, jump.width, high, top - low + 1};
}

/// The source line of the slot has a sum, as far as the object keeps the line.
bool line_has_sum(const Program& program, std::uint32_t slot) {
  const std::int32_t text = program.locations.at(slot).text;
  return text >= 0 &&
         program.line_texts.at(static_cast<std::size_t>(text)).find('+') != std::string::npos;
}

}  // namespace

bool explain_wrapping_sum(const Case& c, Finding& finding) {
  const auto guards = guards_of(c);
  const auto accessed = sources_of_access(c);
  if (!guards || !accessed) return false;
  for (const Guard& guard : *guards) {
    const auto test = wrapping(c, guard, *guards, *accessed);
    if (!test || !line_has_sum(c.flow.program(), test->slot)) continue;
    const std::uint64_t top = all_ones(test->width);
    finding.message +=
        fmt::format("; the sum that was tested may wrap at {} bits", bits(test->width));
    finding.notes.insert(
        finding.notes.begin(),
        {at_slot(test->slot),
         fmt::format("this test lets values up to {} pass, and also {} and above, for which the "
                     "sum wraps to a small number: it does not bound the value",
                     grouped(test->most), grouped(top - test->wrapped + 1))});
    finding.suggestion = fmt::format(
        "test the value without adding to it: return if it is greater than {} ({} - {})",
        grouped(test->most), grouped(test->most + test->wrapped), grouped(test->wrapped));
    return true;
  }
  return false;
}

}  // namespace assay
