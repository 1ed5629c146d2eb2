// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/presumed_access.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "ir/base/errors.hpp"
#include "ir/isa/memory_operand.hpp"
#include "verifier/engine/doubt.hpp"

namespace assay {
namespace {

constexpr Int128 kFar = Int128{1} << 90;

/// How far behind its base register the access reaches.
std::int64_t end_of(const MemoryOperand& operand) {
  return std::int64_t{operand.offset} + bytes(operand.size);
}

/// By how many bytes the accesses of the function through the same register reach further, most
/// first, 0 last. The test that is missing before one of them is missing before all.
std::vector<std::int64_t> further_bytes(const Program& program, std::uint32_t slot) {
  constexpr std::size_t kMost = 4;
  std::set<std::int64_t, std::greater<>> further{0};
  const auto here = memory_operand(program.instructions[slot]);
  const Function& function = program.functions[function_at(program, slot)];
  for (std::uint32_t s = function.begin; here && s < function.end; ++s) {
    const auto other = memory_operand(program.instructions[s]);
    if (other && other->base == here->base && end_of(*other) > end_of(*here))
      further.insert(end_of(*other) - end_of(*here));
  }
  std::vector<std::int64_t> out(further.begin(), further.end());
  if (out.size() > kMost) out.erase(out.begin() + (kMost - 1), out.end() - 1);
  return out;
}

/// Narrows the symbols of an offset that may wrap until it reads as an integer.
void unwrap(Knowledge& k, const Term& offset, Int128 most) {
  if (k.integer(offset, Lift::Signed)) return;
  const auto constant = static_cast<std::int64_t>(offset.constant_part());
  const Int128 span = most + (constant < 0 ? -Int128{constant} : Int128{constant});
  for (const Monomial& m : offset.monomials()) {
    const auto c = static_cast<std::int64_t>(m.coefficient);
    if (c == INT64_MIN) return;
    const auto limit = static_cast<std::uint64_t>(span / (c < 0 ? -c : c));
    k.refine(Term::of(m.symbol), Scalar::unsigned_range(0, limit));
    if (!k.feasible()) return;
  }
}

/// Where a symbol of the offset is the low half of some word, the word has no upper half, so that
/// what else is made of it is as small.
void presume_whole(State& state, const Term& offset) {
  for (const Monomial& m : offset.monomials()) {
    const SymbolFacts* half = state.knowledge.find(m.symbol);
    if (half == nullptr || half->link == LinkKind::None) continue;
    State tried = state;
    tried.knowledge.refine(half->of, half->facts);
    if (!tried.knowledge.feasible()) continue;
    tried.settle();
    state = std::move(tried);
  }
}

/// The bytes from the access's first to `further` behind its last lie inside the region.
bool lies_inside(const Environment& env, State& state, std::uint32_t slot, const Access& access,
                 std::int64_t further) {
  const auto extent =
      extent_of({env.program, env.contract, state, slot}, access.pointer.as_pointer()->region);
  if (!extent) return false;
  Knowledge& k = state.knowledge;
  const auto most = k.upper_bound(extent->end, -kFar);
  if (!most || *most < extent->begin) return false;
  const Term start = access.start();
  const Int128 span = std::max(*most, -extent->begin);
  unwrap(k, start, span);
  if (k.feasible())
    k.refine(access.size, Scalar::unsigned_range(0, static_cast<std::uint64_t>(span)));
  if (!k.feasible()) return false;
  const auto offset = k.integer(k.resolve(start), Lift::Signed);
  const auto size = k.integer(k.resolve(access.size), Lift::Unsigned);
  const auto end = offset && size ? LinearExpr::combine(1, *offset, 1, *size) : std::nullopt;
  const auto below =
      offset ? LinearExpr::difference(LinearExpr::constant(extent->begin), *offset) : std::nullopt;
  const auto over = end ? LinearExpr::difference(*end, extent->end) : std::nullopt;
  if (!below || !over) return false;
  k.learn(*below);
  if (k.feasible()) k.learn(over->plus(Int128{further}));
  if (!k.feasible()) return false;
  state.settle();
  presume_whole(state, k.resolve(start));
  return true;
}

bool presume_inside(const Environment& env, State& state, std::uint32_t slot,
                    const Access& access) {
  // Of an offset that is fixed the region's end remembers the test (presumed_bounds.hpp).
  const std::vector<std::int64_t> reaches = has_fixed_offset(state, access.pointer)
                                                ? std::vector<std::int64_t>{0}
                                                : further_bytes(env.program, slot);
  for (const std::int64_t further : reaches) {
    State tried = state;
    if (!lies_inside(env, tried, slot, access, further)) continue;
    state = std::move(tried);
    return true;
  }
  return false;
}

bool presume_written(const Environment& env, State& state, std::uint32_t slot,
                     const Access& access) {
  const StackRange range = stack_range({env.program, env.contract, state, slot}, access);
  Stack& stack = state.frames.at(access.pointer.into<StackMemory>()->frame).stack;
  for (std::int32_t at = range.low; at < range.high; ++at) {
    if (!stack.initialised(at, 1)) stack.scramble(at, 1);
  }
  return true;
}

bool same_address(const Value& a, const Value& b) {
  const Pointer* p = a.as_pointer();
  const Pointer* q = b.as_pointer();
  if (p != nullptr && q != nullptr) return p->region == q->region && p->offset == q->offset;
  return a.is_scalar() && b.is_scalar() && a.term() == b.term();
}

/// What cannot be an address here is doubtful wherever it is kept; constants are no such.
void doubt_copies(State& state, const Value& address) {
  if (address.is_scalar() && address.term().is_constant()) return;
  state.each_value([&](Value& v) {
    if (same_address(v, address)) v = doubtful();
  });
}

/// What died in the same call is as doubtful: one fault. False where nothing changes.
bool doubt_dead(State& state, std::optional<std::uint32_t> died_at) {
  bool changed = false;
  state.each_value([&](Value& v) {
    if (!v.died_at() || v.died_at() != died_at) return;
    v = doubtful();
    changed = true;
  });
  return changed;
}

}  // namespace

bool has_fixed_offset(const State& state, const Value& pointer) {
  const auto* memory = pointer.into<RegionMemory>();
  if (memory == nullptr) return pointer.term().is_constant();
  const auto& marks = state.regions.at(memory->region).marks;
  return std::ranges::any_of(marks, [&](const Term& mark) {
    const auto rest = Term::combine(pointer.term(), ~std::uint64_t{0}, mark);
    return rest && rest->is_constant();
  });
}

bool presume_near(const Environment& env, State& state, std::uint32_t slot, const Value& pointer) {
  const auto extent =
      extent_of({env.program, env.contract, state, slot}, pointer.as_pointer()->region);
  if (!extent) return false;
  State tried = state;
  Knowledge& k = tried.knowledge;
  const auto most = k.upper_bound(extent->end, -kFar);
  if (!most || *most < extent->begin) return false;
  k.at(slot);
  unwrap(k, pointer.term(), std::max(*most, -extent->begin));
  if (k.feasible()) {
    k.refine(k.resolve(pointer.term()),
             Scalar::signed_range(static_cast<std::int64_t>(extent->begin),
                                  static_cast<std::int64_t>(*most)));
  }
  if (!k.feasible()) return false;
  tried.settle();
  state = std::move(tried);
  return true;
}

bool presume_access(const Environment& env, State& state, std::uint32_t slot, const Access& access,
                    ErrorCode code) {
  state.knowledge.at(slot);
  const Value address = access.pointer;
  if (code == ErrorCode::NotAPointer) doubt_copies(state, address);
  if (code == ErrorCode::StalePointer) return doubt_dead(state, address.died_at());
  if (!address.is_pointer()) return false;
  if (code == ErrorCode::NullDereference || code == ErrorCode::ArgumentMayBeNull) {
    if (!address.maybe_null()) return false;
    state.resolve_not_null(address.null());
    return true;
  }
  if (code == ErrorCode::OutOfBounds || code == ErrorCode::StackOutOfBounds ||
      code == ErrorCode::ArgumentSizeUnbounded) {
    if (presume_inside(env, state, slot, access)) return true;
    if (access.by == Accessor::Program) doubt_copies(state, address);
    return false;
  }
  if (code == ErrorCode::StackUninitialised) return presume_written(env, state, slot, access);
  return false;
}

}  // namespace assay
