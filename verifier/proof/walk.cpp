// SPDX-License-Identifier: Apache-2.0
#include "verifier/proof/walk.hpp"

#include <utility>

namespace assay {

Place place_of(const State& state, std::uint32_t slot) {
  Place place;
  for (std::size_t i = 1; i < state.frames.size(); ++i)
    place.chain.push_back(state.frames[i].return_slot);
  place.slot = slot;
  return place;
}

Result<CutPoints> CutPoints::of(const Program& program) {
  CutPoints out;
  out.flow_.resize(program.instructions.size());
  for (std::size_t f = 0; f < program.functions.size(); ++f) {
    auto graph = flow_graph(program, f);
    if (!graph) return graph.error();
    const Function& function = program.functions[f];
    for (std::uint32_t slot = function.begin; slot < function.end; ++slot) {
      SlotFlow& flow = out.flow_[slot];
      const bool behind_call = flow.cut_point;
      flow = std::move(graph.value().at(slot));
      flow.successors = {};  // nobody asks
      flow.cut_point = flow.cut_point || behind_call;
      const auto* call = std::get_if<Call>(&program.instructions[slot]);
      if (call != nullptr && call->kind == CallKind::Local && flow.reachable)
        out.flow_.at(slot + 1).cut_point = true;
    }
  }
  return out;
}

WalkResult walk(const Environment& env, const CutPoints& cuts, Successor from,
                std::uint64_t max_steps, const Executor& executor) {
  constexpr std::size_t kFew = 4;  // paths and arrivals of most walks
  WalkResult result;
  std::vector<Arrival> paths;  // at where each has come so far
  paths.reserve(kFew);
  result.arrivals.reserve(kFew);
  paths.push_back({std::move(from.state), from.slot, 0});
  Step step;
  while (!paths.empty()) {
    Arrival& path = paths.back();
    if (path.instructions > 0 && cuts.is_cut(path.slot)) {
      result.arrivals.push_back(std::move(path));
      paths.pop_back();
      continue;
    }
    if (++result.instructions > max_steps) {
      result.too_long = true;
      return result;
    }
    if (env.advisor != nullptr) env.advisor->at(static_cast<std::uint32_t>(result.instructions));
    const bool exits = std::holds_alternative<Exit>(env.program.instructions[path.slot]) &&
                       path.state.frames.size() == 1;
    const std::uint64_t count = path.instructions + 1;
    if (const auto on = executor(env, path.state, path.slot, step)) {
      path.slot = *on;
      path.instructions = count;
      continue;
    }
    paths.pop_back();
    if (exits) result.longest_exit = std::max(result.longest_exit, count);
    if (step.unmet) {
      result.unmet.push_back(std::move(*step.unmet));
    } else {
      for (std::size_t i = step.next.size(); i-- > 0;)
        paths.emplace_back(std::move(step.next[i].state), step.next[i].slot, count);
    }
    step.unmet.reset();
    step.next.clear();
  }
  return result;
}

WalkResult walk_from(const Environment& env, const CutPoints& cuts, const Invariant& from,
                     std::uint64_t max_steps) {
  SymbolSupply symbols = env.symbols;
  const Environment here{env.program, env.contract, symbols, env.stack_use, env.basis, env.advisor};
  return walk(here, cuts, {from.state, from.place.slot}, max_steps);
}

std::uint32_t moment_of_arrival(const WalkResult& walked, std::size_t arrival) {
  return static_cast<std::uint32_t>(walked.instructions + 1 + arrival);
}

}  // namespace assay
