// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/tally.hpp"

#include <fmt/format.h>

#include <bitset>

#include "ir/base/check.hpp"

namespace assay::soundness {
namespace {

std::size_t row_index(const Instruction& instruction) {
  const auto index = static_cast<std::size_t>(row_of(instruction).id);
  ASSAY_CHECK(index < kRows, "the instruction table has more rows than the tally");
  return index;
}

/// What the program shows beside its single instructions.
struct Shape {
  bool loops = false;
  bool moving = false;
  bool calls = false;
};

Shape shape_of(const Program& program, const Judged& judged) {
  Shape shape;
  for (std::uint32_t slot = 0; slot < program.instructions.size(); ++slot) {
    if (!judged.executed[slot]) continue;
    const Instruction& i = program.instructions[slot];
    if (const auto* j = std::get_if<JumpIf>(&i))
      shape.loops |= j->target <= static_cast<std::int32_t>(slot) && judged.taken[slot];
    if (const auto* j = std::get_if<Jump>(&i))
      shape.loops |= j->target <= static_cast<std::int32_t>(slot);
    if (const auto* c = std::get_if<Call>(&i)) shape.calls |= c->kind == CallKind::Local;
    shape.moving |= judged.moving[slot];
  }
  return shape;
}

bool conditional(const OpcodeRow& row) {
  return row.form == Form::JumpIfImm || row.form == Form::JumpIfReg;
}

}  // namespace

void count(Tally& tally, const Program& program, const Judged& judged) {
  ++tally.programs;
  if (!judged.accepted) {
    tally.confirmed_rejections += judged.fault_seen ? 1 : 0;
    return;
  }
  ++tally.accepted;
  tally.too_large += judged.too_large ? 1 : 0;
  tally.runs += judged.runs;
  tally.finished += judged.finished;
  tally.unmodelled += judged.unmodelled;
  tally.instructions += judged.instructions;
  tally.states += judged.compared.states;
  tally.facts += judged.compared.facts;
  tally.undetermined += judged.compared.undetermined;
  tally.sides_missing += judged.solving.missing;
  tally.sides_asked += judged.solving.asked;
  tally.sides_impossible += judged.solving.impossible;
  tally.sides_solved += judged.solving.solved;
  tally.sides_reached += judged.solving.reached;
  tally.breaches += judged.breach ? 1 : 0;
  const Shape shape = shape_of(program, judged);
  tally.with_loops += shape.loops ? 1 : 0;
  tally.with_moving_packets += shape.moving ? 1 : 0;
  tally.with_calls += shape.calls ? 1 : 0;
  std::bitset<kRows> executed;
  std::bitset<kRows> taken;
  std::bitset<kRows> fell;
  for (std::size_t slot = 0; slot < program.instructions.size(); ++slot) {
    if (!judged.executed[slot] || std::holds_alternative<WideTail>(program.instructions[slot]))
      continue;
    const std::size_t row = row_index(program.instructions[slot]);
    executed.set(row);
    if (judged.taken[slot]) taken.set(row);
    if (judged.fell[slot]) fell.set(row);
  }
  for (std::size_t row = 0; row < kRows; ++row) {
    tally.executed[row] += executed[row] ? 1 : 0;
    tally.taken[row] += taken[row] ? 1 : 0;
    tally.fell[row] += fell[row] ? 1 : 0;
  }
}

void add(Tally& sum, const Tally& other) {
  static constexpr std::uint64_t Tally::* kCounts[] = {&Tally::programs,
                                                       &Tally::accepted,
                                                       &Tally::confirmed_rejections,
                                                       &Tally::too_large,
                                                       &Tally::runs,
                                                       &Tally::finished,
                                                       &Tally::unmodelled,
                                                       &Tally::instructions,
                                                       &Tally::states,
                                                       &Tally::facts,
                                                       &Tally::undetermined,
                                                       &Tally::with_loops,
                                                       &Tally::with_calls,
                                                       &Tally::breaches,
                                                       &Tally::with_moving_packets,
                                                       &Tally::own_faults,
                                                       &Tally::given_up,
                                                       &Tally::sides_missing,
                                                       &Tally::sides_asked,
                                                       &Tally::sides_impossible,
                                                       &Tally::sides_solved,
                                                       &Tally::sides_reached};
  for (const auto counter : kCounts) sum.*counter += other.*counter;
  for (std::size_t row = 0; row < kRows; ++row) {
    sum.executed[row] += other.executed[row];
    sum.taken[row] += other.taken[row];
    sum.fell[row] += other.fell[row];
  }
}

std::string render(const Tally& sum, double seconds) {
  const auto share = [](std::uint64_t part, std::uint64_t whole) {
    return whole == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  };
  const std::uint64_t rejected = sum.programs - sum.accepted;
  std::string text =
      "instruction                  executed     taken  not taken  (accepted programs)\n";
  for (const OpcodeRow& row : opcode_rows()) {
    const auto i = static_cast<std::size_t>(row.id);
    text += fmt::format("{:<26}{:>11}", row.name, sum.executed[i]);
    if (conditional(row)) text += fmt::format("{:>10}{:>11}", sum.taken[i], sum.fell[i]);
    text += "\n";
  }
  text += fmt::format("\nprograms          {:>14}\n", sum.programs);
  text += fmt::format("  accepted        {:>14}  {:.1f} %\n", sum.accepted,
                      share(sum.accepted, sum.programs));
  text += fmt::format("    with loops    {:>14}  {:.1f} % of the accepted\n", sum.with_loops,
                      share(sum.with_loops, sum.accepted));
  text += fmt::format("    with varying packet offsets {:>4}  {:.1f} % of the accepted\n",
                      sum.with_moving_packets, share(sum.with_moving_packets, sum.accepted));
  text += fmt::format("    with subprograms {:>11}  {:.1f} % of the accepted\n", sum.with_calls,
                      share(sum.with_calls, sum.accepted));
  text += fmt::format("    claims too large {:>11}\n", sum.too_large);
  text += fmt::format("  rejected        {:>14}\n", rejected);
  text += fmt::format("    a run did wrong {:>12}  {:.1f} % of the rejected\n",
                      sum.confirmed_rejections, share(sum.confirmed_rejections, rejected));
  text += fmt::format("  given up (slow) {:>14}\n", sum.given_up);
  text += fmt::format("  faults of Assay {:>14}\n", sum.own_faults);
  text += fmt::format("runs              {:>14}\n", sum.runs);
  text += fmt::format("  to the end      {:>14}\n", sum.finished);
  text += fmt::format("  not modelled    {:>14}\n", sum.unmodelled);
  text += fmt::format("branch sides that random runs miss {:>11}\n", sum.sides_missing);
  text += fmt::format("  asked of the solver {:>10}\n", sum.sides_asked);
  text += fmt::format("  impossible      {:>14}\n", sum.sides_impossible);
  text += fmt::format("  solved          {:>14}\n", sum.sides_solved);
  text += fmt::format("  reached by solving {:>11}\n", sum.sides_reached);
  text += fmt::format("instructions      {:>14}\n", sum.instructions);
  text += fmt::format("states compared   {:>14}\n", sum.states);
  text += fmt::format("  facts           {:>14}\n", sum.facts);
  text += fmt::format("  not determined  {:>14}\n", sum.undetermined);
  text += fmt::format("breaches          {:>14}\n", sum.breaches);
  return text + fmt::format("seconds           {:>14.1f}\n", seconds);
}

std::string gaps(const Tally& sum, std::uint64_t least) {
  std::string text;
  for (const OpcodeRow& row : opcode_rows()) {
    const auto i = static_cast<std::size_t>(row.id);
    const bool both = !conditional(row) || (sum.taken[i] >= least && sum.fell[i] >= least);
    if (sum.executed[i] < least || !both) text += fmt::format("{} ", row.name);
  }
  return text;
}

}  // namespace assay::soundness
