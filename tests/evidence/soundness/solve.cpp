// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/solve.hpp"

#include <z3++.h>

#include <algorithm>
#include <string>

#include "evidence/soundness/meaning.hpp"

namespace assay::soundness {
namespace {

constexpr unsigned kMostWork = 60000;         // of one question, in Z3's own units
constexpr unsigned kMostMilliseconds = 1000;  // of one question

/// The nodes that a condition's words are made of, ascending.
std::vector<std::uint32_t> nodes_of(const Expressions& all, const Condition& condition) {
  std::vector<bool> seen(all.count() + 1);
  std::vector<std::uint32_t> open{condition.x.node, condition.y.node};
  std::vector<std::uint32_t> nodes;
  while (!open.empty()) {
    const std::uint32_t n = open.back();
    open.pop_back();
    if (n == 0 || seen[n]) continue;
    seen[n] = true;
    nodes.push_back(n);
    open.push_back(all.node(n).x.node);
    open.push_back(all.node(n).y.node);
  }
  std::ranges::sort(nodes);
  return nodes;
}

/// The conditions that share inputs with number `target`, directly or through others before it;
/// those alone can make it impossible. `nodes`: all that these conditions are made of.
struct Question {
  std::vector<std::size_t> conditions;
  std::vector<bool> nodes;
};

Question question_of(const Path& path, std::size_t target) {
  const Expressions& all = path.expressions;
  std::vector<std::vector<std::uint32_t>> each;
  for (std::size_t i = 0; i <= target; ++i) each.push_back(nodes_of(all, path.conditions[i]));
  Question question;
  question.nodes.resize(all.count() + 1);
  const auto add = [&](std::size_t i) {
    for (const std::uint32_t n : each[i]) question.nodes[n] = true;
    each[i].clear();
  };
  const auto touches = [&](std::uint32_t n) { return question.nodes[n] && all.node(n).input; };
  add(target);
  for (bool grew = true; grew;) {
    grew = false;
    for (std::size_t i = 0; i < target; ++i) {
      if (std::ranges::none_of(each[i], touches)) continue;
      add(i);
      question.conditions.push_back(i);
      grew = true;
    }
  }
  return question;
}

/// The terms of one question.
class Translation {
 public:
  Translation(z3::context& context, const Path& path, const Question& question)
      : context_(context), path_(path), terms_(question.nodes.size()), limits_(context) {
    for (std::uint32_t n = 1; n < question.nodes.size(); ++n) {
      if (question.nodes[n]) translate(n);
    }
  }

  /// The condition as it came out on the path.
  [[nodiscard]] z3::expr as_it_was(std::size_t number) const {
    return path_.conditions[number].held ? condition(number) : !condition(number);
  }
  [[nodiscard]] z3::expr other_way(std::size_t number) const {
    return path_.conditions[number].held ? !condition(number) : condition(number);
  }
  /// What lies in which bounds.
  [[nodiscard]] const z3::expr_vector& limits() const { return limits_; }

  /// The inputs that the model sets.
  [[nodiscard]] Chosen chosen(const z3::model& model) const {
    Chosen chosen;
    for (const auto& [key, constant] : inputs_) {
      std::uint64_t value = 0;
      if (model.eval(constant).is_numeral_u64(value)) chosen[key] = value;
    }
    return chosen;
  }

 private:
  [[nodiscard]] z3::expr condition(std::size_t number) const {
    const Condition& c = path_.conditions[number];
    return condition_term(c.compare, term(c.x), term(c.y));
  }

  [[nodiscard]] z3::expr term(const Traced& t) const {
    return t.node == 0 ? context_.bv_val(t.value, 64) : *terms_[t.node];
  }

  void translate(std::uint32_t number) {
    const Node& node = path_.expressions.node(number);
    if (!node.input) {
      terms_[number] = arithmetic_term(node.slot, term(node.x), term(node.y));
      return;
    }
    const std::string name = std::to_string(number);
    const z3::expr constant = context_.bv_const(name.c_str(), node.is_byte ? 8 : 64);
    inputs_.emplace_back(node.key, constant);
    terms_[number] = node.is_byte ? z3::zext(constant, 56) : constant;
    if (node.is_byte) return;
    limits_.push_back(constant >= context_.bv_val(node.min, 64));
    limits_.push_back(constant <= context_.bv_val(node.max, 64));
  }

  z3::context& context_;
  const Path& path_;
  std::vector<std::optional<z3::expr>> terms_;  // by number of the node
  std::vector<std::pair<InputKey, z3::expr>> inputs_;
  z3::expr_vector limits_;
};

}  // namespace

struct BranchSolver::Home {
  z3::context context;
};

BranchSolver::BranchSolver() = default;
BranchSolver::~BranchSolver() = default;

Solved BranchSolver::other_side(const Path& path, std::size_t condition) {
  if (!home_) home_ = std::make_unique<Home>();
  z3::context& c = home_->context;
  try {
    const Question question = question_of(path, condition);
    const Translation terms(c, path, question);
    z3::solver solver(c, z3::solver::simple());
    z3::params limits(c);
    limits.set("rlimit", kMostWork);
    limits.set("timeout", kMostMilliseconds);
    solver.set(limits);
    for (const z3::expr& limit : terms.limits()) solver.add(limit);
    for (const std::size_t i : question.conditions) solver.add(terms.as_it_was(i));
    solver.add(terms.other_way(condition));
    switch (solver.check()) {
      case z3::sat:
        return {Answer::Input, terms.chosen(solver.get_model())};
      case z3::unsat:
        return {Answer::None, {}};
      case z3::unknown:
        return {};
    }
  } catch (const z3::exception&) {
    return {};
  }
  return {};
}

}  // namespace assay::soundness
