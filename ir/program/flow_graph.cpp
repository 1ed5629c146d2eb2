// SPDX-License-Identifier: Apache-2.0
#include "ir/program/flow_graph.hpp"

#include <algorithm>
#include <span>
#include <string>

#include "ir/base/errors.hpp"
#include "ir/isa/flow.hpp"

namespace assay {
namespace {

using Nodes = std::vector<std::uint32_t>;  // slots relative to the function's begin

/// Strongly connected components of the graph restricted to some nodes (Tarjan 1972), with an
/// explicit stack since a function may have a million slots.
class Components {
 public:
  explicit Components(const FlowGraph& graph)
      : graph_(graph),
        member_(graph.slots.size(), 0),
        number_(graph.slots.size(), 0),
        low_(graph.slots.size(), 0),
        on_stack_(graph.slots.size(), false) {}

  /// Components one behind another, and how many nodes each has.
  struct Found {
    Nodes nodes;
    std::vector<std::size_t> sizes;
  };

  /// In reverse topological order; the first node of each is the one found first (its entry when
  /// `nodes` stand in depth-first order). Until the next call.
  const Found& of(const Nodes& nodes) {
    ++epoch_;
    found_.nodes.clear();
    found_.sizes.clear();
    for (const std::uint32_t n : nodes) {
      member_[n] = epoch_;
      number_[n] = 0;
    }
    next_ = 1;
    for (const std::uint32_t n : nodes) {
      if (number_[n] == 0) visit(n);
    }
    return found_;
  }

 private:
  struct Visit {
    std::uint32_t node;
    std::size_t next_edge;
  };

  void open(std::uint32_t node) {
    number_[node] = low_[node] = next_++;
    stack_.push_back(node);
    on_stack_[node] = true;
    visits_.push_back({node, 0});
  }

  void visit(std::uint32_t root) {
    open(root);
    while (!visits_.empty()) {
      const std::uint32_t node = visits_.back().node;
      const auto& edges = graph_.slots[node].successors;
      if (visits_.back().next_edge < edges.size()) {
        const std::uint32_t to = edges[visits_.back().next_edge++] - graph_.begin;
        if (member_[to] != epoch_) continue;
        if (number_[to] == 0) {
          open(to);
        } else if (on_stack_[to]) {
          low_[node] = std::min(low_[node], number_[to]);
        }
        continue;
      }
      visits_.pop_back();
      if (!visits_.empty())
        low_[visits_.back().node] = std::min(low_[visits_.back().node], low_[node]);
      if (low_[node] == number_[node]) close(node);
    }
  }

  void close(std::uint32_t root) {
    auto from = stack_.end();
    while (*--from != root) {
    }
    const std::span component(from, stack_.end());
    for (const std::uint32_t n : component) on_stack_[n] = false;
    found_.nodes.insert(found_.nodes.end(), component.begin(), component.end());
    found_.sizes.push_back(component.size());
    stack_.erase(from, stack_.end());
  }

  const FlowGraph& graph_;
  std::vector<std::uint32_t> member_;
  std::vector<std::uint32_t> number_;
  std::vector<std::uint32_t> low_;
  std::vector<bool> on_stack_;
  Nodes stack_;
  std::vector<Visit> visits_;
  Found found_;
  std::uint32_t epoch_ = 0;
  std::uint32_t next_ = 1;
};

bool loops_to_itself(const FlowGraph& graph, std::uint32_t node) {
  return std::ranges::count(graph.slots[node].successors, node + graph.begin) != 0;
}

class Order {
 public:
  explicit Order(FlowGraph& graph) : graph_(graph), components_(graph) {}

  void run() {
    Nodes all;
    for (std::uint32_t i = 0; i < graph_.slots.size(); ++i) {
      if (graph_.slots[i].reachable) all.push_back(i);
    }
    add_components(all, 0);
    while (!work_.empty()) {
      const Item item = work_.back();
      work_.pop_back();
      const auto from = waiting_.end() - static_cast<std::ptrdiff_t>(item.size);
      const std::uint32_t first = *from;
      Nodes inner(from + 1, waiting_.end());
      waiting_.erase(from, waiting_.end());
      const bool loop = !inner.empty() || loops_to_itself(graph_, first);
      place(first, item.depth, loop ? Role::Head : Role::Inner);
      if (inner.empty()) continue;
      if (item.depth + 1 < kDeepestLoops) {
        add_components(inner, item.depth + 1);
      } else {
        place_by_number(std::move(inner), item.depth + 1);
      }
    }
  }

 private:
  /// A component that waits; its nodes are the last of those that wait.
  struct Item {
    std::size_t size;
    std::uint32_t depth;
  };

  void add_components(const Nodes& nodes, std::uint32_t depth) {
    const Components::Found& found = components_.of(nodes);
    waiting_.insert(waiting_.end(), found.nodes.begin(), found.nodes.end());
    for (const std::size_t size : found.sizes) work_.push_back({size, depth});
  }

  enum class Role : std::uint8_t { Head, Inner };

  void place(std::uint32_t node, std::uint32_t depth, Role role) {
    SlotFlow& slot = graph_.slots[node];
    slot.position = static_cast<std::uint32_t>(graph_.order.size());
    slot.loop_head = role == Role::Head;
    slot.loop_depth = depth + (slot.loop_head ? 1 : 0);
    graph_.order.push_back(graph_.begin + node);
  }

  void place_by_number(Nodes nodes, std::uint32_t depth) {
    std::ranges::sort(nodes);
    Nodes heads;
    for (const std::uint32_t node : nodes) {
      for (const std::uint32_t to : graph_.slots[node].successors) {
        if (to - graph_.begin <= node) heads.push_back(to - graph_.begin);
      }
    }
    std::ranges::sort(heads);
    for (const std::uint32_t node : nodes) {
      place(node, depth, std::ranges::binary_search(heads, node) ? Role::Head : Role::Inner);
    }
  }

  FlowGraph& graph_;
  Components components_;
  std::vector<Item> work_;
  Nodes waiting_;
};

std::optional<Error> connect(const Program& program, const Function& function, FlowGraph& graph) {
  Nodes work{0};
  graph.slots[0].reachable = true;
  while (!work.empty()) {
    const std::uint32_t slot = work.back() + function.begin;
    work.pop_back();
    const Instruction& instruction = program.instructions[slot];
    const Flow next = flow(instruction);
    SlotFlow& self = graph.at(slot);
    self.successors.reserve((next.falls_through ? 1u : 0u) + (next.target ? 1u : 0u));
    const auto add = [&](std::int64_t to) {
      if (to < function.begin || to >= function.end ||
          std::holds_alternative<WideTail>(program.instructions[static_cast<std::size_t>(to)])) {
        return false;
      }
      self.successors.push_back(static_cast<std::uint32_t>(to));
      SlotFlow& target = graph.at(static_cast<std::uint32_t>(to));
      ++target.predecessors;
      if (!target.reachable) {
        target.reachable = true;
        work.push_back(static_cast<std::uint32_t>(to) - function.begin);
      }
      return true;
    };
    if (next.falls_through && !add(std::int64_t{slot} + slots(instruction))) {
      return Error{ErrorCode::FallsOffEnd,
                   "control runs past the end of function '" + function.name + "' after slot " +
                       std::to_string(slot),
                   slot};
    }
    if (next.target && !add(*next.target)) {
      return Error{
          ErrorCode::JumpOutOfProgram,
          "the jump at slot " + std::to_string(slot) + " leaves function '" + function.name + "'",
          slot};
    }
  }
  return std::nullopt;
}

/// A state is tidied at a cut point only, so that long stretches without one would make it large.
/// Inside a loop a further one would keep states of every round.
void set_cut_points(FlowGraph& graph) {
  constexpr std::uint32_t kLongestStretch = 512;
  std::uint32_t stretch = 0;
  for (SlotFlow& s : graph.slots) {
    ++stretch;
    const bool far = s.reachable && s.loop_depth == 0 && stretch >= kLongestStretch;
    s.cut_point = s.loop_head || s.predecessors > 1 || far;
    if (s.cut_point) stretch = 0;
  }
}

}  // namespace

Result<FlowGraph> flow_graph(const Program& program, std::size_t function) {
  const Function& f = program.functions.at(function);
  FlowGraph graph;
  graph.begin = f.begin;
  graph.slots.resize(f.end - f.begin);
  if (const auto error = connect(program, f, graph)) return *error;
  Order(graph).run();
  set_cut_points(graph);
  return graph;
}

std::vector<std::uint32_t> loop_members(const FlowGraph& graph, std::uint32_t head) {
  const SlotFlow& first = graph.at(head);
  std::vector<std::uint32_t> out{head};
  for (std::uint32_t p = first.position + 1; p < graph.order.size(); ++p) {
    const SlotFlow& next = graph.at(graph.order[p]);
    const bool beside = next.loop_head && next.loop_depth == first.loop_depth;
    if (next.loop_depth < first.loop_depth || beside) break;
    out.push_back(graph.order[p]);
  }
  std::ranges::sort(out);
  return out;
}

}  // namespace assay
