// SPDX-License-Identifier: Apache-2.0
// A fault of the search, whatever it falsifies, never leads to acceptance: the final pass refuses.
//
// Each fault makes a true claim of a safe program false: some concrete run of the program (named in
// a comment where it is not plain) leaves it. The subjects stay safe under the falsified claim, so
// that nothing but the check of the claim itself can refuse.
#include <gtest/gtest.h>

#include <algorithm>
#include <exception>

#include "claims.hpp"
#include "verifier/engine/project.hpp"
#include "verifier/engine/tidy.hpp"

namespace assay::testing {
namespace {

constexpr std::uint64_t kMinusOne = ~std::uint64_t{0};

struct Fault {
  const char* name;
  Subject subject;
  void (*inject)(Claims&);
  bool of_state = true;  // false: of the graph or of a measure; new ones would mend it
};

Pointer& pointer_in(State& s, std::size_t reg) { return *s.registers[reg].as_pointer(); }
HelperMemory& memory_in(State& s, std::size_t reg) {
  return std::get<HelperMemory>(pointer_in(s, reg).region);
}
MapElement& element_in(State& s, std::size_t reg) {
  return std::get<MapElement>(pointer_in(s, reg).region);
}

Symbol symbol_of(const Value& v) { return v.term().monomials()[0].symbol; }
bool moves(const Value& v) { return v.is_readable() && !v.term().is_constant(); }

/// Learns a falsehood and leaves the state in good order, as the search would.
void narrow(Claims& c, State& s, std::uint8_t reg, const Scalar& facts) {
  s.knowledge.refine(s.registers[reg].term(), facts);
  tidy(s, c.symbols);
}

Scalar even() {
  Scalar v = Scalar::top();
  v.stride = {2, 0};
  v.settled = false;
  return reduce(v);
}

void learn_less(State& s, std::uint8_t small, std::uint8_t large, std::int64_t by) {
  const auto low = s.knowledge.integer(s.registers[small].term(), Lift::Unsigned);
  const auto high = s.knowledge.integer(s.registers[large].term(), Lift::Unsigned);
  if (!low || !high) return;
  s.knowledge.learn(LinearExpr::difference(*low, *high)->plus(by));
}

/// Symbols are written through: a search that got a row wrong would have written it so.
SymbolFacts& row(State& s, const Value& v) {
  return const_cast<SymbolFacts&>(*s.knowledge.find(symbol_of(v)));
}

void drop_state(Claims& c, std::uint32_t index) {
  auto& states = c.invariants.states;
  states.erase(states.begin() + index);
  for (Invariant& i : states) {
    for (std::uint32_t& t : i.targets) t = t == index ? 0 : t > index ? t - 1 : t;
  }
}

void replace_measures(Claims& c, Term (*change)(const Term&)) {
  for (Measure& m : c.measures) {
    for (auto& [node, term] : m.terms) term = change(term);
  }
}

const Fault kFaults[] = {
    // Facts of numbers.
    {"range_narrowed", Subject::Count,
     [](Claims& c) { c.at(2, [&](State& s) { narrow(c, s, 1, Scalar::unsigned_range(0, 20)); }); }},
    {"signed_range_narrowed", Subject::Count,
     [](Claims& c) { c.at(2, [&](State& s) { narrow(c, s, 1, Scalar::signed_range(-5, 38)); }); }},
    {"stride_falsified", Subject::Count,
     [](Claims& c) { c.at(2, [&](State& s) { narrow(c, s, 1, even()); }); }},
    {"constant_changed", Subject::Count,
     [](Claims& c) { c.at(2, [&](State& s) { s.registers[3].term() = Term::constant(1); }); }},
    {"variable_made_constant", Subject::Count,
     [](Claims& c) {
       c.at(2, [&](State& s) {
         s.registers[1].term() = Term::constant(3);
         tidy(s, c.symbols);
       });
     }},
    {"state_said_impossible", Subject::Count,
     [](Claims& c) { c.at(2, [&](State& s) { s.knowledge.refute(); }); }},
    {"entry_said_impossible", Subject::Count,
     [](Claims& c) { c.invariants.states[0].state.knowledge.refute(); }},
    // The row of r1 is gone, a rewriting to a constant stays, and no one rewrote r1.
    {"replacement_left_behind", Subject::Count,
     [](Claims& c) {
       c.at(2, [&](State& s) {
         if (!moves(s.registers[1])) return;
         s.knowledge.refine(s.registers[1].term(), Scalar::constant(3));
         project(s.knowledge, {});
       });
     }},
    {"symbol_not_declared", Subject::Count,
     [](Claims& c) { c.at(2, [&](State& s) { project(s.knowledge, {}); }); }},
    {"symbol_not_handed_out_yet", Subject::Count,
     [](Claims& c) {
       c.at(2, [&](State& s) {
         SymbolFacts made;
         made.symbol = Symbol{1U << 30};
         made.facts = Scalar::unsigned_range(0, 39);
         s.knowledge.declare(made);
         s.registers[1].term() = Term::of(made.symbol);
         tidy(s, c.symbols);
       });
     }},
    // Relations.
    {"bound_added", Subject::Order,
     [](Claims& c) { c.at(4, [&](State& s) { learn_less(s, 2, 3, 10); }); }},
    {"bound_reversed", Subject::FullOrder,
     [](Claims& c) { c.at(16, [&](State& s) { learn_less(s, 3, 2, 1); }); }},
    // A packet of two bytes leaves it.
    {"tie_tightened", Subject::Tie,
     [](Claims& c) {
       c.at(8, [&](State& s) {
         for (const LinearExpr& bound : std::vector<LinearExpr>(s.knowledge.bounds())) {
           if (bound.coefficient_of(symbol_of(s.registers[5])) != 0)
             s.knowledge.learn(bound.plus(1));
         }
       });
     }},
    {"word_excluded", Subject::Count,
     [](Claims& c) {
       c.at(2, [&](State& s) {
         if (moves(s.registers[1])) s.knowledge.declare(ExcludedWord{symbol_of(s.registers[1]), 5});
       });
     }},
    // The low bit of r1 would be 0, if the program asked for it.
    {"computed_before_the_program", Subject::Count,
     [](Claims& c) {
       c.at(2, [&](State& s) {
         const Term r1 = s.registers[1].term();
         s.computed.note({AluOp::And, r1, Term::constant(1), Term::constant(0)});
       });
     }},
    {"word_excluded_of_nothing", Subject::Count,
     [](Claims& c) {
       const ExcludedWord made{c.symbols.fresh(), 5};
       c.at(2, [&](State& s) { s.knowledge.declare(made); });
     }},
    {"bound_on_nothing", Subject::Order,
     [](Claims& c) {
       SymbolFacts made;
       made.symbol = c.symbols.fresh();
       c.at(4, [&](State& s) {
         s.knowledge.declare(made);
         s.knowledge.learn(*LinearExpr::combine(1, LinearExpr::reading(Term::of(made.symbol)), -1,
                                                LinearExpr::reading(s.registers[2].term())));
       });
     }},
    {"link_falsified", Subject::Order,
     [](Claims& c) {
       c.at(4, [&](State& s) {
         if (moves(s.registers[2]))
           s.knowledge.link(symbol_of(s.registers[2]), LinkKind::ZeroExtend32,
                            s.registers[3].term());
       });
     }},
    {"two_values_made_one", Subject::Order,
     [](Claims& c) {
       c.at(4, [&](State& s) {
         s.registers[3].term() = s.registers[2].term();
         tidy(s, c.symbols);
       });
     }},
    // r2 = 1, r3 = 2^63: the bound holds unsigned only.
    {"lift_changed", Subject::FullOrder,
     [](Claims& c) {
       c.at(16, [&](State& s) {
         for (const std::uint8_t reg : {2, 3}) row(s, s.registers[reg]).lift = Lift::Signed;
       });
     }},
    // Registers and stack.
    {"register_made_readable", Subject::Count,
     [](Claims& c) {
       c.at(2, [&](State& s) { s.registers[9] = Value::scalar(Term::constant(5)); });
     }},
    {"entry_register_made_readable", Subject::Count,
     [](Claims& c) {
       c.invariants.states[0].state.registers[5] = Value::scalar(Term::constant(0));
     }},
    {"number_made_pointer", Subject::Count,
     [](Claims& c) {
       c.at(2, [&](State& s) {
         s.registers[3] = Value::pointer(StackMemory{}, Term::constant(kMinusOne));
       });
     }},
    {"initialised_bytes_added", Subject::Count,
     [](Claims& c) { c.at(2, [&](State& s) { s.top().stack.scramble(-512, 8); }); }},
    {"cell_added", Subject::Count,
     [](Claims& c) {
       c.at(2, [&](State& s) { s.top().stack.store(-48, 8, Value::scalar(Term::constant(1))); });
     }},
    {"cell_changed", Subject::Spill,
     [](Claims& c) {
       c.at(4, [&](State& s) { s.top().stack.store(-8, 8, Value::scalar(Term::constant(6))); });
     }},
    {"cell_split", Subject::Spill,
     [](Claims& c) {
       c.at(4, [&](State& s) { s.top().stack.store(-4, 4, Value::scalar(Term::constant(5))); });
     }},
    {"saved_register_changed", Subject::Call,
     [](Claims& c) {
       c.at(6, [&](State& s) { s.top().saved[0] = Value::scalar(Term::constant(1)); });
     }},
    {"register_after_call_changed", Subject::Call,
     [](Claims& c) {
       c.at(3, [&](State& s) { s.registers[6] = Value::scalar(Term::constant(1)); });
     }},
    // Pointers, regions, resources.
    {"null_id_cleared", Subject::Lookup,
     [](Claims& c) { c.at(10, [&](State& s) { pointer_in(s, 0).null = NullId::Never; }); }},
    {"null_made_certain", Subject::Lookup,
     [](Claims& c) {
       c.at(10, [&](State& s) { s.registers[0] = Value::scalar(Term::constant(0)); });
     }},
    // The second lookup would get the identity of the first: a test of one would be a test of both.
    {"identity_handed_out_again", Subject::TwoLookups,
     [](Claims& c) { c.at(10, [&](State& s) { s.next_id = 1; }); }},
    {"element_made_the_only_one", Subject::Lookup,
     [](Claims& c) { c.at(10, [&](State& s) { element_in(s, 0).element = ElementId::Only; }); }},
    {"pointer_moved", Subject::Lookup,
     [](Claims& c) { c.at(10, [&](State& s) { s.registers[0].term() = Term::constant(8); }); }},
    {"region_exchanged", Subject::Lookup,
     [](Claims& c) { c.at(10, [&](State& s) { element_in(s, 0).map = 1; }); }},
    {"region_enlarged", Subject::Reserve,
     [](Claims& c) { c.at(10, [&](State& s) { memory_in(s, 6).bytes = 64; }); }},
    {"pointer_to_other_resource", Subject::Reserve,
     [](Claims& c) { c.at(10, [&](State& s) { memory_in(s, 6).resource = ResourceId::None; }); }},
    {"resource_dropped", Subject::Reserve,
     [](Claims& c) { c.at(10, [&](State& s) { s.resources.clear(); }); }},
    {"resource_invented", Subject::Reserve,
     [](Claims& c) {
       c.at(14, [&](State& s) { s.resources.push_back({s.fresh_id<ResourceId>(), 6}); });
     }},
    {"resource_made_doubtful", Subject::Reserve,
     [](Claims& c) {
       c.at(10, [&](State& s) {
         s.resources.at(0).null = s.fresh_id<NullId>();
         pointer_in(s, 6).null = s.resources.at(0).null;
         memory_in(s, 6).bytes = 8;
       });
     }},
    // r6 is the record of 16 bytes.
    {"records_exchanged", Subject::TwoReserves,
     [](Claims& c) { c.at(17, [&](State& s) { std::swap(s.registers[6], s.registers[7]); }); }},
    // The second release would be one of a record that nobody holds.
    {"one_record_for_both", Subject::TwoReserves,
     [](Claims& c) {
       c.at(17, [&](State& s) { memory_in(s, 7).resource = memory_in(s, 6).resource; });
     }},
    {"second_resource_dropped", Subject::TwoReserves,
     [](Claims& c) { c.at(17, [&](State& s) { s.resources.pop_back(); }); }},
    {"resource_listed_twice", Subject::TwoReserves,
     [](Claims& c) { c.at(17, [&](State& s) { s.resources[1].id = s.resources[0].id; }); }},
    {"record_taken_for_one_not_held", Subject::TwoReserves,
     [](Claims& c) {
       c.at(17, [&](State& s) { memory_in(s, 7).resource = s.fresh_id<ResourceId>(); });
     }},
    {"record_used_after_release", Subject::TwoReserves,
     [](Claims& c) {
       c.at(17, [&](State& s) {
         s.registers[6] = s.registers[7];
         memory_in(s, 6).bytes = 16;
       });
     }},
    {"mark_moved", Subject::PacketWalk,
     [](Claims& c) {
       c.at(3, [&](State& s) { s.regions[0].marks.back() = s.regions[0].marks.back().plus(8); });
     }},
    {"mark_made_constant", Subject::PacketWalk,
     [](Claims& c) {
       c.at(3, [&](State& s) {
         s.regions[0].marks.back() = Term::constant(1000);
         tidy(s, c.symbols);
       });
     }},
    {"region_said_to_be_there", Subject::NullWalk,
     [](Claims& c) { c.at(3, [&](State& s) { s.resolve_present(0); }); }},
    {"region_said_to_be_absent", Subject::NullWalk,
     [](Claims& c) { c.at(3, [&](State& s) { s.regions[0].presence = Presence::Absent; }); }},
    {"mark_dropped", Subject::PacketWalk,
     [](Claims& c) { c.at(3, [&](State& s) { s.regions[0].marks.pop_back(); }); }},
    {"regions_dropped", Subject::PacketWalk,
     [](Claims& c) { c.at(3, [&](State& s) { s.regions.clear(); }); }},
    {"mark_added", Subject::PacketWalk,
     [](Claims& c) {
       c.at(3, [&](State& s) { s.regions[0].marks.push_back(Term::constant(4000)); });
     }},
    {"packet_narrowed", Subject::PacketWalk,
     [](Claims& c) {
       c.at(3, [&](State& s) {
         s.knowledge.refine(s.regions[0].marks.back(), Scalar::unsigned_range(100, 1000));
         tidy(s, c.symbols);
       });
     }},
    {"walk_stops_early", Subject::PacketWalk,
     [](Claims& c) { c.at(3, [&](State& s) { narrow(c, s, 2, Scalar::unsigned_range(0, 5)); }); }},
    // The graph.
    {"no_states", Subject::Count, [](Claims& c) { c.invariants.states.clear(); }, false},
    {"state_dropped", Subject::Count, [](Claims& c) { drop_state(c, c.index_at(2)); }, false},
    {"entry_dropped", Subject::Count, [](Claims& c) { drop_state(c, 0); }, false},
    {"target_dropped", Subject::Count,
     [](Claims& c) { c.invariants.states[c.index_at(2)].targets.pop_back(); }, false},
    {"target_added", Subject::Count,
     [](Claims& c) { c.invariants.states[c.index_at(2)].targets.push_back(0); }, false},
    {"targets_redirected", Subject::Count,
     [](Claims& c) {
       for (Invariant& i : c.invariants.states) std::ranges::fill(i.targets, 0U);
     },
     false},
    {"target_out_of_range", Subject::Count,
     [](Claims& c) { c.invariants.states[0].targets.at(0) = 1000; }, false},
    {"place_moved", Subject::Count,
     [](Claims& c) { c.invariants.states[c.index_at(2)].place.slot = 4; }, false},
    {"place_outside", Subject::Count,
     [](Claims& c) { c.invariants.states[c.index_at(2)].place.slot = 5000; }, false},
    {"entry_place_moved", Subject::Count, [](Claims& c) { c.invariants.states[0].place.slot = 4; },
     false},
    {"chain_changed", Subject::Call,
     [](Claims& c) { c.invariants.states[c.index_at(6)].place.chain = {4}; }, false},
    {"chain_dropped", Subject::Call,
     [](Claims& c) {
       Invariant& i = c.invariants.states[c.index_at(6)];
       i.place.chain.clear();
       i.state.frames.pop_back();
     },
     false},
    {"return_slot_changed", Subject::Call,
     [](Claims& c) { c.at(6, [&](State& s) { s.top().return_slot = 4; }); }, false},
    {"function_changed", Subject::Call,
     [](Claims& c) { c.at(6, [&](State& s) { s.top().function_begin = 0; }); }, false},
    // Measures.
    {"measures_dropped", Subject::Count, [](Claims& c) { c.measures.clear(); }, false},
    {"measure_made_constant", Subject::Count,
     [](Claims& c) { replace_measures(c, [](const Term&) { return Term::constant(7); }); }, false},
    {"measure_rises", Subject::Count,
     [](Claims& c) { replace_measures(c, [](const Term& t) { return t.times(kMinusOne); }); },
     false},
    {"measure_rises_to_end", Subject::PacketWalk,
     [](Claims& c) { replace_measures(c, [](const Term& t) { return t.times(kMinusOne); }); },
     false},
    {"measure_wraps", Subject::Count,
     [](Claims& c) {
       replace_measures(c, [](const Term& t) { return t.times(std::uint64_t{1} << 63); });
     },
     false},
    {"measure_of_nothing", Subject::Count,
     [](Claims& c) { replace_measures(c, [](const Term&) { return Term::of(Symbol{1U << 30}); }); },
     false},
    {"measure_of_other_state", Subject::Count,
     [](Claims& c) {
       for (Measure& m : c.measures) {
         for (auto& [node, term] : m.terms) ++node;
       }
     },
     false},
    // Of a loop of several states; the term falls on all edges that are left.
    {"measure_lacks_one_state", Subject::PacketWalk,
     [](Claims& c) {
       for (Measure& m : c.measures) m.terms.pop_back();
     },
     false},
    {"measure_names_a_state_twice", Subject::Count,
     [](Claims& c) {
       for (Measure& m : c.measures) m.terms.push_back(m.terms.back());
     },
     false},
    {"measure_lacks_a_state", Subject::Order,
     [](Claims& c) {
       for (Measure& m : c.measures) m.terms.clear();
     },
     false},
};

class FaultInjection : public ::testing::TestWithParam<Fault> {};

TEST_P(FaultInjection, IsRefusedByTheFinalPass) {
  const auto claims = claims_of(GetParam().subject);
  ASSERT_TRUE(accepted(*claims)) << "the true claims are not accepted\n" << text_of(*claims);
  const std::string before = text_of(*claims);
  GetParam().inject(*claims);
  ASSERT_NE(text_of(*claims), before) << "the fault changed nothing";
  EXPECT_FALSE(accepted(*claims)) << "accepted in spite of a false claim\n"
                                  << text_of(*claims) << "--- before\n"
                                  << before;
  if (!GetParam().of_state) return;
  try {
    fit_to_states(*claims);
  } catch (const std::exception&) {
    return;  // the walk itself stumbles over the state
  }
  EXPECT_FALSE(accepted(*claims)) << "accepted with targets that fit the false claim\n"
                                  << text_of(*claims) << "--- before\n"
                                  << before;
}

INSTANTIATE_TEST_SUITE_P(Faults, FaultInjection, ::testing::ValuesIn(kFaults),
                         [](const ::testing::TestParamInfo<Fault>& i) {
                           return std::string(i.param.name);
                         });

}  // namespace
}  // namespace assay::testing
