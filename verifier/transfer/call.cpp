// SPDX-License-Identifier: Apache-2.0
// Calls of helpers and subprograms, and exit.
#include <fmt/format.h>

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/contract/absent.hpp"
#include "ir/contract/execution.hpp"
#include "verifier/obligation/arguments.hpp"
#include "verifier/obligation/describe.hpp"
#include "verifier/obligation/numbers.hpp"
#include "verifier/transfer/parts.hpp"

namespace assay {
namespace {

Step stop(Finding finding) { return {{}, std::move(finding)}; }

Step one(State state, std::uint32_t slot) {
  Step step;
  step.next.push_back({std::move(state), slot});
  return step;
}

void clobber(State& state, std::uint32_t slot) {
  for (std::uint8_t i = 1; i <= 5; ++i)
    state.write(Reg{i}, Value::unreadable(Unreadable::Clobbered, slot));
}

void move_packets(const Environment& env, State& state, std::uint32_t slot) {
  state.kill_values(
      [&](const Value& v) {
        return v.is_pointer() && v.region.kind == RegionKind::Packet &&
               env.contract.regions.at(v.region.index).moved_by_helpers;
      },
      Unreadable::Stale, slot);
}

class HelperCall {
 public:
  HelperCall(const Environment& env, State state, std::uint32_t slot, const Helper& helper)
      : env_(env), state_(std::move(state)), slot_(slot), helper_(helper) {}

  Step run() {
    const Site site{env_.program, env_.contract, state_, slot_};
    if (helper_.callback_argument >= 0) {
      Finding f = refuse(
          site, ErrorCode::FeatureUnsupported,
          "'" + helper_.name + "' calls back into the program, which Assay does not model yet");
      f.suggestion = "write the loop out, with a constant limit, and call the function in it";
      return stop(std::move(f));
    }
    if (auto r = check_arguments(site, helper_, facts_)) return stop(*r);
    if (helper_.tail_call) {
      if (auto r = check_references_released(site)) return stop(*r);
      if (env_.stack_use != nullptr) env_.stack_use->tail_call(state_.top().function_begin);
      if (env_.basis != nullptr) env_.basis->program_arrays.insert(facts_.map_index);
    }
    // References never merge, so a loop that acquires would keep states apart without end.
    constexpr std::size_t kMostReferences = 64;
    if (helper_.acquires && state_.references.size() >= kMostReferences) {
      Finding f = refuse(
          site, ErrorCode::TooComplex,
          fmt::format("'{}' is called while {} objects are held, and Assay keeps track of no more",
                      helper_.name, kMostReferences));
      f.suggestion = "release each object in the round of the loop that acquired it";
      return stop(std::move(f));
    }
    note_buffers();
    note_basis();
    release();
    const bool conditional = writes_conditionally();
    if (!conditional) write_buffers(helper_.initialises == Initialises::All);
    if (helper_.moves_packet) {
      move_packets(env_, state_, slot_);
      fresh_marks();
    }
    clobber(state_, slot_);
    if (!conditional) {
      if (Finding f; !result_is_known(f)) return stop(std::move(f));
      set_result(std::nullopt);
      return helper_.tail_call ? tail_called() : one(std::move(state_), slot_ + 1);
    }
    // Two worlds: the helper succeeded and the buffer is written, or it did not and promises
    // nothing.
    Step step;
    HelperCall failed = *this;
    write_buffers(helper_.initialises == Initialises::AllOnSuccess);
    set_result(true);
    if (helper_.initialises == Initialises::ResultBytes) fill_buffers();
    failed.write_buffers(false);
    failed.set_result(false);
    if (state_.knowledge.feasible()) step.next.push_back({std::move(state_), slot_ + 1});
    if (failed.state_.knowledge.feasible())
      step.next.push_back({std::move(failed.state_), slot_ + 1});
    return step;
  }

 private:
  /// A look-up in a map of maps gives a map, whose definition must be known.
  bool result_is_known(Finding& finding) const {
    const MapKind* kind =
        facts_.map == nullptr ? nullptr : find_map_kind(env_.contract, facts_.map->kind);
    const bool gives_map = helper_.returns == ReturnKind::MapValueOrNull ||
                           helper_.returns == ReturnKind::MapValue ||
                           helper_.returns == ReturnKind::InnerMapOrNull;
    if (!gives_map || kind == nullptr || !kind->holds_maps || facts_.map->inner) return true;
    finding =
        refuse({env_.program, env_.contract, state_, slot_}, ErrorCode::MapUnknown,
               "the maps that map '" + facts_.map->name + "' holds are not defined in the object");
    return false;
  }

  /// The other program never comes back here. Its end is the end of the function that called it:
  /// from a subprogram the caller goes on, with any result.
  Step tail_called() {
    if (state_.frames.size() == 1) return one(std::move(state_), slot_ + 1);
    State ended = state_;
    ended.write(Reg{0}, Value::scalar(ended.knowledge.introduce(env_.symbols, Scalar::top())));
    Step step = one(std::move(state_), slot_ + 1);
    Step end = transfer_exit(env_, std::move(ended), slot_);
    if (end.refusal) return end;
    for (Successor& s : end.next) step.next.push_back(std::move(s));
    return step;
  }

  /// The stack that the helper reads or writes counts as used.
  void note_buffers() const {
    for (std::size_t i = 0; i < 5; ++i) {
      const Value& pointer = facts_.arguments[i];
      if (!facts_.is_memory[i] || pointer.region.kind != RegionKind::Stack) continue;
      if (state_.knowledge.evaluate(facts_.sizes[i]).as_constant() == 0u) continue;
      const Access access{pointer, 0, facts_.sizes[i], AccessKind::Read, true, ""};
      note_stack(env_, state_, pointer.region,
                 stack_range({env_.program, env_.contract, state_, slot_}, access).low);
    }
  }

  /// A helper that reads the context reads it as the program would; a string that must be constant
  /// is one by its bytes.
  void note_basis() const {
    if (env_.basis == nullptr) return;
    for (std::size_t i = 0; i < 5; ++i) {
      const Value& pointer = facts_.arguments[i];
      if (helper_.args[i].kind == ArgKind::ConstString)
        env_.basis->contents.insert(pointer.region.index);
      if (!facts_.is_memory[i] || pointer.region.kind != RegionKind::Context) continue;
      const auto end = Term::combine(pointer.term, 1, facts_.sizes[i]);
      const std::uint64_t most = end ? state_.knowledge.evaluate(*end).umax() : ~std::uint64_t{0};
      env_.basis->reads_context(
          static_cast<std::uint32_t>(std::min<std::uint64_t>(most, env_.contract.context_size)));
    }
  }

  bool writes(std::size_t i) const {
    const ArgKind k = helper_.args[i].kind;
    return facts_.is_memory[i] && (k == ArgKind::WriteMemory || k == ArgKind::ReadWriteMemory ||
                                   k == ArgKind::MapValueOut);
  }

  bool writes_conditionally() const {
    const bool by_result = helper_.initialises == Initialises::AllOnSuccess ||
                           helper_.initialises == Initialises::ResultBytes;
    if (!by_result || helper_.returns != ReturnKind::Scalar) return false;
    for (std::size_t i = 0; i < 5; ++i) {
      if (writes(i) && facts_.arguments[i].region.kind == RegionKind::Stack) return true;
    }
    return false;
  }

  /// Buffers on the stack hold unknown numbers now; only `whole` writes make them initialised.
  void write_buffers(bool whole) {
    for (std::size_t i = 0; i < 5; ++i) {
      if (!writes(i) || facts_.arguments[i].region.kind != RegionKind::Stack) continue;
      const Value& pointer = facts_.arguments[i];
      if (state_.knowledge.evaluate(facts_.sizes[i]).as_constant() == 0u) continue;
      const Access access{pointer, 0, facts_.sizes[i], AccessKind::Write, false, ""};
      const StackRange range = stack_range({env_.program, env_.contract, state_, slot_}, access);
      Stack& stack = state_.frames.at(pointer.region.index).stack;
      const auto size = static_cast<std::uint32_t>(range.high - range.low);
      if (whole && range.exact && !facts_.is_at_most[i]) {
        stack.scramble(range.low, size);
      } else {
        stack.weaken(range.low, size);
      }
    }
  }

  /// Buffers on the stack hold as many bytes as the result, which is in r0 and not negative, says.
  void fill_buffers() {
    const Value result = state_.read(Reg{0});
    const bool low_half = helper_.result_width == Width::W32;
    const Term count =
        low_half ? state_.knowledge.zero_extend32(env_.symbols, result.term) : result.term;
    for (std::size_t i = 0; i < 5; ++i) {
      if (!writes(i) || facts_.arguments[i].region.kind != RegionKind::Stack) continue;
      const Value& pointer = facts_.arguments[i];
      if (state_.knowledge.evaluate(facts_.sizes[i]).as_constant() == 0u) continue;
      const Access access{pointer, 0, facts_.sizes[i], AccessKind::Write, false, ""};
      const StackRange range = stack_range({env_.program, env_.contract, state_, slot_}, access);
      if (!range.exact || facts_.is_at_most[i]) continue;
      const auto size = static_cast<std::uint32_t>(range.high - range.low);
      state_.frames.at(pointer.region.index).stack.fill({range.low, size, Value::scalar(count)});
    }
    state_.settle();
  }

  void fresh_marks() {
    for (std::size_t r = 0; r < state_.regions.size(); ++r) {
      if (!env_.contract.regions[r].moved_by_helpers) continue;
      state_.regions[r] = enter_region(env_, state_, r);
    }
  }

  void release() {
    if (helper_.releases < 0) return;
    const std::uint32_t id =
        facts_.arguments.at(static_cast<std::size_t>(helper_.releases)).region.reference;
    std::erase_if(state_.references, [&](const Reference& r) { return r.id == id; });
    state_.kill_values(
        [&](const Value& v) { return v.is_pointer() && v.region.reference == id && id != 0; },
        Unreadable::Stale, slot_);
  }

  Value pointer_or_null(const RegionRef& region, bool null) {
    Value v = Value::pointer(region, Term::constant(0));
    v.since = slot_;
    if (null) v.null_id = state_.next_id++;
    return v;
  }

  Value acquired(RegionRef region) {
    region.reference = state_.next_id++;
    const Value v = pointer_or_null(region, true);
    if (helper_.acquires) {
      state_.references.push_back({region.reference, slot_, v.null_id});
      std::ranges::sort(state_.references, {}, &Reference::id);
    }
    return v;
  }

  Value map_value(bool null) {
    ASSAY_CHECK(facts_.map != nullptr, "a helper that returns a map value takes a map");
    const MapKind* kind = find_map_kind(env_.contract, facts_.map->kind);
    if (kind != nullptr && kind->holds_maps) {
      if (!facts_.map->inner) return Value::unreadable(Unreadable::Clobbered, slot_);
      return pointer_or_null({RegionKind::MapHandle, *facts_.map->inner, 0, 0}, true);
    }
    // Two lookups may find two elements, whose addresses have nothing to do with each other.
    return pointer_or_null({RegionKind::MapValue, facts_.map_index, 0, 0, state_.next_id++}, null);
  }

  /// A result of which only the low half is told: all that is said of r0 is said of that half.
  Value narrow_number(std::optional<bool> succeeded) {
    const std::int64_t least = succeeded == true ? 0 : helper_.return_min;
    const std::int64_t most = succeeded == false ? -1 : helper_.return_max;
    Scalar range = Scalar::top();
    for (const auto& [op, limit] : {std::pair{JumpOp::Sge, least}, {JumpOp::Sle, most}}) {
      const Scalar bound = Scalar::constant(static_cast<std::uint64_t>(limit));
      const auto refined = refine(op, Width::W32, range, bound, Branch::Taken);
      range = refined ? refined->left : Scalar::bottom();
    }
    const Value v = Value::scalar(state_.knowledge.introduce(env_.symbols, range));
    if (helper_.return_at_most_argument >= 0 && range.s32_min() >= 0)
      bound_by_size(state_.knowledge.zero_extend32(env_.symbols, v.term));
    return v;
  }

  /// The result is no greater than the size, also where it may be an error number: read as signed,
  /// that is below every size.
  void bound_by_size(const Term& result) {
    Knowledge& k = state_.knowledge;
    const auto index = static_cast<std::size_t>(helper_.return_at_most_argument);
    Term size = facts_.arguments.at(index).term;
    if (helper_.args.at(index).width == Width::W32) size = k.zero_extend32(env_.symbols, size);
    const auto r = k.integer(k.resolve(result), Lift::Signed);
    const auto most = k.integer(k.resolve(size), Lift::Unsigned);
    const auto over = r && most ? LinearExpr::difference(*r, *most) : std::nullopt;
    if (over) k.learn(*over);
  }

  /// The number that the helper returns; `succeeded` says which world this is, where there are two.
  Value number(std::optional<bool> succeeded) {
    if (helper_.result_width == Width::W32) return narrow_number(succeeded);
    Scalar range = Scalar::signed_range(helper_.return_min, helper_.return_max);
    if (succeeded == true) range = meet(range, Scalar::signed_range(0, INT64_MAX));
    if (succeeded == false)
      range = meet(range, meet(Scalar::top(), Scalar::signed_range(INT64_MIN, -1)));
    if (succeeded == true && helper_.return_max <= 0) range = Scalar::constant(0);
    const Value v = Value::scalar(state_.knowledge.introduce(env_.symbols, range));
    if (helper_.return_at_most_argument >= 0) bound_by_size(v.term);
    return v;
  }

  void set_result(std::optional<bool> succeeded) {
    Value v;
    switch (helper_.returns) {
      case ReturnKind::Scalar:
      case ReturnKind::NoReturn:
        v = number(succeeded);
        break;
      case ReturnKind::Argument:
        v = facts_.arguments.at(helper_.returned_argument);
        break;
      case ReturnKind::MapValueOrNull:
      case ReturnKind::InnerMapOrNull:
        v = map_value(true);
        break;
      case ReturnKind::MapValue:
        v = map_value(false);
        break;
      case ReturnKind::MemoryOrNull: {
        const Value& size = facts_.arguments.at(helper_.size_argument);
        const auto bytes =
            size.is_scalar() ? state_.knowledge.evaluate(size.term).as_constant() : std::nullopt;
        v = bytes ? acquired({RegionKind::Memory, 0, 0, *bytes})
                  : Value::unreadable(Unreadable::Clobbered, slot_);
        break;
      }
      case ReturnKind::SocketOrNull:
        v = acquired({RegionKind::Object, 0, 0, 0});
        break;
      case ReturnKind::Void:
        v = Value::unreadable(Unreadable::Clobbered, slot_);
        break;
    }
    state_.write(Reg{0}, v);
    state_.settle();
  }

  const Environment& env_;
  State state_;
  std::uint32_t slot_;
  const Helper& helper_;
  CallFacts facts_;
};

/// " ('skb_pull_data')" where another hook of the platform offers a helper of that number. Numbers
/// from 2^16 on mean something else at each hook.
std::string name_elsewhere(const Contract& contract, std::int64_t number) {
  if (number < 0 || number >= 1 << 16) return {};
  const std::string name = helper_name(contract.platform, static_cast<std::uint32_t>(number));
  return name.empty() ? "" : " ('" + name + "')";
}

Step enter_function(const Environment& env, State state, std::uint32_t slot, std::uint32_t target) {
  const Site site{env.program, env.contract, state, slot};
  if (state.frames.size() >= env.contract.limits.call_depth) {
    return stop(refuse(site, ErrorCode::CallTooDeep,
                       fmt::format("this call nests deeper than the {} frames of {}",
                                   env.contract.limits.call_depth, env.contract.name)));
  }
  const bool recursive =
      std::ranges::any_of(state.frames, [&](const Frame& f) { return f.function_begin == target; });
  if (env.stack_use != nullptr) env.stack_use->call(state.top().function_begin, slot, target);
  if (recursive)
    return stop(
        refuse(site, ErrorCode::Recursion, "this call enters a function that is already running"));
  const Execution& execution = execution_of(env.contract);
  Frame frame;
  frame.function_begin = target;
  frame.return_slot = slot + 1;
  frame.stack_frame = execution.frames == Frames::Callers
                          ? state.top().stack_frame
                          : static_cast<std::uint32_t>(state.frames.size());
  if (execution.frames == Frames::Below) {
    constexpr auto kDeepest = static_cast<std::uint32_t>(Stack::kFrameBytes);
    state.top().stack.forget(-Stack::kFrameBytes, kDeepest - execution.frame_step);
  }
  for (std::size_t i = 0; i < 4; ++i) {
    frame.saved[i] = state.registers[6 + i];
    state.registers[6 + i] = Value::unreadable(Unreadable::NeverWritten, slot);
  }
  state.write(Reg{0}, Value::unreadable(Unreadable::Clobbered, slot));
  state.frames.push_back(std::move(frame));
  return one(std::move(state), target);
}

/// A loader that finds nothing in the kernel's types for an instruction makes it one that the
/// kernel refuses.
Refusal poisoned_at(const Site& site) {
  const auto& poisoned = site.program.load_time.poisoned;
  const auto it = std::ranges::lower_bound(poisoned, site.slot, {}, &PoisonedSlot::slot);
  if (it == poisoned.end() || it->slot != site.slot) return std::nullopt;
  return refuse(site, ErrorCode::TargetLacksType,
                "the target does not have what this instruction asks for: " + it->lacks);
}

Refusal check_result(const Site& site) {
  const Value v = site.state.read(Reg{0});
  const ReturnRange& range = site.contract.result;
  if (!v.is_readable()) {
    return refuse_unreadable(site, "the program ends here, but its result (r0)", v);
  }
  if (v.is_pointer()) {
    if (!range.checked && site.contract.policy.pointer_leak_in_result) return std::nullopt;
    return refuse(site, ErrorCode::PointerLeakReturn, "the result is " + describe_value(site, v));
  }
  if (!range.checked) return std::nullopt;
  const Scalar s = site.state.knowledge.evaluate_bounded(v.term);
  const std::int64_t low = range.low32 ? s.s32_min() : s.smin();
  const std::int64_t high = range.low32 ? s.s32_max() : s.smax();
  if (low >= range.min && high <= range.max) return std::nullopt;
  const std::string allowed =
      range.min == range.max
          ? "only " + grouped_signed(range.min)
          : fmt::format("{} to {}", grouped_signed(range.min), grouped_signed(range.max));
  Finding f = refuse(site, ErrorCode::ReturnOutOfRange,
                     fmt::format("the result is {}, but {} allows {}", describe_range(site, v.term),
                                 site.contract.name, allowed));
  explain_origin(site, v.term, f);
  if (!s.as_constant())
    f.suggestion = "test the value before it is returned, or return a constant: " + allowed;
  return f;
}

/// A call that nothing in the object answers.
Finding undefined_function(const Site& site, const ExternalSymbol& function) {
  Finding f = refuse(site, ErrorCode::FunctionUnresolved,
                     "the function '" + function.name + "' is not defined in the object" +
                         (function.may_be_absent ? ", and a kernel that has it gets here" : ""));
  if (function.may_be_absent)
    f.suggestion = "leave the function out: Assay does not know what the kernel's own functions do";
  return f;
}

}  // namespace

Refusal check_references_released(const Site& site) {
  if (site.state.references.empty()) return std::nullopt;
  Finding f = refuse(site, ErrorCode::ReferenceLeaked,
                     "the program ends here while it still holds what a helper gave it");
  const std::uint32_t acquired = site.state.references.front().acquired_at;
  f.notes.push_back({acquired, "'" + helper_at(site, acquired) + "' gave it here"});
  return f;
}

Step transfer_call(const Environment& env, State state, std::uint32_t slot, const Call& call) {
  const Site site{env.program, env.contract, state, slot};
  switch (call.kind) {
    case CallKind::Helper: {
      if (auto poisoned = poisoned_at(site)) return stop(std::move(*poisoned));
      const Helper* helper = find_helper(env.contract, static_cast<std::uint32_t>(call.target));
      if (helper == nullptr) {
        const std::string why = why_absent(env.contract, static_cast<std::uint32_t>(call.target));
        Finding f = refuse(
            site, ErrorCode::HelperUnknown,
            fmt::format("{} offers no helper number {}{}", env.contract.name, call.target,
                        why.empty() ? name_elsewhere(env.contract, call.target) : ": " + why));
        f.suggestion = fmt::format(
            "use one of those that 'assay contract show {}' lists; if the program is meant for "
            "another hook, name it with --contract",
            env.contract.name);
        return stop(std::move(f));
      }
      return HelperCall(env, std::move(state), slot, *helper).run();
    }
    case CallKind::Local:
      return enter_function(env, std::move(state), slot, static_cast<std::uint32_t>(call.target));
    case CallKind::Kernel: {
      Finding f = refuse(site, ErrorCode::FeatureUnsupported,
                         "this calls a kernel function by its number (kfunc), which Assay does not "
                         "model");
      f.suggestion = "use a helper that does the same, where there is one";
      return stop(std::move(f));
    }
    case CallKind::Unresolved:
      return stop(undefined_function(
          site, env.program.unresolved.at(static_cast<std::size_t>(call.target))));
  }
  internal_fault(__FILE__, __LINE__, "call kind out of range");
}

Step transfer_exit(const Environment& env, State state, std::uint32_t slot) {
  const Site site{env.program, env.contract, state, slot};
  if (state.frames.size() == 1) {
    if (auto r = check_references_released(site)) return stop(*r);
    if (auto r = check_result(site)) return stop(*r);
    return {};
  }
  const Frame frame = std::move(state.frames.back());
  state.frames.pop_back();
  const auto gone = static_cast<std::uint32_t>(state.frames.size());
  for (std::size_t i = 0; i < 4; ++i) state.registers[6 + i] = frame.saved[i];
  clobber(state, slot);
  state.kill_values(
      [&](const Value& v) {
        return v.is_pointer() && v.region.kind == RegionKind::Stack && v.region.index >= gone;
      },
      Unreadable::Stale, slot);
  return one(std::move(state), frame.return_slot);
}

}  // namespace assay
