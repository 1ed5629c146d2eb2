// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/judge.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "evidence/soundness/follow.hpp"
#include "evidence/soundness/loaded.hpp"
#include "ir/contract/execution.hpp"
#include "ir/isa/encode.hpp"
#include "verifier/engine/verify.hpp"
#include "verifier/explain/findings.hpp"
#include "verifier/explain/layout_names.hpp"

namespace assay::soundness {
namespace {

using oracle::Machine;
using oracle::Stop;

constexpr std::uint64_t kUnknownOffset = ~std::uint64_t{0};
constexpr std::uint64_t kMostFollowed = 3000;        // instructions of a path that is solved for
constexpr std::uint32_t kMostValueBytes = 1u << 20;  // every run has its own memory for a value

class Judgement {
 public:
  Judgement(const Program& program, const Contract& contract, const JudgeOptions& options)
      : program_(program),
        contract_(contract),
        options_(options),
        interesting_(interesting_words(program)),
        stack_limit_(contract.limits.stack_bytes_per_chain != 0
                         ? contract.limits.stack_bytes_per_chain
                         : ~std::uint64_t{0}),
        code_(encode(program.instructions)) {}

  Judged run(Verified verified) {
    out_.accepted = verified.accepted;
    out_.findings = std::move(verified.findings);
    out_.worst_case = verified.worst_case;
    layouts_ = std::move(verified.layouts);
    // Whether or not it is run: what is counted is counted by slot.
    const std::size_t slots = program_.instructions.size();
    for (std::vector<bool>* by_slot : {&out_.executed, &out_.taken, &out_.fell, &out_.moving})
      by_slot->resize(slots);
    if (std::ranges::any_of(program_.maps,
                            [](const Map& m) { return m.value_size > kMostValueBytes; })) {
      ++out_.unmodelled;
      return std::move(out_);
    }
    if (!out_.accepted) {
      if (options_.try_rejected) try_rejected();
      return std::move(out_);
    }
    offsets_.assign(program_.instructions.size(), kUnknownOffset);
    std::optional<Claims> known;
    if (!verified.claims.states.empty())
      known.emplace(program_, contract_, std::move(verified.claims));
    Claims* const claims = known ? &*known : nullptr;
    for (std::uint32_t i = 0; i < options_.runs && !out_.breach; ++i) one_run(claims, plan(i));
    // The solver takes the code as it stands.
    const bool fixed =
        program_.load_time.numbers.empty() && std::ranges::all_of(program_.maps, [](const Map& m) {
          return m.contents_from == ContentsFrom::Object;
        });
    if (options_.questions != 0 && fixed) reach_branches(claims);
    return std::move(out_);
  }

 private:
  [[nodiscard]] RunPlan plan(std::uint32_t i) const {
    static constexpr Edge kEdges[] = {Edge::Low, Edge::High, Edge::Middle};
    Random random(options_.seed + i * 0x9e3779b97f4a7c15u);
    return {random.next(), kEdges[i % 3], i % 4 == 3};
  }

  /// Runs on inputs with which a jump should go as it did in no run before.
  void reach_branches(Claims* claims) {
    for (const auto& [jump, first] : coverage_.first()) {
      for (const bool taken : {true, false})
        out_.solving.missing += coverage_.has({jump, taken}) ? 0 : 1;
    }
    const Subject subject{program_, contract_, interesting_, code_};
    Reach reach(subject, {options_.questions, std::min(options_.most_steps, kMostFollowed)});
    while (!out_.breach) {
      const auto aim = reach.next(coverage_, out_.solving);
      if (!aim) return;
      one_run(claims, aim->plan);
      out_.solving.reached += coverage_.has(aim->side) ? 1 : 0;
    }
  }

  /// Without claims nothing is compared with them: the run must do no wrong, and end in time.
  void one_run(Claims* claims, const RunPlan& plan) {
    ++out_.runs;
    const auto numbers = draw_numbers(program_, layouts_, plan.seed);
    const std::vector<std::uint8_t> code = as_loaded(program_, code_, numbers);
    World world(program_, contract_, interesting_, plan);
    world.set_numbers(numbers);
    Machine machine(code, world, rules_of(contract_));
    world.attach(machine);
    std::optional<Follower> follower;
    if (claims != nullptr) follower.emplace(*claims, out_.compared);
    const Moment moment{machine, world};
    const auto breach = [&](const std::string& what) { out_.breach = Breach{what, plan}; };
    if (follower) {
      if (const auto bad = follower->start(moment)) return breach(*bad);
    }
    const std::uint64_t proved = out_.worst_case;
    while (machine.executed() < options_.most_steps) {
      if (machine.executed() >= proved)
        return breach(fmt::format("more instructions than the proved {}", proved));
      const std::uint64_t slot = machine.slot();
      note_access(machine, slot);
      const Stop stop = machine.step();
      ++out_.instructions;
      if (stop != Stop::None) return end(stop, slot, moment, breach);
      note_step(slot, machine.slot(), plan);
      if (stack_in_use(machine) > stack_limit_)
        return breach(fmt::format("after slot {}: the frames use more stack than allowed", slot));
      if (!follower) continue;
      if (const auto bad = follower->advance(moment))
        return breach(fmt::format("after slot {}: {}", slot, *bad));
      out_.too_large = out_.too_large || follower->lost();
    }
  }

  template <class Report>
  void end(Stop stop, std::uint64_t slot, const Moment& moment, const Report& breach) {
    switch (stop) {
      case Stop::Exited:
        ++out_.finished;
        out_.executed.at(slot) = true;
        if (const auto bad = result_problem(moment)) breach(*bad);
        return;
      case Stop::LeftForAnother:
        ++out_.finished;
        return;
      case Stop::Unmodelled:
        ++out_.unmodelled;
        return;
      case Stop::None:
      case Stop::TooLong:
      case Stop::BadInstruction:
      case Stop::UnwrittenRegister:
      case Stop::FramePointerWritten:
      case Stop::NotAnAddress:
      case Stop::OutOfBounds:
      case Stop::DeadMemory:
      case Stop::ReadOnly:
      case Stop::UnwrittenStack:
      case Stop::Misaligned:
      case Stop::AtomicNotAllowed:
      case Stop::AddressAsNumber:
      case Stop::AddressLeaks:
      case Stop::PartOfAddress:
      case Stop::TooDeep:
      case Stop::BadContextAccess:
      case Stop::BadArgument:
      case Stop::NotReleased:
      case Stop::BadResult:
      case Stop::KeptBytes:
        breach(fmt::format("fault at slot {}: {}", slot, oracle::stop_name(stop)));
        return;
    }
  }

  /// What is wrong with the end of a run, if anything.
  [[nodiscard]] std::optional<std::string> result_problem(const Moment& moment) const {
    if (moment.world.held(moment.machine) != 0) return "the program ends and holds a reference";
    const oracle::Word& r0 = moment.machine.registers[0];
    if (r0.origin != 0 && !contract_.policy.pointer_leak_in_result)
      return "the program returns an address";
    const ReturnRange& range = contract_.result;
    if (!range.checked) return std::nullopt;
    const std::int64_t value = range.low32 ? std::int64_t{static_cast<std::int32_t>(r0.value)}
                                           : static_cast<std::int64_t>(r0.value);
    if (value >= range.min && value <= range.max) return std::nullopt;
    return fmt::format("the result {} lies outside [{}, {}]", value, range.min, range.max);
  }

  /// Bytes of stack that the frames have touched, each from its top.
  [[nodiscard]] static std::uint64_t stack_in_use(const Machine& machine) {
    std::uint64_t sum = 0;
    for (const oracle::Frame& frame : machine.frames) sum += machine.memory.at(frame.stack).depth;
    return sum;
  }

  void note_step(std::uint64_t slot, std::uint64_t next, const RunPlan& plan) {
    out_.executed.at(slot) = true;
    const auto* jump = std::get_if<JumpIf>(&program_.instructions[slot]);
    if (jump == nullptr) return;
    if (next == static_cast<std::uint64_t>(jump->target)) {
      if (!out_.taken[slot]) coverage_.add({slot, true}, plan);
      out_.taken[slot] = true;
    }
    if (next == slot + 1) {
      if (!out_.fell[slot]) coverage_.add({slot, false}, plan);
      out_.fell[slot] = true;
    }
  }

  /// Remembers whether accesses of a region of the contract see more than one offset.
  void note_access(const Machine& machine, std::uint64_t slot) {
    const Instruction& i = program_.instructions[slot];
    const Reg* base = nullptr;
    if (const auto* load = std::get_if<Load>(&i)) base = &load->base;
    if (const auto* store = std::get_if<Store>(&i)) base = &store->base;
    if (base == nullptr) return;
    const oracle::Word& word = machine.registers.at(base->index);
    if (word.origin == 0) return;
    const oracle::Block& block = machine.memory.at(word.origin);
    if (block.kind != oracle::BlockKind::Region) return;
    const std::uint64_t offset = word.value - block.base;
    if (offsets_[slot] == kUnknownOffset) offsets_[slot] = offset;
    if (offsets_[slot] != offset) out_.moving[slot] = true;
  }

  /// Some runs without claims: does a rejected program really do wrong?
  void try_rejected() {
    for (std::uint32_t i = 0; i < options_.runs && !out_.fault_seen; ++i) {
      const RunPlan p = plan(i);
      const auto numbers = draw_numbers(program_, {}, p.seed);
      const std::vector<std::uint8_t> code = as_loaded(program_, code_, numbers);
      World world(program_, contract_, interesting_, p);
      world.set_numbers(numbers);
      Machine machine(code, world, rules_of(contract_));
      world.attach(machine);
      const Stop stop = machine.run(contract_.limits.instruction_budget > 20000
                                        ? 20000
                                        : contract_.limits.instruction_budget);
      const Moment moment{machine, world};
      if (stop == Stop::Exited) {
        out_.fault_seen = result_problem(moment).has_value();
      } else if (stop != Stop::LeftForAnother && stop != Stop::Unmodelled &&
                 stop != Stop::TooLong) {
        out_.fault_seen = true;
      }
    }
  }

  const Program& program_;
  const Contract& contract_;
  const JudgeOptions& options_;
  std::vector<std::uint64_t> interesting_;
  std::uint64_t stack_limit_;  // of a chain of calls
  std::vector<std::uint8_t> code_;
  std::vector<std::uint64_t> offsets_;
  Coverage coverage_;
  std::set<std::string> layouts_;
  Judged out_;
};

}  // namespace

Verified verified(const Program& program, const Contract& contract) {
  const Verification verification = verify(program, contract, {});
  Verified out;
  out.accepted = verification.accepted();
  out.findings = findings_of(program, contract, verification);
  if (const Acceptance* acceptance = verification.acceptance()) {
    out.worst_case = acceptance->worst_case();
    out.layouts = layout_names(program, acceptance->basis());
    out.claims = acceptance->proofs().back().claims().invariants;
  }
  return out;
}

Judged judge(const Program& program, const Contract& contract, const JudgeOptions& options) {
  Judged judged;
  for (const ExecutionCase& way : execution_cases(program, contract)) {
    judged = judge_verified(program, way.contract, verified(program, way.contract), options);
    if (!judged.accepted || judged.breach) break;
  }
  return judged;
}

Judged judge_verified(const Program& program, const Contract& contract, Verified verified,
                      const JudgeOptions& options) {
  return Judgement(program, contract, options).run(std::move(verified));
}

}  // namespace assay::soundness
