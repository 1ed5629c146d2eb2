// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/contain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace assay::soundness {
namespace {

using oracle::Block;
using oracle::BlockId;
using oracle::BlockKind;
using oracle::Word;

using Misfit = std::optional<std::string>;

/// The inverse of an odd number modulo 2^64 (Newton's iteration doubles the bits that are right).
std::uint64_t inverse(std::uint64_t odd) {
  std::uint64_t x = odd;
  for (int i = 0; i < 6; ++i) x *= 2 - odd * x;
  return x;
}

std::uint64_t extended(LinkKind kind, std::uint64_t word) {
  const auto low = static_cast<std::uint32_t>(word);
  if (kind == LinkKind::ZeroExtend32) return low;
  return static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(low)});
}

/// The address that offset 0 of a region has, where the block that the word is an address of is of
/// the right kind.
class Origin {
 public:
  using Address = std::optional<std::uint64_t>;

  Origin(const Word& word, const Moment& at)
      : word_(word), at_(at), block_(at.machine.memory.at(word.origin)) {}

  Address operator()(const StackMemory& stack) const {
    const auto& frames = at_.machine.frames;
    if (!is(BlockKind::Stack) || stack.frame >= frames.size() ||
        frames[stack.frame].stack != word_.origin)
      return std::nullopt;
    return frames[stack.frame].top;
  }
  Address operator()(const ContextMemory&) const {
    return is(BlockKind::Context) ? base() : std::nullopt;
  }
  Address operator()(const RegionMemory& memory) const {
    return is(BlockKind::Region) && block_.index == memory.region ? base() : std::nullopt;
  }
  Address operator()(const MapElement& element) const {
    // The file's data are a map of one element, too.
    const bool is_value = is(BlockKind::MapValue) || is(BlockKind::Data);
    return is_value && block_.index == element.map ? base() : std::nullopt;
  }
  Address operator()(const DataSection& data) const {
    return is(BlockKind::Data) && block_.index == data.map ? base() : std::nullopt;
  }
  Address operator()(const HelperMemory& memory) const {
    const bool fits = memory.is_listed() || block_.bytes.size() == memory.bytes;
    return is(BlockKind::Memory) && fits ? base() : std::nullopt;
  }
  Address operator()(const MapHandle& handle) const {
    return is(BlockKind::Handle) && block_.index == handle.map ? base() : std::nullopt;
  }
  Address operator()(const Code&) const { return std::nullopt; }
  Address operator()(const KernelObject&) const {
    return is(BlockKind::Handle) ? base() : std::nullopt;
  }

 private:
  bool is(BlockKind kind) const { return block_.kind == kind && block_.alive; }

  Address base() const { return block_.base; }

  const Word& word_;
  const Moment& at_;
  const Block& block_;
};

/// The address that offset 0 of the pointer's region has, where the block is of the right kind.
std::optional<std::uint64_t> origin_address(const Pointee& region, const Word& word,
                                            const Moment& at) {
  if (word.origin != 0) return std::visit(Origin(word, at), region);
  // A pointer into a region that is absent is a number, its offset from null.
  const auto* memory = std::get_if<RegionMemory>(&region);
  const bool absent = memory != nullptr && at.world.regions().at(memory->region).absent;
  return absent ? std::optional<std::uint64_t>(0) : std::nullopt;
}

/// The word in a stack cell, with the block that it is an address of; the first word of an object,
/// all of whose words are the same. `top`: offset of the frame's top.
Word cell_word(const Block& stack, std::uint64_t top, const StackCell& cell) {
  Word word;
  const std::uint64_t offset = top + static_cast<std::uint64_t>(std::int64_t{cell.offset});
  for (std::uint32_t i = 0; i < cell.size; ++i) {
    if (i < 8) word.value |= std::uint64_t{stack.bytes.at(offset + i)} << (8 * i);
    word.written = word.written && stack.written.at(offset + i);
  }
  const BlockId origin = stack.origin.at(offset);
  bool whole = cell.size >= 8;
  for (std::uint32_t i = 0; i < cell.size && whole; ++i)
    whole = stack.origin.at(offset + i) == origin;
  if (whole) word.origin = origin;
  return word;
}

/// Calls f(value, word, name) for each place that a state gives a value to.
template <class F>
void each_place(const State& state, const Moment& at, F&& f) {
  for (std::size_t r = 0; r < state.registers.size(); ++r)
    f(state.registers[r], at.machine.registers[r], [r] { return fmt::format("r{}", r); });
  for (std::size_t n = 0; n < state.frames.size() && n < at.machine.frames.size(); ++n) {
    const oracle::Frame& frame = at.machine.frames[n];
    for (std::size_t i = 0; n > 0 && i < 4; ++i) {
      f(state.frames[n].saved[i], frame.saved[i],
        [n, i] { return fmt::format("saved r{} of frame {}", i + 6, n); });
    }
    const Block& stack = at.machine.memory.at(frame.stack);
    for (const StackCell& cell : state.frames[n].stack.cells()) {
      f(cell.value, cell_word(stack, frame.top - stack.base, cell), [n, &cell] {
        return fmt::format("stack cell {} of {} bytes of frame {}", cell.offset, cell.size, n);
      });
    }
  }
}

/// The word that the value's term must have; nothing where the value says nothing of it.
std::optional<std::uint64_t> term_word(const Value& value, const Word& word, const Moment& at) {
  if (!value.is_readable() || !word.written) return std::nullopt;
  if (value.is_scalar()) return word.value;
  const auto base = origin_address(value.as_pointer()->region, word, at);
  if (!base) return std::nullopt;
  return word.value - *base;
}

/// Binds the one symbol of `term` without a word, where its coefficient can be inverted.
bool bind_one(const Term& term, std::uint64_t word, Witness& witness) {
  std::uint64_t rest = word - term.constant_part();
  const Monomial* open = nullptr;
  for (const Monomial& m : term.monomials()) {
    if (const std::uint64_t* known = witness.find(m.symbol)) {
      rest -= m.coefficient * *known;
    } else if (open != nullptr || (m.coefficient & 1) == 0) {
      return false;
    } else {
      open = &m;
    }
  }
  if (open == nullptr) return false;
  witness.bind(open->symbol, rest * inverse(open->coefficient));
  return true;
}

bool all_bound(const State& state, const Witness& witness) {
  for (const SymbolFacts& s : state.knowledge.symbols()) {
    if (witness.find(s.symbol) == nullptr) return false;
  }
  return true;
}

/// Compares one moment with one state.
class Comparison {
 public:
  Comparison(const State& state, const Moment& at, const Witness& witness, Compared& compared)
      : state_(state), at_(at), witness_(witness), compared_(compared) {}

  Misfit run() {
    ++compared_.states;
    if (!state_.knowledge.feasible()) return "the state means nothing at all";
    if (state_.frames.size() != at_.machine.frames.size())
      return fmt::format("{} frames, but the state has {}", at_.machine.frames.size(),
                         state_.frames.size());
    for (std::size_t n = 1; n < state_.frames.size(); ++n) {
      if (state_.frames[n].return_slot != at_.machine.frames[n].return_slot)
        return fmt::format("frame {} returns to another slot", n);
    }
    Misfit bad;
    each_place(state_, at_, [&](const Value& value, const Word& word, auto&& name) {
      if (!bad) bad = value_misfit(value, word, name);
    });
    if (!bad) bad = stack_misfit();
    if (!bad) bad = marks_misfit();
    if (!bad) bad = loaded_misfit();
    if (!bad) bad = sizes_misfit();
    if (!bad) bad = resources_misfit();
    if (!bad) bad = knowledge_misfit();
    return bad;
  }

 private:
  template <class Name>
  Misfit value_misfit(const Value& value, const Word& word, const Name& name) {
    if (!value.is_readable()) return std::nullopt;
    ++compared_.facts;
    if (!word.written) return name() + " was not written";
    if (value.is_scalar()) {
      if (word.origin != 0 && !at_.world.contract().policy.pointer_to_scalar)
        return name() + " holds an address, and the state says a number";
      const auto expected = witness_.evaluate(value.term());
      if (!expected) {
        ++compared_.undetermined;
      } else if (*expected != word.value) {
        return fmt::format("{} is {:#x}, and the state says {:#x}", name(), word.value, *expected);
      }
      return std::nullopt;
    }
    const bool null = word.value == 0 && word.origin == 0;
    if (value.maybe_null()) {
      const auto [known, fresh] = nulls_.try_emplace(value.null(), null);
      if (!fresh && known->second != null)
        return name() + " is null where another pointer of its identity is not, or the reverse";
      if (null) return std::nullopt;
    }
    const auto base = origin_address(value.as_pointer()->region, word, at_);
    if (!base) return fmt::format("{} is {:#x}, no pointer into its region", name(), word.value);
    const auto offset = witness_.evaluate(value.term());
    if (!offset) {
      ++compared_.undetermined;
    } else if (*base + *offset != word.value) {
      return fmt::format("{} is at offset {}, and the state says {}", name(),
                         static_cast<std::int64_t>(word.value - *base),
                         static_cast<std::int64_t>(*offset));
    }
    return identity_misfit(value, word, name);
  }

  /// Pointers of one element or resource point into one block.
  template <class Name>
  Misfit identity_misfit(const Value& value, const Word& word, const Name& name) {
    const Pointee& region = value.as_pointer()->region;
    if (differs(elements_, element_of(region), word) ||
        differs(records_, resource_of(region), word))
      return name() + " points into another element than its identity says";
    return std::nullopt;
  }

  /// The id is that of another block; ids that have none yet get the word's.
  template <class Id>
  static bool differs(std::map<Id, BlockId>& blocks, Id id, const Word& word) {
    return id != Id{} && blocks.try_emplace(id, word.origin).first->second != word.origin;
  }

  /// Adds the bytes that the state says a helper wrote.
  void add_filled(const FilledBytes& bytes, FrameBytes& claimed) const {
    const auto count = witness_.evaluate(bytes.count.term());
    if (!count) {
      ++compared_.undetermined;
      return;
    }
    const auto first = static_cast<std::size_t>(bytes.offset + Stack::kFrameBytes);
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(*count, bytes.size); ++i)
      claimed.set(first + i);
  }

  Misfit stack_misfit() const {
    const bool leaks = at_.world.contract().policy.pointer_to_scalar;
    for (std::size_t n = 0; n < state_.frames.size(); ++n) {
      const Stack& stack = state_.frames[n].stack;
      const Block& block = at_.machine.memory.at(at_.machine.frames[n].stack);
      FrameBytes claimed = stack.initialised_bytes();
      for (const FilledBytes& bytes : stack.filled()) add_filled(bytes, claimed);
      if (claimed.none()) continue;
      const std::uint64_t lowest = at_.machine.frames[n].top - block.base - claimed.size();
      for (std::size_t at = 0; at < claimed.size(); ++at) {
        if (!claimed.test(at)) continue;
        const auto offset = static_cast<std::int32_t>(at) - Stack::kFrameBytes;
        if (!block.written.at(lowest + at))
          return fmt::format("stack byte {} of frame {} was never written", offset, n);
        if (block.origin.at(lowest + at) == 0 || leaks) continue;
        if (!stack.touches_pointer(offset, 1))
          return fmt::format("stack byte {} of frame {} is part of an address", offset, n);
      }
    }
    return std::nullopt;
  }

  Misfit marks_misfit() {
    for (std::size_t r = 0; r < state_.regions.size(); ++r) {
      const std::vector<Term>& marks = state_.regions[r].marks;
      const bool absent = at_.world.regions().at(r).absent;
      const Presence claimed = state_.regions[r].presence;
      if (claimed != Presence::Either && (claimed == Presence::Absent) != absent)
        return fmt::format("region {} is {}, and the state says the other", r,
                           absent ? "absent" : "there");
      for (std::size_t m = 0; m < marks.size(); ++m) {
        const auto expected = witness_.evaluate(marks[m]);
        if (!expected) {
          ++compared_.undetermined;
        } else if (*expected != at_.world.regions().at(r).marks.at(m)) {
          return fmt::format("mark {} of region {} lies at {}, and the state says {}", m, r,
                             at_.world.regions()[r].marks[m], *expected);
        }
      }
    }
    return std::nullopt;
  }

  Misfit loaded_misfit() {
    for (const LoadedNumber& n : state_.loaded) {
      const auto seen = at_.world.loaded_word(at_.machine, n.key);
      const auto expected = witness_.evaluate(n.term);
      if (!expected || !seen) {
        ++compared_.undetermined;
      } else if (*expected != *seen) {
        return fmt::format("the loader set {:#x}, and the state says {:#x}", *seen, *expected);
      }
    }
    return std::nullopt;
  }

  /// Of memory that some value names; of the rest nothing is said.
  Misfit sizes_misfit() {
    for (const MemorySize& size : state_.sizes) {
      const auto record = records_.find(size.memory);
      if (record == records_.end()) continue;
      const std::size_t bytes = at_.machine.memory.at(record->second).bytes.size();
      const auto expected = witness_.evaluate(size.bytes);
      if (!expected) {
        ++compared_.undetermined;
      } else if (*expected != bytes) {
        return fmt::format("memory has {} bytes, and the state says {}", bytes, *expected);
      }
    }
    return std::nullopt;
  }

  Misfit resources_misfit() const {
    std::size_t surely = 0;
    for (const Resource& r : state_.resources) surely += r.null == NullId::Never ? 1 : 0;
    const std::size_t held = at_.world.held(at_.machine);
    if (held < surely || held > state_.resources.size())
      return fmt::format("{} resources are held, and the state lists {} ({} for certain)", held,
                         state_.resources.size(), surely);
    return std::nullopt;
  }

  Misfit knowledge_misfit() {
    for (const SymbolFacts& row : state_.knowledge.symbols()) {
      const std::uint64_t* word = witness_.find(row.symbol);
      if (word == nullptr) {
        ++compared_.undetermined;
        continue;
      }
      ++compared_.facts;
      if (auto bad = facts_misfit(row.facts, *word)) {
        return fmt::format("symbol {} is {:#x}: {}", static_cast<std::uint32_t>(row.symbol), *word,
                           *bad);
      }
      if (row.link == LinkKind::None) continue;
      const auto of = witness_.evaluate(row.of);
      if (!of) {
        ++compared_.undetermined;
      } else if (extended(row.link, *of) != *word) {
        return fmt::format("symbol {} is {:#x}, no extension of {:#x}",
                           static_cast<std::uint32_t>(row.symbol), *word, *of);
      }
    }
    for (const LinearExpr& bound : state_.knowledge.bounds()) {
      if (auto bad = bound_misfit(bound)) return bad;
    }
    return exclusions_misfit();
  }

  Misfit exclusions_misfit() {
    for (const ExcludedWord& e : state_.knowledge.exclusions().all()) {
      const std::uint64_t* word = witness_.find(e.symbol);
      if (word == nullptr) {
        ++compared_.undetermined;
        continue;
      }
      ++compared_.facts;
      if (*word == e.word)
        return fmt::format("symbol {} is {:#x}, which the state excludes",
                           static_cast<std::uint32_t>(e.symbol), e.word);
    }
    return std::nullopt;
  }

  static Misfit facts_misfit(const Scalar& facts, std::uint64_t word) {
    const auto as_signed = static_cast<std::int64_t>(word);
    const auto low = static_cast<std::uint32_t>(word);
    const auto low_signed = static_cast<std::int32_t>(low);
    if (word < facts.umin() || word > facts.umax())
      return fmt::format("not in [{}, {}]", facts.umin(), facts.umax());
    if (as_signed < facts.smin() || as_signed > facts.smax())
      return fmt::format("not in signed [{}, {}]", facts.smin(), facts.smax());
    if (low < facts.u32_min() || low > facts.u32_max())
      return fmt::format("low half not in [{}, {}]", facts.u32_min(), facts.u32_max());
    if (low_signed < facts.s32_min() || low_signed > facts.s32_max())
      return fmt::format("low half not in signed [{}, {}]", facts.s32_min(), facts.s32_max());
    if ((word & facts.known_zeros()) != 0 || (~word & facts.known_ones()) != 0)
      return fmt::format("known zeros {:#x} or ones {:#x} are wrong", facts.known_zeros(),
                         facts.known_ones());
    if (word % facts.modulus() != facts.remainder())
      return fmt::format("not {} modulo {}", facts.remainder(), facts.modulus());
    return std::nullopt;
  }

  Misfit bound_misfit(const LinearExpr& bound) {
    Int128 sum = bound.constant_part();
    bool overflows = false;
    for (const LinearTerm& t : bound.terms()) {
      const std::uint64_t* word = witness_.find(t.symbol);
      const SymbolFacts* row = state_.knowledge.find(t.symbol);
      if (word == nullptr || row == nullptr) {
        ++compared_.undetermined;
        return std::nullopt;
      }
      const Int128 read =
          row->lift == Lift::Signed ? Int128{static_cast<std::int64_t>(*word)} : Int128{*word};
      Int128 product = 0;
      overflows = overflows || __builtin_mul_overflow(read, Int128{t.coefficient}, &product) ||
                  __builtin_add_overflow(sum, product, &sum);
    }
    if (overflows) {
      ++compared_.undetermined;
      return std::nullopt;
    }
    ++compared_.facts;
    if (sum <= 0) return std::nullopt;
    std::string text;
    for (const LinearTerm& t : bound.terms())
      text += fmt::format("{:+}*s{} ", t.coefficient, static_cast<std::uint32_t>(t.symbol));
    return fmt::format("the bound {}{:+} <= 0 does not hold: it is {}", text,
                       static_cast<std::int64_t>(bound.constant_part()),
                       static_cast<std::int64_t>(sum));
  }

  const State& state_;
  const Moment& at_;
  const Witness& witness_;
  Compared& compared_;
  std::map<NullId, bool> nulls_;
  std::map<ElementId, BlockId> elements_;
  std::map<ResourceId, BlockId> records_;
};

}  // namespace

namespace {

/// Binds what is open of the size of the memory that the value points into.
bool bind_size(const State& state, const Value& value, const Word& word, const Moment& moment,
               Witness& witness) {
  const auto* memory = value.into<HelperMemory>();
  const Term* size = memory != nullptr ? state.size_of(memory->resource) : nullptr;
  return size != nullptr && word.origin != 0 &&
         bind_one(*size, moment.machine.memory.at(word.origin).bytes.size(), witness);
}

}  // namespace

void bind_shown(const State& state, const Moment& moment, Witness& witness) {
  bool more = !all_bound(state, witness);
  while (more) {
    more = false;
    each_place(state, moment, [&](const Value& value, const Word& word, auto&&) {
      more = bind_size(state, value, word, moment, witness) || more;
      if (!value.is_readable() || value.term().is_constant()) return;
      if (const auto w = term_word(value, word, moment))
        more = bind_one(value.term(), *w, witness) || more;
    });
    for (std::size_t r = 0; r < state.regions.size(); ++r) {
      for (std::size_t m = 0; m < state.regions[r].marks.size(); ++m) {
        more = bind_one(state.regions[r].marks[m], moment.world.regions().at(r).marks.at(m),
                        witness) ||
               more;
      }
    }
    for (const LoadedNumber& n : state.loaded) {
      const auto word = moment.world.loaded_word(moment.machine, n.key);
      if (word) more = bind_one(n.term, *word, witness) || more;
    }
    for (const SymbolFacts& row : state.knowledge.symbols()) {
      if (row.link == LinkKind::None || witness.find(row.symbol) != nullptr) continue;
      if (const auto of = witness.evaluate(row.of)) {
        witness.bind(row.symbol, extended(row.link, *of));
        more = true;
      }
    }
    more = more && !all_bound(state, witness);
  }
}

std::optional<std::string> misfit(const State& state, const Moment& moment, const Witness& witness,
                                  Compared& compared) {
  return Comparison(state, moment, witness, compared).run();
}

}  // namespace assay::soundness
