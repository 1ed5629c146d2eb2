// SPDX-License-Identifier: Apache-2.0
#include "support/any_state.hpp"

#include "support/searching.hpp"
#include "verifier/engine/tidy.hpp"

namespace assay::testing {

std::vector<SymbolFacts> any_symbols(Dice& dice, SymbolSupply& supply, int count) {
  std::vector<SymbolFacts> out;
  while (out.size() < static_cast<std::size_t>(count)) {
    SymbolFacts row;
    row.facts = dice.facts();
    if (row.facts.is_bottom() || row.facts.as_constant()) continue;
    row.symbol = supply.fresh();
    row.lift = natural_lift(row.facts);
    out.push_back(row);
  }
  return out;
}

State any_state(Dice& dice, SymbolSupply& supply, const std::vector<SymbolFacts>& shared) {
  State state;
  state.knowledge.advise(search());
  state.frames.emplace_back();
  std::vector<Symbol> symbols;
  for (const SymbolFacts& s : shared) {
    state.knowledge.declare(s);
    symbols.push_back(s.symbol);
  }
  for (const SymbolFacts& s : any_symbols(dice, supply, 2)) {
    state.knowledge.declare(s);
    symbols.push_back(s.symbol);
  }
  const auto value = [&] {
    // Mostly plain symbols, so that a machine's words tell what the symbols are.
    if (dice.below(3) == 0) return Value::scalar(dice.term(symbols));
    const Term plain = Term::of(symbols[dice.below(symbols.size())]);
    return Value::scalar(plain.times(dice.below(4) == 0 ? 4 : 1).plus(dice.below(3)));
  };
  for (std::size_t i = 0; i < 5; ++i) {
    if (dice.below(6) != 0) state.registers[i] = value();
  }
  for (const std::int32_t offset : {-24, -16, -8}) {
    if (dice.below(3) == 0) state.frames[0].stack.store(offset, 8, value());
  }
  for (int i = 0; i < 3; ++i) {
    JumpIf jump{};
    jump.op = dice.below(2) == 0 ? JumpOp::Lt : JumpOp::Ge;
    jump.width = dice.below(4) == 0 ? Width::W32 : Width::W64;
    Knowledge learnt = state.knowledge;
    const Term left = learnt.resolve(dice.term(symbols));
    const Term right = learnt.resolve(dice.term(symbols));
    learnt.assume(supply, jump, left, right, Branch::Taken);
    if (learnt.feasible()) state.knowledge = learnt;
  }
  tidy(state, supply);
  return state;
}

std::optional<Machine> any_machine(Dice& dice, const State& state) {
  for (int attempt = 0; attempt < 20; ++attempt) {
    if (const auto words = dice.assignment_in(state.knowledge)) return machine_of(state, *words);
  }
  return std::nullopt;
}

bool means(const State& state, const Machine& machine) {
  bool undecided = false;
  const auto words = explain(state, machine, undecided);
  if (undecided) return true;
  return words && in_meaning(state.knowledge, *words);
}

}  // namespace assay::testing
