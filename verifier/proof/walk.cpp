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
  out.flags_.resize(program.instructions.size());
  for (std::size_t f = 0; f < program.functions.size(); ++f) {
    const auto graph = flow_graph(program, f);
    if (!graph) return graph.error();
    const Function& function = program.functions[f];
    for (std::uint32_t slot = function.begin; slot < function.end; ++slot) {
      const SlotFlow& flow = graph.value().at(slot);
      Flags& flags = out.flags_[slot];
      flags.cut = flags.cut || flow.cut_point;
      flags.loop_head = flow.loop_head;
      flags.position = flow.position;
      const auto* call = std::get_if<Call>(&program.instructions[slot]);
      if (call != nullptr && call->kind == CallKind::Local && flow.reachable)
        out.flags_.at(slot + 1).cut = true;
    }
  }
  return out;
}

namespace {

template <class Advance>
WalkResult walked(Advance&& advance_at, const Environment& env, const CutPoints& cuts,
                  Successor from, std::uint64_t max_steps) {
  WalkResult result;
  std::vector<Arrival> paths;  // at where each has come so far
  paths.push_back({std::move(from.state), from.slot, 0});
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
    Step step;
    if (const auto on = advance_at(path.state, path.slot, step)) {
      path.slot = *on;
      path.instructions = count;
      continue;
    }
    paths.pop_back();
    if (exits) result.longest_exit = std::max(result.longest_exit, count);
    if (step.unmet) {
      result.unmet.push_back(std::move(*step.unmet));
      continue;
    }
    for (std::size_t i = step.next.size(); i-- > 0;)
      paths.emplace_back(std::move(step.next[i].state), step.next[i].slot, count);
  }
  return result;
}

}  // namespace

WalkResult walk(const Environment& env, const CutPoints& cuts, State state, std::uint32_t slot,
                std::uint64_t max_steps) {
  return walked(std::bind_front(advance, std::cref(env)), env, cuts, {std::move(state), slot},
                max_steps);
}

WalkResult walk_by(const Executor& executor, const Environment& env, const CutPoints& cuts,
                   Successor from, std::uint64_t max_steps) {
  return walked(executor, env, cuts, std::move(from), max_steps);
}

WalkResult walk_from(const Environment& env, const CutPoints& cuts, const Invariant& from,
                     std::uint64_t max_steps) {
  SymbolSupply symbols = env.symbols;
  const Environment here{env.program, env.contract, symbols, env.stack_use, env.basis, env.advisor};
  return walk(here, cuts, from.state, from.place.slot, max_steps);
}

std::uint32_t moment_of_arrival(const WalkResult& walked, std::size_t arrival) {
  return static_cast<std::uint32_t>(walked.instructions + 1 + arrival);
}

}  // namespace assay
