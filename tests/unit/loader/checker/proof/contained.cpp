// SPDX-License-Identifier: Apache-2.0
#include "unit/loader/checker/proof/contained.hpp"

#include <functional>

#include "ir/isa/instruction.hpp"
#include "ir/semantics/alu.hpp"

namespace assay::test {
namespace {

using checker::Link;
using checker::Term;
using checker::Value;

std::uint64_t extended(Link link, std::uint64_t word) {
  const auto low = static_cast<std::uint32_t>(word);
  if (link == Link::ZeroExtend32) return low;
  return static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(low)});
}

/// What a readable value is, where its term is `term`.
std::uint64_t base_of(const Value& value) { return value.is_pointer() ? kStackTop : 0; }

/// Every readable value with the word that stands in its place.
void each_value(const checker::State& state, const Concrete& concrete,
                const std::function<void(const Value&, std::uint64_t, const std::string&)>& hear) {
  for (std::uint32_t r = 0; r < checker::kFramePointer; ++r) {
    if (state.registers[r].is_readable())
      hear(state.registers[r], concrete.registers[r], "r" + std::to_string(r));
  }
  for (std::uint32_t i = 0; i < state.cell_count; ++i) {
    const checker::Cell& cell = state.cells[i];
    hear(cell.value, stack_word(concrete, cell.offset, cell.size),
         "the cell at " + std::to_string(cell.offset));
  }
}

std::uint64_t computed(checker::Alu op, std::uint64_t a, std::uint64_t b) {
  using W = MachineWord<64>;
  return alu(static_cast<AluOp>(op), Width::W64, W::of(a), W::of(b)).value();
}

__extension__ using Int128 = __int128;

/// The left side of the bound; nothing where it has a symbol without a word.
std::optional<Int128> value_of(const checker::Knowledge& known, const checker::Linear& bound,
                               const Words& words) {
  Int128 sum = Int128{bound.constant.high} * (Int128{1} << 64) + bound.constant.low;
  for (std::uint32_t i = 0; i < bound.count; ++i) {
    const auto word = words.of(bound.symbol[i]);
    const checker::Row* const row = known.find(bound.symbol[i]);
    if (!word || row == nullptr) return std::nullopt;
    const bool is_signed = row->reading == checker::Reading::Signed;
    const Int128 read = is_signed ? Int128{static_cast<std::int64_t>(*word)} : Int128{*word};
    sum += read * bound.coefficient[i];
  }
  return sum;
}

std::string wrong_row(const checker::Row& row, const Words& words) {
  const auto word = words.of(row.symbol);
  const std::string name = "symbol " + std::to_string(row.symbol);
  // Of which nothing else is said: any word that fits will do.
  if (!word) return row.link == Link::None ? "" : name + " has no word";
  if (!contains(row.facts, *word)) return name + " is outside its facts";
  if (row.link == Link::None) return "";
  const auto of = words.of(row.of);
  return of && *word == extended(row.link, *of) ? "" : name + " is not what its link says";
}

}  // namespace

std::optional<std::uint64_t> Words::of(checker::Symbol symbol) const {
  const auto at = known_.find(symbol);
  return at == known_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<std::uint64_t> Words::of(const Term& term) const {
  std::uint64_t sum = term.constant;
  for (std::uint32_t i = 0; i < term.count; ++i) {
    const auto word = of(term.symbol[i]);
    if (!word) return std::nullopt;
    sum += term.coefficient[i] * *word;
  }
  return sum;
}

bool Words::solve(const Term& term, std::uint64_t word) {
  std::optional<std::uint32_t> open;
  std::uint64_t rest = word - term.constant;
  for (std::uint32_t i = 0; i < term.count; ++i) {
    if (const auto known = of(term.symbol[i])) {
      rest -= term.coefficient[i] * *known;
    } else if (open) {
      return false;
    } else {
      open = i;
    }
  }
  if (!open) return false;
  const std::uint64_t factor = term.coefficient[*open];
  if (factor != 1 && factor != checker::kMinusOne) return false;
  set(term.symbol[*open], factor == 1 ? rest : 0 - rest);
  return true;
}

namespace {

/// A symbol of which nothing but the low half is told, by a link: a word with that half that fits.
/// True where one was found.
bool choose(const checker::Knowledge& known, Words& words) {
  for (std::uint32_t i = 0; i < known.row_count; ++i) {
    const checker::Row& row = known.rows[i];
    const auto told = words.of(row.symbol);
    if (row.link == Link::None || !told) continue;
    for (const Link upper : {Link::ZeroExtend32, Link::SignExtend32}) {
      Words tried = words;
      if (!tried.solve(row.of, extended(upper, *told))) continue;
      const checker::Row* const open = known.find(row.of.symbol[row.of.count - 1]);
      if (open == nullptr || !contains(open->facts, tried.of(open->symbol).value_or(0))) continue;
      words = tried;
      return true;
    }
  }
  return false;
}

}  // namespace

void complete(const checker::State& state, const Concrete& concrete, Words& words) {
  const checker::Knowledge& known = state.knowledge;
  bool more = true;
  const auto solve = [&](const Term& term, std::optional<std::uint64_t> word) {
    if (word && words.solve(term, *word)) more = true;
  };
  while (more) {
    more = false;
    each_value(state, concrete, [&](const Value& v, std::uint64_t word, const std::string&) {
      solve(v.term, word - base_of(v));
    });
    for (std::uint32_t i = 0; i < known.replaced_count; ++i) {
      const checker::Replacement& r = known.replaced[i];
      const Term& by = known.rows[r.row].of;
      solve(by, words.of(r.symbol));
      solve(Term::of(r.symbol), words.of(by));
    }
    for (std::uint32_t i = 0; i < known.row_count; ++i) {
      const checker::Row& row = known.rows[i];
      const auto of = row.link == Link::None ? std::nullopt : words.of(row.of);
      if (of) solve(Term::of(row.symbol), extended(row.link, *of));
    }
    for (std::uint32_t i = 0; i < state.computed_count; ++i) {
      const checker::Computation& c = state.computed[i];
      const auto a = words.of(c.a);
      const auto b = words.of(c.b);
      if (a && b) solve(c.result, computed(c.op, *a, *b));
    }
    more = more || choose(known, words);
  }
}

std::string not_contained(const checker::State& state, const Concrete& concrete,
                          const Words& words) {
  std::string wrong;
  const auto expect = [&](bool holds, const std::string& what) {
    if (!holds && wrong.empty()) wrong = what;
  };
  each_value(state, concrete, [&](const Value& v, std::uint64_t word, const std::string& where) {
    const auto said = words.of(v.term);
    expect(said && *said + base_of(v) == word, where + " is another word");
  });
  const checker::Knowledge& known = state.knowledge;
  for (std::uint32_t i = 0; i < known.row_count; ++i) {
    const std::string row = wrong_row(known.rows[i], words);
    expect(row.empty(), row);
  }
  for (std::uint32_t i = 0; i < known.bound_count; ++i) {
    const auto value = value_of(known, known.bounds[i], words);
    expect(value && *value <= 0, "bound " + std::to_string(i) + " does not hold");
  }
  for (std::uint32_t i = 0; i < known.excluded_count; ++i)
    expect(words.of(known.excluded[i].symbol) != known.excluded[i].word, "an excluded word");
  for (std::uint32_t i = 0; i < state.computed_count; ++i) {
    const checker::Computation& c = state.computed[i];
    const auto a = words.of(c.a);
    const auto b = words.of(c.b);
    expect(a && b && words.of(c.result) == computed(c.op, *a, *b), "a computation noted wrongly");
  }
  return wrong;
}

std::uint64_t stack_word(const Concrete& concrete, std::int32_t offset, std::uint32_t size) {
  std::uint64_t word = 0;
  const std::size_t first = concrete.memory.size() - static_cast<std::size_t>(-offset);
  for (std::uint32_t i = 0; i < size; ++i)
    word |= std::uint64_t{concrete.memory.at(first + i)} << (8 * i);
  return word;
}

void put_stack_word(Concrete& concrete, std::int32_t offset, std::uint32_t size,
                    std::uint64_t word) {
  const std::size_t first = concrete.memory.size() - static_cast<std::size_t>(-offset);
  for (std::uint32_t i = 0; i < size; ++i)
    concrete.memory.at(first + i) = static_cast<std::uint8_t>(word >> (8 * i));
}

}  // namespace assay::test
