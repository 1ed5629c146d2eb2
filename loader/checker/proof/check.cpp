// SPDX-License-Identifier: Apache-2.0
// The check of a proof: every path from every state of the certificate ends the program, arrives in
// the state that is named for it, or is refused; so what holds of each state holds of every run, by
// induction on its length. Measures bound how long that is.
//
// Source: docs/checker-rules.md, "The check".
#include "loader/checker/proof/change.hpp"
#include "loader/checker/proof/measure.hpp"
#include "loader/checker/proof/shelf.hpp"
#include "loader/checker/proof/transfer.hpp"
#include "loader/checker/proof_check.hpp"

namespace assay::checker {
namespace {

/// Making room is work, too.
constexpr uint64_t kBytesOfRoomAUnit = 1024;
/// Symbols that one lesson may narrow, with repetitions.
constexpr uint32_t kMostNarrowed = 1024;

/// What every walk asks of a state.
struct Claim {
  uint32_t group = kNoGroup;
  bool made = false;
  bool has_steps = false;
  size_t measures_at = 0;  // in the certificate
  Stop stop;               // of a state in no group
};

class Check {
 public:
  Code run(const ProofInput& input, Arena& arena, Work& work, ProofResult& result) {
    input_ = &input;
    arena_ = &arena;
    work_ = &work;
    result_ = &result;
    in_ = Reader(input.certificate);
    Code code = prepare();
    if (code == Code::Ok) code = enter();
    for (uint32_t i = 0; i < head_.states && code == Code::Ok; ++i) code = walk_from(i);
    if (code == Code::Ok) close_group();
    in_.expect_end();
    if (code == Code::Ok) code = in_.code();
    if (code == Code::Ok) code = check_stack();
    if (code != Code::Ok) return code;
    result_->context_bytes = use_.context_bytes;
    result_->worst_case = worst_;
    return result_->worst_case == kMinusOne ? Code::WorstCaseUnbounded : Code::Ok;
  }

 private:
  [[nodiscard]] Reader reader_at(size_t at) const {
    const Bytes& all = input_->certificate;
    return Reader({all.data + at, all.size - at});
  }

  /// Takes what has one size for the whole check, and reads what stands in front of the states.
  [[gnu::noinline]] Code prepare() {
    const ProgramView& program = *input_->program;
    const ContractView& contract = *input_->contract;
    if (program.slots.count == 0) return Code::BadCall;
    const uint32_t most_slots = input_->way->most_slots;
    if (most_slots != 0 && program.slots.count > most_slots) return Code::ProgramTooLong;
    if (contract.limits.stack_bytes_per_frame > static_cast<uint32_t>(kFrameBytes))
      return Code::ContractFactUnknown;
    head_ = read_head(in_);
    if (!in_.ok()) return in_.code();
    uint32_t* const mark_first = arena_->take_zeros<uint32_t>(contract.region_count);
    if (mark_first == nullptr) return Code::ArenaFull;
    sizes_ = {head_.symbols, head_.cells, head_.frames, kMostResources, contract.region_count, 0};
    for (uint32_t r = 0; r < contract.region_count; ++r) {
      mark_first[r] = sizes_.marks;
      sizes_.marks += contract.regions[r].marks;
    }
    walk_.rules = {&contract, input_->way, &program, mark_first, &use_, head_.ids};
    Code code = check_maps(program, contract, *work_, result_->slot);
    if (code == Code::Ok) code = read_tables();
    if (code != Code::Ok) return code;
    return take_room() ? desk_.fault : Code::ArenaFull;
  }
  bool take_room() {
    use_.depth = arena_->take_zeros<uint32_t>(input_->program->function_count);
    use_.makes_tail_call = arena_->take_zeros<bool>(input_->program->function_count);
    use_.called = arena_->take_zeros<bool>(input_->program->slots.count);
    claims_ = arena_->take<Claim>(head_.states);
    walk_steps_ = arena_->take_zeros<Step>(head_.steps);
    desk_.narrowed = arena_->take_zeros<Symbol>(kMostNarrowed);
    desk_.narrowed_capacity = kMostNarrowed;
    desk_.rewritten = arena_->take_zeros<Linear>(kMostBounds);
    desk_.copied = arena_->take_zeros<Linear>(kMostBounds);
    desk_.work = work_;
    walk_.call = arena_->take_zeros<CallFacts>(1);
    walk_.arena = arena_;
    walk_.desk = &desk_;
    walk_.sizes = sizes_;
    walk_.shelf = &shelf_;
    shelf_.make(*arena_, head_.states);
    renumbering_.make(*arena_, head_);
    desk_.spend(arena_->mark() / kBytesOfRoomAUnit);
    return !arena_->ran_out();
  }
  Code read_tables() {
    const uint32_t slots = input_->program->slots.count;
    cut_ = arena_->take_zeros<bool>(slots);
    if (cut_ == nullptr) return Code::ArenaFull;
    const uint32_t cuts = small(in_, slots);
    uint64_t slot = 0;
    for (uint32_t i = 0; i < cuts && in_.ok(); ++i, ++slot) {
      slot += small(in_, slots);
      if (slot >= slots) in_.fail(Code::CertificateForm);
      if (in_.ok()) cut_[slot] = true;
    }
    group_count_ = small(in_, wire::kMostGroups);
    groups_ = arena_->take<Group>(group_count_);
    if (!in_.ok()) return in_.code();
    if (groups_ == nullptr) return Code::ArenaFull;
    for (uint32_t g = 0; g < group_count_ && in_.ok(); ++g) read_group(g);
    if (!work_->spend(uint64_t{cuts} + group_count_)) return Code::UnitsExceeded;
    return in_.code();
  }

  // --- Groups
  // --------------------------------------------------------------------------------------

  void read_group(uint32_t g) {
    Group& group = groups_[g];
    const uint32_t parent = small(in_, g);
    group.pace = static_cast<Pace>(in_.enumerator(wire::kPaces));
    if (group.pace != Pace::None) {
      group.steps_at = in_.place();
      skip_steps(in_);
    }
    if (parent == 0 || !in_.ok()) return;
    group.parent = parent - 1;
    group.depth = groups_[group.parent].depth + 1;
    // Those inside stand right behind the outermost one.
    if (groups_[group.parent].pace == Pace::None || outermost(g) != outermost(g - 1))
      in_.fail(Code::GroupsIllFormed);
    if (group.depth > wire::kMostNesting || !work_->enter(group.depth))
      in_.fail(Code::DepthExceeded);
  }
  /// The group of that depth which has the group in it, or is it.
  [[nodiscard]] uint32_t around(uint32_t group, uint32_t depth) const {
    while (groups_[group].depth > depth) group = groups_[group].parent;
    return group;
  }
  [[nodiscard]] uint32_t outermost(uint32_t group) const {
    return group == kNoGroup ? kNoGroup : around(group, 0);
  }
  /// A measure's steps have no moments.
  Steps steps_of(const Group& group) {
    Reader in = reader_at(group.steps_at);
    const Steps steps = read_scratch_steps(in);
    if (!in.ok()) desk_.fail(in.code());
    desk_.spend(steps.count);
    return steps;
  }
  /// Of an arrival, or of a measure. Those that were read so before are gone.
  Steps read_scratch_steps(Reader& in) {
    arena_->release(scratch_);
    Reader ahead = in;
    Step* const steps = arena_->take_zeros<Step>(small(ahead, head_.steps));
    if (steps == nullptr) {
      desk_.fail(Code::ArenaFull);
      return {};
    }
    return {steps, read_steps(in, steps, head_.steps), 0};
  }

  /// The group of the state that is made, and what its measures are there.
  Code read_measures(Claim& claim) {
    if (group_count_ == 0) return Code::GroupsIllFormed;
    claim.group = small(in_, group_count_ - 1);
    claim.measures_at = in_.place();
    for (uint32_t depth = 0; depth <= groups_[claim.group].depth && in_.ok(); ++depth) {
      Group& group = groups_[around(claim.group, depth)];
      if (group.pace == Pace::None) break;
      const Term term = read_term(in_);
      desk_.steps = steps_of(group);
      if (!in_.ok()) return in_.code();
      if (desk_.fault != Code::Ok) return desk_.fault;
      const Code code = add_range(target_->state.knowledge, term, group);
      if (code != Code::Ok) return code;
    }
    return in_.code();
  }

  [[nodiscard]] Stop& stop_of(Claim& claim) {
    return claim.group == kNoGroup ? claim.stop : groups_[outermost(claim.group)].stop;
  }
  /// Makes the state's group the open one, if it is not. A group is open once.
  Code open_group(uint32_t state) {
    const uint32_t group = outermost(claims_[state].group);
    if (group == open_ && group != kNoGroup) return Code::Ok;
    close_group();
    if (group == kNoGroup) return Code::Ok;
    if (groups_[group].begun) return Code::EdgeGoesBack;
    groups_[group].begun = true;
    open_ = group;
    opened_at_ = state;
    return Code::Ok;
  }
  void close_group() {
    if (open_ == kNoGroup) return;
    Group& group = groups_[open_];
    uint32_t end = open_ + 1;
    while (end < group_count_ && groups_[end].depth > 0) ++end;
    const uint64_t left = saturating_sum(group.stop.entered, most_inside(groups_, open_, end));
    worst_ = most_of(worst_, saturating_sum(left, group.leaving));
    for (Stop* stop = left_first_; stop != nullptr; stop = stop->next) {
      stop->entered = most_of(stop->entered, saturating_sum(left, stop->from_open));
      stop->from_open = 0;
    }
    left_first_ = nullptr;
    for (uint32_t i = opened_at_; i <= from_; ++i) desk_.spend(1 + shelf_.remove(i));
    open_ = kNoGroup;
  }

  // --- Making states
  // -------------------------------------------------------------------------------

  /// State `to` out of what arrives in it first.
  [[gnu::noinline]] Code make_state(const Path& arrives, uint32_t to) {
    Claim& claim = claims_[to];
    arrives.state.copy_to(target_->state);
    target_->slot = arrives.slot;
    desk_.spend(uint64_t{arrives.state.knowledge.row_count} + arrives.state.cell_count);
    const uint8_t parts = read_change(in_, walk_.rules, renumbering_, target_->state);
    if (!in_.ok()) return in_.code();
    claim.made = true;
    claim.has_steps = (parts & wire::kChangeSteps) != 0;
    if ((parts & wire::kChangeGroup) != 0) {
      const Code code = read_measures(claim);
      if (code != Code::Ok) return code;
    }
    return shelf_.put(to, *target_) ? desk_.fault : Code::ArenaFull;
  }

  [[gnu::noinline]] Code enter() {
    Path* const entry = walk_.make();
    if (entry == nullptr) return desk_.fault;
    walk_.first = entry;
    State& s = entry->state;
    s.clear();
    s.frames[0] = Frame{};
    s.frame_count = 1;
    s.registers[1] = Value::pointer({Into::Context, 0, 0, 0}, 0);
    desk_.next_symbol = 0;
    for (uint32_t r = 0; r < input_->contract->region_count; ++r) enter_region(walk_.rules, s, r);
    s.settle();
    Code code = take_target(*entry, 0);
    if (code != Code::Ok) return code;
    code = includes(target_->state, s, match_);
    leave_target();
    walk_.drop_first();
    if (desk_.fault != Code::Ok) return desk_.fault;
    return code == Code::Ok ? Code::Ok : Code::EntryNotIncluded;
  }

  // --- Walks
  // ---------------------------------------------------------------------------------------

  [[gnu::noinline]] Code walk_from(uint32_t index) {
    result_->state = index;
    const Claim& claim = claims_[index];
    if (!claim.made) return Code::TargetMissing;
    Code code = open_group(index);
    if (code != Code::Ok) return code;
    from_ = index;
    Path* const start = walk_.make();
    if (start == nullptr) return desk_.fault;
    walk_.first = start;
    shelf_.copy(index, *start);
    desk_.spend(uint64_t{start->state.knowledge.row_count} + start->state.cell_count);
    walk_step_count_ = claim.has_steps ? read_steps(in_, walk_steps_, head_.steps) : 0;
    if (claim.has_steps && walk_step_count_ == 0) in_.fail(Code::CertificateForm);
    if (!in_.ok()) return in_.code();
    desk_.next_symbol = start->state.knowledge.row_count;
    moment_ = 0;
    next_step_ = 0;
    worst_ = most_of(worst_, claim.stop.entered);
    while (code == Code::Ok && walk_.go_on()) code = advance(*walk_.first);
    if (code == Code::Ok && claim.group == kNoGroup) desk_.spend(1 + shelf_.remove(index));
    return code == Code::Ok ? desk_.fault : code;
  }

  /// The first path, by an instruction, or off the list.
  Code advance(Path& path) {
    result_->slot = path.slot;
    if (path.going == Going::Ended) {
      end_path(path.instructions);
      walk_.drop_first();
      return Code::Ok;
    }
    const bool inside = path.slot < input_->program->slots.count;
    if (path.instructions > 0 && inside && cut_[path.slot]) {
      const Code code = arrive(path);
      walk_.drop_first();
      return code == Code::Ok ? desk_.fault : code;
    }
    ++moment_;
    desk_.steps = steps_at_moment();
    return step(walk_, path);
  }
  void end_path(uint64_t instructions) {
    if (open_ != kNoGroup) {
      groups_[open_].leaving = most_of(groups_[open_].leaving, instructions);
    } else {
      worst_ = most_of(worst_, saturating_sum(claims_[from_].stop.entered, instructions));
    }
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

  [[gnu::noinline]] Code arrive(Path& path) {
    const uint64_t form = in_.number();
    const uint64_t distance = form >> 2;
    const uint64_t to = (form & 2) != 0 ? uint64_t{from_} - 1 - distance : from_ + distance;
    if (to >= head_.states) return in_.ok() ? Code::TargetMissing : in_.code();
    // Steps of the arrival, not of the measures that making a state asks.
    const size_t steps_at = in_.place();
    if ((form & 1) != 0) skip_steps(in_);
    if (!in_.ok()) return in_.code();
    if (!work_->spend_edge()) return Code::EdgesExceeded;
    path.state.settle();
    const auto number = static_cast<uint32_t>(to);
    if (group_count_ > 0 && spare_ == nullptr) spare_ = arena_->take_zeros<Edge>(1);
    Code code = take_target(path, number);
    if (code != Code::Ok) return code;
    if ((form & 1) != 0) {
      Reader steps = reader_at(steps_at);
      desk_.steps = read_scratch_steps(steps);
      if (desk_.steps.count == 0) code = Code::CertificateForm;
    }
    if (code == Code::Ok) code = includes(target_->state, path.state, match_);
    if (code == Code::Ok) code = add_edge(path, number);
    leave_target();
    return code;
  }
  /// The state that the path arrives in, made of it where it is the first, and room to match them;
  /// no steps. It is there until leave_target().
  Code take_target(const Path& path, uint32_t to) {
    target_ = walk_.make();
    if (target_ == nullptr) return desk_.fault;
    arrival_ = scratch_ = arena_->mark();
    const Code code = claims_[to].made ? take_made(path, to) : make_state(path, to);
    if (code != Code::Ok) return code;
    match_.make(*arena_, target_->state, head_.ids);
    scratch_ = arena_->mark();
    if (arena_->ran_out()) desk_.fail(Code::ArenaFull);
    desk_.steps = Steps{};
    return desk_.fault;
  }
  void leave_target() {
    arena_->release(arrival_);
    walk_.drop(*target_);
  }
  /// A state that was made before, and is still needed.
  Code take_made(const Path& path, uint32_t to) {
    if (!shelf_.has(to)) return Code::TargetMissing;
    shelf_.copy(to, *target_);
    const State& target = target_->state;
    if (target_->slot != path.slot) return Code::TargetElsewhere;
    desk_.spend(uint64_t{target.knowledge.row_count} + target.cell_count);
    return same_chain(target, path.state) ? Code::Ok : Code::TargetElsewhere;
  }

  /// Says where the edge stands: it leads to a state that is walked later, or stays in the open
  /// group.
  Code add_edge(const Path& path, uint32_t to) {
    Claim& claim = claims_[to];
    if (open_ != kNoGroup && outermost(claim.group) == open_) return add_inside(path, to);
    if (to <= from_) return Code::EdgeGoesBack;
    Stop& stop = stop_of(claim);
    if (open_ == kNoGroup) {
      stop.entered =
          most_of(stop.entered, saturating_sum(claims_[from_].stop.entered, path.instructions));
      return Code::Ok;
    }
    if (stop.from_open == 0) {
      stop.next = left_first_;
      left_first_ = &stop;
    }
    stop.from_open = most_of(stop.from_open, path.instructions);
    return Code::Ok;
  }

  /// Inside the open group: it leaves one group for a later one beside it, or a measure falls on
  /// it.
  Code add_inside(const Path& path, uint32_t to) {
    const uint32_t from_group = claims_[from_].group;
    const uint32_t to_group = claims_[to].group;
    Reader before_in = reader_at(claims_[from_].measures_at);
    Reader after_in = reader_at(claims_[to].measures_at);
    for (uint32_t depth = 0;; ++depth) {
      if (groups_[from_group].depth < depth || groups_[to_group].depth < depth)
        return Code::EdgeGoesBack;
      const uint32_t a = around(from_group, depth);
      const uint32_t b = around(to_group, depth);
      if (a > b) return Code::EdgeGoesBack;
      Group& group = groups_[a];
      if (a < b) {
        *spare_ = {b, path.instructions, group.edges};
        group.edges = spare_;
        spare_ = nullptr;
        return Code::Ok;
      }
      if (group.pace == Pace::None) return Code::EdgeGoesBack;
      const Term before = read_term(before_in);
      const Term claimed = read_term(after_in);
      Term after;
      Wide fall;
      desk_.steps = steps_of(group);
      if (desk_.fault != Code::Ok) return desk_.fault;
      if (!image_of(target_->state, match_, claimed, after) ||
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
  [[gnu::noinline]] Code check_stack() {
    const LimitsView& limits = input_->contract->limits;
    const ProgramView& program = *input_->program;
    if (limits.stack_bytes_per_chain == 0) return desk_.fault;
    uint64_t* const bytes = arena_->take_zeros<uint64_t>(program.function_count);
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
    const LimitsView& limits = input_->contract->limits;
    const ProgramView& program = *input_->program;
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

  const ProofInput* input_ = nullptr;
  Arena* arena_ = nullptr;
  Work* work_ = nullptr;
  ProofResult* result_ = nullptr;
  Reader in_{Bytes{}};  // goes through the certificate once
  Head head_;
  Sizes sizes_;
  Desk desk_;
  Used use_;
  Walk walk_;
  Match match_;
  Renumbering renumbering_;
  Path* target_ = nullptr;  // of the arrival under way
  bool* cut_ = nullptr;
  Claim* claims_ = nullptr;
  Shelf shelf_;
  Group* groups_ = nullptr;
  uint32_t group_count_ = 0;
  Step* walk_steps_ = nullptr;
  // Of the arena: what is needed until the arrival under way ends begins here, and behind the rest
  // of it steps of the arrival or of a measure.
  size_t arrival_ = 0;
  size_t scratch_ = 0;
  Edge* spare_ = nullptr;  // for the next one inside a group
  uint64_t worst_ = 0;     // of the paths so far
  // The group that is walked, one that is in no other.
  uint32_t open_ = kNoGroup;
  uint32_t opened_at_ = 0;      // its first state
  Stop* left_first_ = nullptr;  // where edges leave it for
  // Of the walk under way.
  uint32_t from_ = 0;
  uint32_t walk_step_count_ = 0;
  uint32_t next_step_ = 0;
  uint32_t moment_ = 0;
};

}  // namespace

Code check_program(const ProofInput& input, Arena& arena, Work& work, ProofResult& result) {
  const size_t mark = arena.mark();
  Check* const check = arena.take<Check>(1);  // too large for a small stack
  const Code code = check == nullptr ? Code::ArenaFull : check->run(input, arena, work, result);
  arena.release(mark);
  return as_form_of(code, Code::CertificateForm);
}

}  // namespace assay::checker
