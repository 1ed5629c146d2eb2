// SPDX-License-Identifier: Apache-2.0
// The check of a proof: every path from every state of the certificate ends the program, arrives in
// the state that is named for it, or is refused; so what holds of each state holds of every run, by
// induction on its length. Measures bound how long that is.
//
// Source: docs/checker-rules.md, "The check".
#include "loader/checker/proof/certificate.hpp"
#include "loader/checker/proof/measure.hpp"
#include "loader/checker/proof/transfer.hpp"
#include "loader/checker/proof_check.hpp"

namespace assay::checker {
namespace {

/// Symbols that one lesson may narrow, with repetitions.
constexpr uint32_t kMostNarrowed = 1024;

/// Where a state's record begins, and what every walk asks of it.
struct Claim {
  size_t at = 0;
  uint32_t slot = 0;
  uint32_t group = 0;
};

class Check {
 public:
  Check(const ProofInput& input, Arena& arena, Work& work, ProofResult& result)
      : input_(input), arena_(arena), work_(work), result_(result) {}

  Code run() {
    const Code made = prepare();
    if (made != Code::Ok) return made;
    Code code = survey();
    if (code == Code::Ok) code = check_entry();
    for (uint32_t i = 0; i < head_.states && code == Code::Ok; ++i) {
      result_.state = i;
      code = walk_from(i);
    }
    if (code == Code::Ok) code = check_stack();
    if (code != Code::Ok) return code;
    result_.context_bytes = use_.context_bytes;
    result_.worst_case = worst_case(groups_, head_.groups, edges_, outermost(claims_[0].group));
    return result_.worst_case == kMinusOne ? Code::WorstCaseUnbounded : Code::Ok;
  }

 private:
  [[nodiscard]] Reader reader_at(size_t at) const {
    const Bytes& all = input_.certificate;
    return Reader({all.data + at, all.size - at});
  }
  [[nodiscard]] size_t place_of(const Reader& reader) const {
    return input_.certificate.size - reader.left();
  }

  /// Takes what has one size for the whole check.
  Code prepare() {
    const ProgramView& program = *input_.program;
    const ContractView& contract = *input_.contract;
    if (program.slots.count == 0) return Code::BadCall;
    if (contract.limits.stack_bytes_per_frame > static_cast<uint32_t>(kFrameBytes))
      return Code::ContractFactUnknown;
    Reader in(input_.certificate);
    head_ = read_head(in);
    groups_at_ = in.place();
    if (!in.ok()) return in.code();
    uint32_t* const mark_first = arena_.take<uint32_t>(contract.region_count);
    if (mark_first == nullptr) return Code::ArenaFull;
    sizes_ = {head_.symbols, head_.cells, head_.frames, kMostResources, contract.region_count, 0};
    for (uint32_t r = 0; r < contract.region_count; ++r) {
      mark_first[r] = sizes_.marks;
      sizes_.marks += contract.regions[r].marks;
    }
    use_.depth = arena_.take<uint32_t>(program.function_count);
    use_.makes_tail_call = arena_.take<bool>(program.function_count);
    use_.called = arena_.take<bool>(program.slots.count);
    cut_ = arena_.take<bool>(program.slots.count);
    claims_ = arena_.take<Claim>(head_.states);
    groups_ = arena_.take<Group>(head_.groups);
    walk_steps_ = arena_.take<Step>(head_.steps);
    other_steps_ = arena_.take<Step>(head_.steps);
    desk_.narrowed = arena_.take<Symbol>(kMostNarrowed);
    desk_.narrowed_capacity = kMostNarrowed;
    desk_.rewritten = arena_.take<Linear>(kMostBounds);
    desk_.copied = arena_.take<Linear>(kMostBounds);
    desk_.work = &work_;
    walk_.call = arena_.take<CallFacts>(1);
    walk_.rules = {&contract, input_.way, &program, mark_first, &use_};
    walk_.arena = &arena_;
    walk_.desk = &desk_;
    walk_.sizes = sizes_;
    target_ = arena_.take<State>(1);
    const bool taken =
        use_.depth != nullptr && use_.makes_tail_call != nullptr && use_.called != nullptr &&
        cut_ != nullptr && claims_ != nullptr && groups_ != nullptr && walk_steps_ != nullptr &&
        other_steps_ != nullptr && desk_.narrowed != nullptr && desk_.rewritten != nullptr &&
        desk_.copied != nullptr && walk_.call != nullptr && target_ != nullptr &&
        target_->make(arena_, sizes_, desk_) && match_.make(arena_, sizes_, head_.ids);
    return taken ? Code::Ok : Code::ArenaFull;
  }

  // --- Reading everything once ---------------------------------------------------------------

  Code survey() {
    Reader in = reader_at(groups_at_);
    for (uint32_t g = 0; g < head_.groups && in.ok(); ++g) read_group(in, g);
    if (!in.ok()) return in.code();
    uint64_t edges = 0;
    for (uint32_t i = 0; i < head_.states; ++i) {
      result_.state = i;
      const Code code = survey_state(in, i, edges);
      if (code != Code::Ok) return code;
    }
    in.expect_end();
    if (!in.ok()) return in.code();
    edges_ = edges > work_.edges_left ? nullptr : arena_.take<Edge>(edges);
    if (edges > work_.edges_left) return Code::EdgesExceeded;
    return edges_ == nullptr && edges != 0 ? Code::ArenaFull : Code::Ok;
  }

  void read_group(Reader& in, uint32_t g) {
    Group& group = groups_[g];
    const uint32_t parent = small(in, g);
    group.pace = static_cast<Pace>(in.enumerator(wire::kPaces));
    group.steps_at = place_of(in);
    skip_steps(in);
    if (parent == 0) return;
    group.parent = parent - 1;
    group.depth = groups_[group.parent].depth + 1;
    if (groups_[group.parent].pace == Pace::None) in.fail(Code::GroupsIllFormed);
    if (group.depth > wire::kMostNesting || !work_.enter(group.depth)) in.fail(Code::DepthExceeded);
  }

  Code survey_state(Reader& in, uint32_t index, uint64_t& edges) {
    Claim& claim = claims_[index];
    claim.at = place_of(in);
    const StateHead head = read_state(in, walk_.rules, head_, *target_);
    claim.slot = head.slot;
    claim.group = head.group;
    desk_.spend(1 + target_->knowledge.row_count);
    for (uint32_t depth = 0; depth <= last_measure(head.group) && in.ok(); ++depth) {
      Group& group = groups_[around(head.group, depth)];
      if (group.pace == Pace::None) break;
      const Term term = read_term(in);
      desk_.steps = steps_of(group);
      if (!in.ok()) return in.code();
      if (desk_.fault != Code::Ok) return desk_.fault;
      const Code code = add_range(target_->knowledge, term, group);
      if (code != Code::Ok) return code;
    }
    skip_steps(in);
    const uint32_t targets = small(in, wire::kMostStates);
    for (uint32_t t = 0; t < targets && in.ok(); ++t) {
      if (in.number() >= head_.states) in.fail(Code::TargetMissing);
      skip_steps(in);
    }
    edges += targets;
    if (!in.ok()) return in.code();
    cut_[head.slot] = true;
    return desk_.fault;
  }
  [[nodiscard]] uint32_t last_measure(uint32_t group) const { return groups_[group].depth; }

  /// The group of that depth which has the group in it, or is it.
  [[nodiscard]] uint32_t around(uint32_t group, uint32_t depth) const {
    while (groups_[group].depth > depth) group = groups_[group].parent;
    return group;
  }
  [[nodiscard]] uint32_t outermost(uint32_t group) const { return around(group, 0); }

  /// A measure's steps have no moments.
  Steps steps_of(const Group& group) {
    Reader in = reader_at(group.steps_at);
    const uint32_t count = read_steps(in, other_steps_, head_.steps);
    if (!in.ok()) desk_.fail(in.code());
    desk_.spend(count);
    return {other_steps_, count, 0};
  }

  // --- Walks -----------------------------------------------------------------------------------

  Code check_entry() {
    const Claim& first = claims_[0];
    Reader in = reader_at(first.at);
    static_cast<void>(read_state(in, walk_.rules, head_, *target_));
    if (first.slot != 0 || target_->frame_count != 1) return Code::EntryNotIncluded;
    Path* const entry = walk_.make();
    if (entry == nullptr) return desk_.fault;
    walk_.first = entry;
    State& s = entry->state;
    s.clear();
    s.frames[0] = Frame{};
    s.frame_count = 1;
    s.registers[1] = Value::pointer({Into::Context, 0, 0, 0}, 0);
    desk_.next_symbol = head_.fresh;
    desk_.steps = Steps{};
    for (uint32_t r = 0; r < input_.contract->region_count; ++r) enter_region(walk_.rules, s, r);
    s.settle();
    const Code code = includes(*target_, s, match_);
    walk_.drop_first();
    if (desk_.fault != Code::Ok) return desk_.fault;
    return code == Code::Ok ? Code::Ok : Code::EntryNotIncluded;
  }

  Code walk_from(uint32_t index) {
    from_ = index;
    Path* const start = walk_.make();
    if (start == nullptr) return desk_.fault;
    walk_.first = start;
    Reader in = reader_at(claims_[index].at);
    static_cast<void>(read_state(in, walk_.rules, head_, start->state));
    desk_.spend(uint64_t{start->state.knowledge.row_count} + start->state.cell_count);
    measures_at_ = place_of(in);
    for (uint32_t depth = 0; depth <= groups_[claims_[index].group].depth; ++depth) {
      if (groups_[around(claims_[index].group, depth)].pace == Pace::None) break;
      static_cast<void>(read_term(in));
    }
    walk_step_count_ = read_steps(in, walk_steps_, head_.steps);
    targets_left_ = small(in, wire::kMostStates);
    if (!in.ok()) return in.code();
    targets_at_ = place_of(in);
    start->slot = claims_[index].slot;
    desk_.next_symbol = head_.fresh;
    moment_ = 0;
    next_step_ = 0;
    while (walk_.first != nullptr) {
      const Code code = advance(*walk_.first);
      if (code != Code::Ok) return code;
    }
    return targets_left_ == 0 ? Code::Ok : Code::TargetMissing;
  }

  /// The first path, by an instruction, or off the list.
  Code advance(Path& path) {
    if (path.going == Going::Dead) {
      walk_.drop_first();
      return Code::Ok;
    }
    result_.slot = path.slot;
    if (path.going == Going::Ended) {
      Group& group = groups_[outermost(claims_[from_].group)];
      group.leaving = most_of(group.leaving, path.instructions);
      walk_.drop_first();
      return Code::Ok;
    }
    const bool inside = path.slot < input_.program->slots.count;
    if (path.instructions > 0 && inside && cut_[path.slot]) {
      const Code code = arrive(path);
      walk_.drop_first();
      return code == Code::Ok ? desk_.fault : code;
    }
    ++moment_;
    desk_.steps = steps_at_moment();
    return step(walk_, path);
  }

  /// Of the walk's steps, which ascend by moment, those of this one.
  Steps steps_at_moment() {
    while (next_step_ < walk_step_count_ && walk_steps_[next_step_].moment < moment_) ++next_step_;
    const uint32_t begin = next_step_;
    while (next_step_ < walk_step_count_ && walk_steps_[next_step_].moment == moment_) ++next_step_;
    return {walk_steps_ + begin, next_step_ - begin, 0};
  }

  [[nodiscard]] bool same_chain(const State& a, const State& b) const {
    if (a.frame_count != b.frame_count) return false;
    for (uint32_t f = 1; f < a.frame_count; ++f) {
      if (a.frames[f].return_slot != b.frames[f].return_slot) return false;
    }
    return true;
  }

  Code arrive(Path& path) {
    if (targets_left_ == 0) return Code::TargetMissing;
    --targets_left_;
    Reader in = reader_at(targets_at_);
    const uint64_t to = in.number();
    const uint32_t count = read_steps(in, other_steps_, head_.steps);
    if (!in.ok()) return in.code();
    targets_at_ = place_of(in);
    if (!work_.spend_edge()) return Code::EdgesExceeded;
    if (claims_[to].slot != path.slot) return Code::TargetElsewhere;
    path.state.settle();
    Reader record = reader_at(claims_[to].at);
    static_cast<void>(read_state(record, walk_.rules, head_, *target_));
    desk_.spend(uint64_t{target_->knowledge.row_count} + target_->cell_count);
    if (!same_chain(*target_, path.state)) return Code::TargetElsewhere;
    desk_.steps = {other_steps_, count, 0};
    const Code code = includes(*target_, path.state, match_);
    if (code != Code::Ok) return code;
    return add_edge(path, static_cast<uint32_t>(to), place_of(record));
  }

  /// Says where the edge stands among the groups: it leaves one for a later one, or a measure falls
  /// on it.
  Code add_edge(const Path& path, uint32_t to, size_t to_measures) {
    const uint32_t from_group = claims_[from_].group;
    const uint32_t to_group = claims_[to].group;
    Reader before_in = reader_at(measures_at_);
    Reader after_in = reader_at(to_measures);
    for (uint32_t depth = 0;; ++depth) {
      if (groups_[from_group].depth < depth || groups_[to_group].depth < depth)
        return Code::EdgeGoesBack;
      const uint32_t a = around(from_group, depth);
      const uint32_t b = around(to_group, depth);
      if (a > b) return Code::EdgeGoesBack;
      if (a < b) {
        edges_[edge_count_] = {b, groups_[a].edges, path.instructions};
        groups_[a].edges = edge_count_++;
        return Code::Ok;
      }
      Group& group = groups_[a];
      if (group.pace == Pace::None) return Code::EdgeGoesBack;
      const Term before = read_term(before_in);
      const Term claimed = read_term(after_in);
      Term after;
      Wide fall;
      desk_.steps = steps_of(group);
      if (desk_.fault != Code::Ok) return desk_.fault;
      if (!image_of(*target_, match_, claimed, after) ||
          !fall_of(path.state.knowledge, group.pace, {before, after}, fall))
        return Code::MeasureRises;
      if (!(Wide{} < fall)) continue;
      group.step = group.falls ? least_of(group.step, fall) : fall;
      group.falls = true;
      group.dearest = most_of(group.dearest, path.instructions);
      return Code::Ok;
    }
  }

  // --- Stack of call chains --------------------------------------------------------------------

  /// A frame takes a multiple of this, and at least one.
  static constexpr uint32_t kFrameUnit = 32;
  [[nodiscard]] uint64_t frame_bytes(uint32_t function) const {
    const uint32_t used = most_of(use_.depth[function], 1U);
    return (used + kFrameUnit - 1) / kFrameUnit * kFrameUnit;
  }

  /// Every chain of calls from the entry fits the limits: a frame is allocated whole when its
  /// function is entered, so that what it uses after a call counts during the call, too.
  Code check_stack() {
    const LimitsView& limits = input_.contract->limits;
    const ProgramView& program = *input_.program;
    if (limits.stack_bytes_per_chain == 0) return Code::Ok;
    uint64_t* const bytes = arena_.take<uint64_t>(program.function_count);
    if (bytes == nullptr) return Code::ArenaFull;
    bytes[0] = frame_bytes(0);
    if (bytes[0] > limits.stack_bytes_per_chain) return Code::StackTooDeep;
    for (uint32_t round = 1; round < limits.call_depth; ++round) {
      bool changed = false;
      for (uint32_t slot = 0; slot < program.slots.count; ++slot) {
        if (!use_.called[slot]) continue;
        const Code code = add_call(slot, bytes, changed);
        if (code != Code::Ok) return code;
      }
      if (!changed) break;
    }
    return desk_.fault;
  }
  Code add_call(uint32_t slot, uint64_t* bytes, bool& changed) {
    const LimitsView& limits = input_.contract->limits;
    const ProgramView& program = *input_.program;
    desk_.spend(1);
    Instruction call;
    const Code code = decode(program.slots, slot, call);
    if (code != Code::Ok) return code;
    const uint32_t caller = function_at(program, slot);
    const uint32_t callee = function_at(program, call.target);
    if (bytes[caller] == 0) return Code::Ok;
    const uint64_t total = bytes[caller] + frame_bytes(callee);
    if (total > limits.stack_bytes_per_chain) return Code::StackTooDeep;
    if (limits.stack_bytes_with_tail_calls != 0 && use_.makes_tail_call[callee] &&
        bytes[caller] >= limits.stack_bytes_with_tail_calls)
      return Code::StackTooDeep;
    changed = changed || total > bytes[callee];
    bytes[callee] = most_of(bytes[callee], total);
    return Code::Ok;
  }

  const ProofInput& input_;
  Arena& arena_;
  Work& work_;
  ProofResult& result_;
  Head head_;
  Sizes sizes_;
  Desk desk_;
  Used use_;
  Walk walk_;
  Match match_;
  State* target_ = nullptr;
  bool* cut_ = nullptr;
  Claim* claims_ = nullptr;
  Group* groups_ = nullptr;
  Edge* edges_ = nullptr;
  Step* walk_steps_ = nullptr;
  Step* other_steps_ = nullptr;  // of an arrival, or of a measure
  size_t groups_at_ = 0;
  uint32_t edge_count_ = 0;
  // Of the walk under way.
  uint32_t from_ = 0;
  size_t measures_at_ = 0;
  size_t targets_at_ = 0;
  uint32_t targets_left_ = 0;
  uint32_t walk_step_count_ = 0;
  uint32_t next_step_ = 0;
  uint32_t moment_ = 0;
};

/// What the reader says of bytes is said of the package's form; here it is the certificate's.
Code as_said_of_certificate(Code code) {
  const bool is_form = code == Code::Truncated || code == Code::BytesLeftOver ||
                       code == Code::CountTooLarge || code == Code::BadEnumerator ||
                       code == Code::BadTruthValue || code == Code::BadNumberForm;
  return is_form ? Code::CertificateForm : code;
}

}  // namespace

Code check_program(const ProofInput& input, Arena& arena, Work& work, ProofResult& result) {
  const size_t mark = arena.mark();
  const Code code = Check(input, arena, work, result).run();
  arena.release(mark);
  return as_said_of_certificate(code);
}

}  // namespace assay::checker
