// SPDX-License-Identifier: Apache-2.0
#include "verifier/smt/prove.hpp"

#include <chrono>

namespace assay {
namespace {

std::string shown(const z3::model& model) {
  std::string text;
  for (unsigned i = 0; i < model.num_consts(); ++i) {
    const z3::func_decl name = model.get_const_decl(i);
    if (!text.empty()) text += ", ";
    text += name.name().str() + " = " + model.get_const_interp(name).to_string();
  }
  return text;
}

z3::solver solver_for(z3::context& c, Logic logic) {
  if (logic == Logic::Integers) {
    // Polynomials as sums of products first: an identity is then plain to see.
    z3::params sums(c);
    sums.set("som", true);
    return (z3::with(z3::tactic(c, "simplify"), sums) & z3::tactic(c, "smt")).mk_solver();
  }
  // Sharing of gates (aig) makes the comparisons of sums and bounds some three times faster.
  const z3::tactic circuits = z3::tactic(c, "simplify") & z3::tactic(c, "propagate-values") &
                              z3::tactic(c, "solve-eqs") & z3::tactic(c, "bit-blast") &
                              z3::tactic(c, "aig") & z3::tactic(c, "sat");
  return circuits.mk_solver();
}

struct Question {
  std::vector<Z3Bool> premises;
  Z3Bool conclusion;
  Logic logic;
};
ProofAnswer prove_one(Terms& home, const Question& question, unsigned milliseconds) {
  z3::context& c = home.context();
  z3::solver solver = solver_for(c, question.logic);
  z3::params limits(c);
  limits.set("timeout", milliseconds);
  solver.set(limits);
  for (const Z3Bool& premise : question.premises) solver.add(premise.in(home));
  solver.add(!question.conclusion.in(home));
  switch (solver.check()) {
    case z3::unsat:
      return {ProofResult::Proved, {}};
    case z3::sat:
      return {ProofResult::Refuted, shown(solver.get_model())};
    case z3::unknown:
      return {ProofResult::Unknown, solver.reason_unknown()};
  }
  return {ProofResult::Unknown, "no answer"};
}

/// Counts down from the time at which it was made.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;
  explicit Deadline(unsigned milliseconds)
      : end_(Clock::now() + std::chrono::milliseconds(milliseconds)) {}
  [[nodiscard]] unsigned left() const {
    const auto rest = std::chrono::duration_cast<std::chrono::milliseconds>(end_ - Clock::now());
    return rest.count() > 0 ? static_cast<unsigned>(rest.count()) : 0;
  }

 private:
  Clock::time_point end_;
};

ProofAnswer prove_cases(Terms& home, const Claim& claim, const Deadline& deadline) {
  if (claim.cases.empty())
    return prove_one(home, {claim.premises, claim.conclusion, claim.logic}, deadline.left());
  Z3Bool some = false;
  for (const Z3Bool& one : claim.cases) some = some | one;
  const ProofAnswer covered = prove_one(home, {claim.premises, some, claim.logic}, deadline.left());
  // A gap between the cases is no counterexample to the claim.
  if (covered.result != ProofResult::Proved)
    return {ProofResult::Unknown, "the cases leave something out"};
  for (const Z3Bool& one : claim.cases) {
    if (deadline.left() == 0) return {ProofResult::Unknown, "timeout"};
    std::vector<Z3Bool> premises = claim.premises;
    premises.push_back(one);
    ProofAnswer answer =
        prove_one(home, {premises, claim.conclusion, claim.logic}, deadline.left());
    if (answer.result != ProofResult::Proved) return answer;
  }
  return {ProofResult::Proved, {}};
}

}  // namespace

void limit_solver_memory(unsigned megabytes) {
  z3::set_param("memory_max_size", std::to_string(megabytes).c_str());
}

ProofAnswer prove(Terms& home, const Claim& claim, unsigned milliseconds) {
  if (milliseconds == 0) return {ProofResult::Unknown, "timeout"};
  try {
    return prove_cases(home, claim, Deadline(milliseconds));
  } catch (const z3::exception& e) {
    return {ProofResult::Unknown, e.msg()};
  }
}

}  // namespace assay
