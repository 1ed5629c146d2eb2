// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/path.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "evidence/soundness/shadow.hpp"

namespace assay::soundness {
namespace {

using oracle::BlockKind;
using oracle::Machine;
using oracle::Slot;
using oracle::Stop;
using oracle::Word;

constexpr std::size_t kMostConditions = 300;
constexpr std::uint32_t kMostNodes = 8000;
constexpr std::uint64_t kSomeAddress = 0x1000;  // where a run that got null would have got memory
constexpr std::uint8_t kEqual64 = 0x15;         // jeq dst, imm

class PathRun {
 public:
  PathRun(const Subject& subject, const RunPlan& plan)
      : subject_(subject),
        world_(subject.program, subject.contract, subject.interesting, plan),
        machine_(subject.code, world_, rules_of(subject.contract)),
        shadow_(path_.expressions),
        distances_(subject.contract.regions.size()) {
    world_.attach(machine_);
  }

  Path run(std::uint64_t most_steps) {
    read_draws(0);
    while (machine_.executed() < most_steps && path_.conditions.size() < kMostConditions &&
           path_.expressions.count() < kMostNodes) {
      if (!one_step()) break;
    }
    return std::move(path_);
  }

 private:
  using Saved = std::array<Traced, 4>;  // the caller's r6 to r9

  /// False when the run has ended.
  bool one_step() {
    if ((machine_.slot() + 1) * 8 > subject_.code.size()) return false;
    slot_ = oracle::slot_at(subject_.code, machine_.slot());
    if (!well_formed(slot_)) return false;
    at_ = machine_.slot();
    before_ = machine_.registers;
    const std::size_t frames = machine_.frames.size();
    if (slot_.kind() == 0x5 || slot_.kind() == 0x6) compare();
    const bool goes_on = machine_.step() == Stop::None;
    if (!goes_on) return false;
    follow();
    follow_frames(frames);
    for (std::size_t r = 0; r < terms_.size(); ++r) {
      const Word& word = machine_.registers.at(r);
      if (!word.written || word.value != terms_.at(r).value) terms_.at(r) = {word.value, 0};
    }
    return true;
  }

  void follow() {
    result_ = {};
    read_draws(slot_.kind() == 0x1 ? slot_.src : slot_.dst);
    switch (slot_.kind()) {
      case 0x0:
        terms_.at(slot_.opcode == 0x18 ? slot_.dst : 0) = slot_.opcode == 0x18 ? Traced{} : result_;
        return;
      case 0x1:
        return load();
      case 0x2:
      case 0x3:
        return store();
      case 0x4:
      case 0x7:
        return arithmetic();
      default:
        if (slot_.opcode == 0x85 && slot_.src == 0) terms_[0] = result_;
        return;
    }
  }

  [[nodiscard]] Traced operand() const {
    return slot_.takes_register() ? terms_.at(slot_.src) : Traced{slot_.immediate(), 0};
  }

  void arithmetic() {
    if (machine_.rules().le_keeps_upper_bits && slot_.opcode == 0xd4 && slot_.imm != 64) return;
    const unsigned code = slot_.code();
    const Traced x = code == 0xb ? Traced{} : terms_.at(slot_.dst);
    const Traced y = code == 0x8 || code == 0xd ? Traced{} : operand();
    const bool moves_word = code == 0xb && slot_.kind() == 0x7 && slot_.offset == 0;
    terms_.at(slot_.dst) = moves_word ? y : path_.expressions.compute(slot_, x, y);
  }

  /// Before the step: a comparison's operands do not change.
  void compare() {
    const Traced& x = terms_.at(slot_.dst);
    const Traced y = operand();
    const auto held = holds(slot_, x.value, y.value);
    if (!held || (x.node == 0 && y.node == 0)) return;
    path_.conditions.push_back({at_, slot_, x, y, *held});
  }

  /// The block and the offset of the access of `reg`; the address is pinned.
  struct Access {
    oracle::BlockId block = 0;
    std::uint64_t offset = 0;
  };
  Access access(unsigned reg) {
    const Word& address = before_.at(reg);
    const Traced& term = terms_.at(reg);
    if (term.node != 0 && pinned_.insert(term.node).second) {
      Slot equal;
      equal.opcode = kEqual64;
      path_.conditions.push_back({std::nullopt, equal, term, {term.value, 0}, true});
    }
    const auto& block = machine_.memory.at(address.origin);
    return {address.origin, address.value + slot_.displacement() - block.base};
  }

  void load() {
    const Access from = access(slot_.src);
    const auto& block = machine_.memory.at(from.block);
    const unsigned size = oracle::size_of(slot_.opcode);
    Traced word = block.kind == BlockKind::Context
                      ? load_context(from)
                      : shadow_.load(from.block, from.offset, size, block);
    if ((slot_.opcode & 0xe0) == 0x80) word = path_.expressions.sign_extended(word, size);
    terms_.at(slot_.dst) = word;
  }

  Traced load_context(const Access& from) {
    const unsigned size = oracle::size_of(slot_.opcode);
    const auto& block = machine_.memory.at(from.block);
    for (const ContextField& f : subject_.contract.fields) {
      if (from.offset < f.offset || from.offset >= f.offset + f.size) continue;
      if (f.kind == FieldKind::RegionMark) return mark(f);
      if (f.kind == FieldKind::RegionLength)
        return distance(f.region, subject_.contract.regions.at(f.region).marks - 1);
    }
    return shadow_.load(from.block, from.offset, size, block);
  }

  /// Bytes from mark 0 to `mark`.
  Traced distance(std::uint32_t region, std::uint32_t mark) {
    Traced sum;
    for (std::uint32_t m = 1; m <= mark; ++m)
      sum = path_.expressions.sum(sum, distances_.at(region)[m]);
    return sum;
  }

  Traced mark(const ContextField& field) {
    const Traced offset = distance(field.region, field.mark);
    // What is not explained by the distances (the base, a mark past the next) is this run's.
    const std::uint64_t rest = machine_.registers.at(slot_.dst).value - offset.value;
    return path_.expressions.sum(offset, {rest, 0});
  }

  void store() {
    const Access to = access(slot_.dst);
    const unsigned size = oracle::size_of(slot_.opcode);
    const bool atomic = slot_.kind() == 0x3 && (slot_.opcode & 0xe0) == 0xc0;
    if (atomic) {
      shadow_.give(to.block, to.offset, size, std::nullopt);
      if (slot_.imm == 0xf1)
        terms_[0] = {};
      else if ((slot_.imm & 1) != 0)
        terms_.at(slot_.src) = {};
      return;
    }
    const Traced word = slot_.kind() == 0x2 ? Traced{slot_.immediate(), 0} : terms_.at(slot_.src);
    shadow_.store(to.block, to.offset, size, word);
  }

  void follow_frames(std::size_t frames) {
    if (machine_.frames.size() > frames) {
      Saved saved;
      std::copy_n(terms_.begin() + 6, 4, saved.begin());
      saved_.push_back(saved);
    } else if (machine_.frames.size() < frames) {
      std::copy_n(saved_.back().begin(), 4, terms_.begin() + 6);
      saved_.pop_back();
    }
  }

  /// The draws since the last time; a shared block among them is the one that `reg` points to.
  void read_draws(unsigned reg) {
    for (; drawn_ < world_.draws().size(); ++drawn_) read_draw(world_.draws()[drawn_], reg);
  }

  void read_draw(const Draw& draw, unsigned reg) {
    const auto number = static_cast<std::uint32_t>(drawn_);
    const std::uint64_t r0 = machine_.registers[0].value;
    switch (draw.kind) {
      case Drawn::Bytes:
        return shadow_.give(draw.block, draw.offset, draw.count, number);
      case Drawn::Shared:
        return shadow_.give(before_.at(reg).origin, draw.offset, draw.count, number);
      case Drawn::Scribble:
        return shadow_.give(draw.block, draw.offset, draw.count, std::nullopt);
      case Drawn::Distance: {
        const auto& marks = world_.regions().at(draw.region).marks;
        distances_.at(draw.region)[draw.mark] = path_.expressions.word(
            {number, 0}, draw, marks.at(draw.mark) - marks.at(draw.mark - 1));
        return;
      }
      case Drawn::Result:
        result_ = path_.expressions.word({number, 0}, draw, r0);
        return;
      case Drawn::Present: {
        const Traced present = path_.expressions.word({number, 0}, draw, r0 == 0 ? 0 : 1);
        result_ = path_.expressions.product(present, {r0 == 0 ? kSomeAddress : r0, 0});
        return;
      }
    }
  }

  const Subject& subject_;
  World world_;
  Machine machine_;
  Path path_;
  ShadowMemory shadow_;
  std::vector<std::map<std::uint32_t, Traced>> distances_;  // by region and mark
  std::array<Traced, 11> terms_{};
  std::vector<Saved> saved_;
  std::set<std::uint32_t> pinned_;
  std::size_t drawn_ = 0;  // draws that were read
  // The instruction under way.
  Slot slot_;
  std::uint64_t at_ = 0;
  std::array<Word, 11> before_{};
  Traced result_;
};

}  // namespace

Path path_of(const Subject& subject, const RunPlan& plan, std::uint64_t most_steps) {
  return PathRun(subject, plan).run(most_steps);
}

}  // namespace assay::soundness
