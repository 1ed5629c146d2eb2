// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/explore.hpp"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <span>

#include "ir/base/check.hpp"
#include "verifier/engine/continuation.hpp"
#include "verifier/engine/endless.hpp"
#include "verifier/engine/inclusion_gaps.hpp"
#include "verifier/engine/join.hpp"
#include "verifier/engine/latest_heads.hpp"
#include "verifier/engine/moved_steps.hpp"
#include "verifier/engine/thresholds.hpp"
#include "verifier/engine/tidy.hpp"

namespace assay {
namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};
constexpr unsigned kJoinsBeforeWidening = 1;
constexpr unsigned kJoinsAtAMerge = 16;
constexpr unsigned kWideningsBeforeTop = 40;
constexpr std::size_t kMostStatesOfAPlace = 256;
constexpr std::size_t kRoundsCompared = 16;
constexpr std::size_t kRoundsWatched = 64;  // a loop that is unrolled so far should have an end

/// Symbols, bounds and stack cells, which memory and time grow with.
std::size_t parts_of(const State& state) {
  std::size_t parts = state.knowledge.symbols().size() + state.knowledge.bounds().size();
  for (const Frame& frame : state.frames) parts += frame.stack.cells().size();
  return parts;
}

/// The work of a comparison with the state. Most end early, but not between large states that
/// differ in little. The weights here and below are fitted to times of
/// tests/evidence/bench/hostile.
std::uint64_t work_of_comparing(const State& state) {
  return 1 + parts_of(state) * parts_of(state) / 1000;
}

/// The work of forgetting what nothing reads in a state that arrives.
std::uint64_t work_of_tidying(const State& state) { return 1 + parts_of(state); }

/// The work of so many instructions from the state on: each branch copies it.
std::uint64_t work_of_walking(const State& state, std::uint64_t instructions) {
  return instructions * parts_of(state) / 16;
}

/// The work of a merge with the state: each symbol is paired and its facts joined, and each bound
/// is read again over the symbols, where other bounds may prove it.
std::uint64_t work_of_merging(const State& state) {
  const std::uint64_t bounds = state.knowledge.bounds().size();
  return 1 + state.knowledge.symbols().size() * (12 + 2 * bounds) + 16 * bounds * bounds;
}

struct Node {
  Place place;
  State state;
  std::uint32_t parent = kNone;
  LatestHeads heads;       // those that the state descends from, itself included
  std::size_t rounds = 0;  // states of this loop head that it descends from, itself included
  std::vector<std::uint32_t> targets;
  std::uint32_t replaced_by = kNone;
  unsigned merges = 0;
  std::vector<DeductionStep> steps;  // of the last walk from here
  std::uint32_t first_fresh = 0;     // the first symbol of that walk
};

class Search {
 public:
  Search(const Environment& env, const CutPoints& cuts, const std::vector<Relevance>& relevance,
         const SearchPlan& plan, Deducer& deducer)
      : env_(env),
        cuts_(cuts),
        plan_(plan),
        deducer_(deducer),
        deduced_aside_(deducer.work()),
        relevance_(relevance),
        thresholds_(thresholds_of(env)),
        rounds_(env),
        continuation_(env) {}

  SearchResult run() {
    State entry = entry_state(env_);
    tidy(entry, env_.symbols);
    add(Place{}, std::move(entry), kNone);
    while (!queue_.empty()) {
      const std::uint32_t n = queue_.begin()->second;
      queue_.erase(queue_.begin());
      if (nodes_[n].replaced_by != kNone) continue;
      explore(n);
      if (exhausted() || result_.endless) return finished();
      if (!unmet_.empty() && !goes_on()) break;  // the program is not proved on this rung
      if (queue_.empty()) relink();
    }
    result_.complete = true;
    if (!goes_on()) deliver();
    return finished();
  }

 private:
  using Key = std::pair<std::vector<std::uint32_t>, std::uint32_t>;

  bool goes_on() const { return plan_.on_refusal == OnRefusal::GoOn; }

  SearchResult finished() {
    result_.states = nodes_.size();
    result_.effort = work() + steps_ * kWorkOfAStep;
    auto& found = goes_on() ? continuation_.noted() : unmet_;
    for (auto& [key, unmet] : found) result_.unmet.push_back(std::move(unmet));
    return std::move(result_);
  }

  bool exhausted() const {
    return nodes_.size() > plan_.max_states || steps_ > plan_.max_steps ||
           parts_kept_ > plan_.max_parts || work() > plan_.max_work;
  }

  /// Of comparing and merging, and of the deductions beyond the base rule that both ask for.
  std::uint64_t work() const { return work_ + deducer_.work() - deduced_aside_; }

  /// Weak topological order of places: the positions of the calls on the chain, then of the slot.
  std::vector<std::uint32_t> order_of(const Place& place) const {
    std::vector<std::uint32_t> key;
    key.reserve(place.chain.size() + 1);
    for (const std::uint32_t r : place.chain) key.push_back(cuts_.flow_at(r - 1).position);
    key.push_back(cuts_.flow_at(place.slot).position);
    return key;
  }

  std::uint32_t add(const Place& place, State state, std::uint32_t parent) {
    const auto n = static_cast<std::uint32_t>(nodes_.size());
    parts_kept_ += parts_of(state);
    Node node{place, std::move(state), parent, {}, 0, {}, kNone, 0, {}, 0};
    if (parent != kNone) node.heads = nodes_[parent].heads;
    nodes_.push_back(std::move(node));
    Here& here = this_place(place);
    if (cuts_.flow_at(place.slot).loop_head) begin_round(n, here.number);
    here.nodes.push_back(n);
    queue_.insert({order_of(place), n});
    return n;
  }

  /// Puts a node at a loop head in the place of the round before.
  void begin_round(std::uint32_t n, std::uint32_t place) {
    Node& node = nodes_[n];
    const auto before = node.heads.of(place);
    node.rounds = before ? nodes_[*before].rounds + 1 : 1;
    node.heads = node.heads.with(place, n);
  }

  /// A place's nodes that no other has replaced, and its number.
  struct Here {
    std::uint32_t number = 0;
    std::vector<std::uint32_t> nodes;
  };
  Here& this_place(const Place& place) {
    const auto number = static_cast<std::uint32_t>(at_.size());
    return at_.try_emplace(place, Here{number, {}}).first->second;
  }

  void explore(std::uint32_t n) {
    WalkResult walked = walk_from(nodes_[n]);
    steps_ += walked.instructions;
    work_ += work_of_walking(nodes_[n].state, walked.instructions);
    if (walked.too_long) steps_ = plan_.max_steps + 1;
    for (Unmet& unmet : walked.unmet)
      unmet_.try_emplace(fault_key(env_.program, unmet), std::move(unmet));
    std::vector<std::uint32_t> targets;
    for (std::size_t a = 0; a < walked.arrivals.size(); ++a) {
      Arrival& arrival = walked.arrivals[a];
      work_ += work_of_tidying(arrival.state);
      if (exhausted()) return;
      State as_walked = arrival.state;
      restrict_to_live(arrival.state, arrival.slot, relevance_, env_.symbols);
      const Place place = place_of(arrival.state, arrival.slot);
      targets.push_back(admit(place, std::move(arrival.state), n));
      if (goes_on()) continue;
      deducer_.at(moment_of_arrival(walked, a));
      record_arrival(nodes_[n], targets.back(), as_walked);
    }
    nodes_[n].targets = std::move(targets);
  }

  /// The walk, with the record of its steps begun.
  WalkResult walk_from(Node& node) {
    const std::uint64_t most = plan_.max_steps;
    if (!goes_on()) {
      node.steps.clear();
      node.first_fresh = env_.symbols.peek();
      deducer_.record_into(&node.steps);
      WalkResult walked = walk(env_, cuts_, {node.state, node.place.slot}, most);
      deducer_.record_into(nullptr);
      return walked;
    }
    const Executor go_on = [this](const Environment&, State& state, std::uint32_t slot,
                                  Step& step) {
      step = continuation_.step(std::move(state), slot);
      return std::nullopt;
    };
    return walk(env_, cuts_, {node.state, node.place.slot}, most, go_on);
  }

  /// Records the steps by which the final pass will include what arrived, as it was before
  /// anything was forgotten, in its target.
  void record_arrival(Node& from, std::uint32_t target, State& arrived) {
    const std::uint64_t before = deducer_.work();
    arrived.settle();
    deducer_.record_into(&from.steps);
    static_cast<void>(includes(nodes_[target].state, arrived));
    deducer_.record_into(nullptr);
    deduced_aside_ += deducer_.work() - before;
  }

  std::uint32_t current(std::uint32_t n) const {
    while (nodes_[n].replaced_by != kNone) n = nodes_[n].replaced_by;
    return n;
  }

  /// The node that includes `state`, which arrives from node `from`: one that is there, one that is
  /// merged with it, or a new one.
  std::uint32_t admit(const Place& place, State state, std::uint32_t from) {
    const auto& [number, here] = this_place(place);
    const bool head = cuts_.flow_at(place.slot).loop_head;
    // The last node at this loop head that `from` descends from.
    const std::uint32_t before = head ? nodes_[from].heads.of(number).value_or(kNone) : kNone;
    result_.choices.came_round = result_.choices.came_round || before != kNone;
    const bool early =
        before != kNone && plan_.rounds_apart > 0 && nodes_[before].rounds <= plan_.rounds_apart;
    const std::uint32_t ancestor = before == kNone ? kNone : current(before);
    // The rounds of a loop that is unrolled seldom include one another; the last few are worth a
    // look.
    const std::size_t window = ancestor != kNone ? kRoundsCompared : kMostStatesOfAPlace;
    const auto recent = std::span(here).last(std::min(here.size(), window));
    for (const std::uint32_t n : recent) {
      if (early && n == ancestor) continue;
      if (covers(n, state)) return n;
    }
    if (early) return add(place, std::move(state), from);
    if (ancestor != kNone) return admit_round(place, std::move(state), from, ancestor);
    const Nearest nearest = nearest_to(recent, state);
    const std::size_t limit =
        std::max<std::size_t>(head ? plan_.states_per_head : plan_.states_per_merge, 1);
    const bool anyway = nearest.distance == 0 || here.size() >= kMostStatesOfAPlace;
    const bool full = here.size() >= limit && nearest.distance < kReadabilityLost;
    if (nearest.node == kNone || !(anyway || full)) return add(place, std::move(state), from);
    if (!anyway) (head ? result_.choices.at_heads : result_.choices.at_merges) = true;
    return merge(nearest.node, state, Growth::Merge);
  }

  /// A state that comes back to a loop head on which it depends.
  std::uint32_t admit_round(const Place& place, State state, std::uint32_t from,
                            std::uint32_t ancestor) {
    const std::vector<std::uint32_t>& here = this_place(place).nodes;
    if (here.size() < std::max<std::size_t>(plan_.peeled, 1)) {
      const std::uint32_t made = add(place, std::move(state), from);
      // Rounds behind a merge are no first ones: the merge took in those before it, and so on for
      // ever.
      nodes_[made].merges = nodes_[ancestor].merges;
      if (plan_.peeled >= kRoundsWatched) note_round(made, ancestor);
      return made;
    }
    result_.choices.peeled = true;
    if (apart(ancestor, state) < kReadabilityLost) return merge(ancestor, state, Growth::Loop);
    const Nearest nearest =
        nearest_to(std::span(here).last(std::min(here.size(), kMostStatesOfAPlace)), state);
    const bool joins =
        nearest.distance < kReadabilityLost || here.size() >= plan_.peeled + kMostStatesOfAPlace;
    if (nearest.node == kNone || !joins) return add(place, std::move(state), from);
    return merge(nearest.node, state, Growth::Loop);
  }

  void note_round(std::uint32_t made, std::uint32_t ancestor) {
    const Node& node = nodes_[made];
    if (rounds_.repeats(node.place, node.state, ancestor, made)) result_.endless = node.place.slot;
  }

  bool covers(std::uint32_t n, const State& state) {
    work_ += work_of_comparing(state);
    return includes(nodes_[n].state, state).has_value();
  }

  unsigned apart(std::uint32_t n, const State& state, unsigned enough = ~0u) {
    if (!same_skeleton(nodes_[n].state, state)) return ~0u;
    work_ += work_of_comparing(state);
    const Distance::Weights weights{unwritten_bytes(env_.contract.policy), plan_.nullness};
    Distance distance(relevance_, nodes_[n].place.slot, weights);
    const unsigned apart = distance.between(nodes_[n].state, state, enough);
    result_.choices.nullness = result_.choices.nullness || distance.nullness_differs();
    return apart;
  }

  struct Nearest {
    std::uint32_t node = kNone;
    unsigned distance = ~0u;
  };
  Nearest nearest_to(std::span<const std::uint32_t> here, const State& state) {
    Nearest best;
    for (const std::uint32_t n : here) {
      const unsigned d = apart(n, state, best.distance);
      if (d < best.distance) best = {n, d};
    }
    return best;
  }

  enum class Growth : std::uint8_t { Merge, Loop };

  std::uint32_t merge(std::uint32_t n, const State& state, Growth growth) {
    const unsigned merges = nodes_[n].merges + 1;
    MergePlan plan{Merge::Join, thresholds_};
    // A tie that a loop carries round has to hold in the next one.
    const bool head = cuts_.flow_at(nodes_[n].place.slot).loop_head;
    plan.ties = !head ? Ties::Bounds : growth == Growth::Loop ? Ties::Ranges : Ties::None;
    // Joins outside loops are finite, but a loop around them may feed them for ever.
    const unsigned patience = growth == Growth::Loop ? kJoinsBeforeWidening : kJoinsAtAMerge;
    if (merges > patience + kWideningsBeforeTop) {
      plan.merge = Merge::WidenTop;
    } else if (merges > patience) {
      plan.merge = Merge::Widen;
    }
    work_ += work_of_merging(state);
    State merged = merge_states(nodes_[n].state, state, plan, env_.symbols);
    const Place place = nodes_[n].place;
    const std::uint32_t made = add(place, std::move(merged), nodes_[n].parent);
    nodes_[made].merges = merges;
    auto& here = this_place(place).nodes;
    std::erase_if(here, [&](std::uint32_t other) {
      if (other == made) return false;
      if (other != n && !covers(made, nodes_[other].state)) return false;
      nodes_[other].replaced_by = made;
      return true;
    });
    return made;
  }

  /// The replaced state follows from the one in its place, without a step beyond the base rule:
  /// so does what arrived there, most likely.
  bool plainly_covers(std::uint32_t n, std::uint32_t replaced) {
    work_ += work_of_comparing(nodes_[replaced].state);
    std::vector<DeductionStep> needed;
    deducer_.record_into(&needed);
    const bool covered = includes(nodes_[n].state, nodes_[replaced].state).has_value();
    deducer_.record_into(nullptr);
    return covered && needed.empty();
  }

  /// Edges to a replaced state go to the one in its place. Where that may not be shown as it was
  /// shown before, the node walks again, so that every edge names a state that includes what
  /// arrives.
  void relink() {
    std::vector<bool> seen(nodes_.size(), false);
    std::vector<std::uint32_t> work{current(0)};
    seen[work[0]] = true;
    while (!work.empty()) {
      const std::uint32_t n = work.back();
      work.pop_back();
      bool stale = false;
      for (std::uint32_t& t : nodes_[n].targets) {
        const std::uint32_t to = current(t);
        if (to != t && plainly_covers(to, t)) t = to;
        stale = stale || t != to;
        if (!seen[to]) {
          seen[to] = true;
          work.push_back(to);
        }
      }
      if (stale) queue_.insert({order_of(nodes_[n].place), n});
    }
  }

  void deliver() {
    std::vector<std::uint32_t> index(nodes_.size(), kNone);
    std::vector<std::uint32_t> order;
    const auto visit = [&](std::uint32_t n) {
      if (index[n] != kNone) return;
      index[n] = static_cast<std::uint32_t>(order.size());
      order.push_back(n);
    };
    visit(current(0));
    std::size_t visited = 0;
    while (visited < order.size()) {
      for (const std::uint32_t t : nodes_[order[visited++]].targets) visit(current(t));
    }
    for (const std::uint32_t n : order) {
      const std::uint32_t next = env_.symbols.peek();
      Invariant invariant{nodes_[n].place,
                          std::move(nodes_[n].state),
                          {},
                          moved_steps(nodes_[n].steps, nodes_[n].first_fresh, next)};
      for (const std::uint32_t t : nodes_[n].targets)
        invariant.targets.push_back(index[current(t)]);
      result_.invariants.states.push_back(std::move(invariant));
    }
  }

  const Environment& env_;
  const CutPoints& cuts_;
  const SearchPlan& plan_;
  Deducer& deducer_;
  std::uint64_t deduced_aside_;  // what the deducer worked before the search, and for the record
  const std::vector<Relevance>& relevance_;
  std::vector<std::uint64_t> thresholds_;
  std::deque<Node> nodes_;  // states are large, and stay where they are
  std::map<Place, Here> at_;
  std::set<Key> queue_;
  Faults unmet_;
  std::uint64_t steps_ = 0;
  std::size_t parts_kept_ = 0;
  std::uint64_t work_ = 0;
  Rounds rounds_;
  Continuation continuation_;
  SearchResult result_;
};

}  // namespace

SearchResult search_invariants(const Environment& env, const CutPoints& cuts,
                               const std::vector<Relevance>& relevance, const SearchPlan& plan,
                               Deducer& deducer) {
  return Search(env, cuts, relevance, plan, deducer).run();
}

}  // namespace assay
