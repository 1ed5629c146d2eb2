// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/memory.hpp"

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/contract/execution.hpp"
#include "ir/contract/validate.hpp"
#include "verifier/obligation/map_rules.hpp"
#include "verifier/obligation/special_fields.hpp"

namespace assay {

static_assert(Stack::kFrameBytes == kMostFrameBytes,
              "a frame that a contract may give fits a state");

Access access_at(const Contract& contract, const Accessible& accessible, const Value& pointer) {
  const bool reads = accessible.kind == AccessKind::Read;
  return {pointer, accessible.at.offset, Term::constant(bytes(accessible.at.size)), accessible.kind,
          reads && contract.policy.uninitialised_stack_reads};
}

// What a caller keeps deeper than a callee's frame begins is the callee's.
std::uint32_t stack_bytes(const Site& site, const RegionRef& region) {
  const Execution& execution = execution_of(site.contract);
  const std::uint32_t frame = site.contract.limits.stack_bytes_per_frame;
  const bool runs = region.index + 1 == site.state.frames.size();
  return execution.frames == Frames::Below && !runs ? std::min(frame, execution.frame_step) : frame;
}

std::optional<RegionExtent> extent_of(const Site& site, const RegionRef& region) {
  switch (region.kind) {
    case RegionKind::Stack:
      return RegionExtent{-Int128{stack_bytes(site, region)}, {}};
    case RegionKind::Context:
      return RegionExtent{0, LinearExpr::constant(site.contract.context_size)};
    case RegionKind::Packet: {
      const auto end =
          site.state.knowledge.integer(site.state.region_end(region.index), Lift::Signed);
      if (!end) return std::nullopt;
      return RegionExtent{0, *end};
    }
    case RegionKind::MapValue:
    case RegionKind::Data:
      return RegionExtent{0, LinearExpr::constant(site.program.maps.at(region.index).value_size)};
    case RegionKind::Memory:
      return RegionExtent{0, LinearExpr::constant(static_cast<Int128>(region.size))};
    case RegionKind::MapHandle:
    case RegionKind::Function:
    case RegionKind::Object:
      return std::nullopt;
  }
  internal_fault(__FILE__, __LINE__, "region kind out of range");
}

namespace {

ErrorCode out_of_bounds(RegionKind kind) {
  if (kind == RegionKind::Stack) return ErrorCode::StackOutOfBounds;
  if (kind == RegionKind::Context) return ErrorCode::ContextOutOfBounds;
  return ErrorCode::OutOfBounds;
}

Missing check_bounds(const Site& site, const Access& a) {
  const Knowledge& k = site.state.knowledge;
  const RegionRef& region = a.pointer.region;
  const auto extent = extent_of(site, region);
  if (!extent) return Miss{ErrorCode::OpaqueAccess};
  const auto offset =
      k.integer(a.pointer.term.plus(static_cast<std::uint64_t>(a.delta)), Lift::Signed);
  const auto size = k.integer(a.size, Lift::Unsigned);
  bool above = false;
  bool below = false;
  if (offset && size) {
    const auto lowest = k.lower_bound(*offset, extent->begin);
    above = lowest && *lowest >= extent->begin;
    const auto end = LinearExpr::combine(1, *offset, 1, *size);
    const auto over = end ? LinearExpr::difference(*end, extent->end) : std::nullopt;
    below = over && k.entails(*over);
  }
  if (above && below) return std::nullopt;
  return Miss{out_of_bounds(region.kind), above ? Lack::EndsBehind : Lack::BeginsBefore};
}

Missing check_permission(const Site& site, const Access& a) {
  const RegionRef& region = a.pointer.region;
  if (a.kind == AccessKind::Read) return std::nullopt;
  switch (region.kind) {
    case RegionKind::Stack:
    case RegionKind::Memory:
      return std::nullopt;
    case RegionKind::Context:
      if (a.kind == AccessKind::Atomic) return Miss{ErrorCode::AtomicNotAllowed};
      return std::nullopt;
    case RegionKind::Packet:
      if (a.kind == AccessKind::Atomic) return Miss{ErrorCode::AtomicNotAllowed};
      if (!site.contract.regions.at(region.index).writable) return Miss{ErrorCode::ReadOnlyWritten};
      return std::nullopt;
    case RegionKind::MapValue:
    case RegionKind::Data:
      if (read_only_to_programs(site.program.maps.at(region.index)))
        return Miss{ErrorCode::ReadOnlyWritten};
      return std::nullopt;
    case RegionKind::MapHandle:
    case RegionKind::Function:
    case RegionKind::Object:
      return Miss{ErrorCode::OpaqueAccess};
  }
  internal_fault(__FILE__, __LINE__, "region kind out of range");
}

/// A helper wrote as many bytes of the buffer as a number says, and the access needs no more.
bool filled_by_helper(const Site& site, const Access& a, const StackRange& range) {
  const Knowledge& k = site.state.knowledge;
  const auto start =
      k.integer(a.pointer.term.plus(static_cast<std::uint64_t>(a.delta)), Lift::Signed);
  const auto size = k.integer(a.size, Lift::Unsigned);
  const auto end = start && size ? LinearExpr::combine(1, *start, 1, *size) : std::nullopt;
  if (!end) return false;
  const Stack& stack = site.state.frames.at(a.pointer.region.index).stack;
  return std::ranges::any_of(stack.filled(), [&](const FilledBytes& bytes) {
    const std::int32_t last = bytes.offset + static_cast<std::int32_t>(bytes.size);
    if (range.low < bytes.offset || range.high > last) return false;
    const auto count = k.integer(bytes.count.term, Lift::Unsigned);
    const auto over = count ? LinearExpr::difference(*end, *count) : std::nullopt;
    return over && k.entails(over->plus(-Int128{bytes.offset}));
  });
}

Missing check_initialised(const Site& site, const Access& a) {
  if (a.pointer.region.kind != RegionKind::Stack || a.kind == AccessKind::Write ||
      a.may_be_uninitialised)
    return std::nullopt;
  const StackRange range = stack_range(site, a);
  const Stack& stack = site.state.frames.at(a.pointer.region.index).stack;
  if (range.low >= range.high || stack.initialised(range.low, range.size()) ||
      filled_by_helper(site, a, range))
    return std::nullopt;
  return Miss{ErrorCode::StackUninitialised};
}

/// Atomic operations are aligned everywhere: one across two cache lines is not atomic, or traps.
bool must_be_aligned(const Site& site, const Access& a) {
  if (a.by == Accessor::Helper) return false;
  const Policy& policy = site.contract.policy;
  return a.kind == AccessKind::Atomic || policy.strict_alignment ||
         (policy.aligned_stack && a.pointer.region.kind == RegionKind::Stack);
}

Missing check_alignment(const Site& site, const Access& a) {
  if (!must_be_aligned(site, a)) return std::nullopt;
  const auto size = a.size.as_constant();
  if (!size || (*size != 2 && *size != 4 && *size != 8)) return std::nullopt;
  const Term start = a.pointer.term.plus(static_cast<std::uint64_t>(a.delta));
  const Scalar offset = site.state.knowledge.evaluate(start);
  if ((offset.known_zeros() & (*size - 1)) == *size - 1) return std::nullopt;
  return Miss{ErrorCode::Misaligned};
}

}  // namespace

StackRange stack_range(const Site& site, const Access& a) {
  const Knowledge& k = site.state.knowledge;
  const auto offset =
      k.integer(a.pointer.term.plus(static_cast<std::uint64_t>(a.delta)), Lift::Signed);
  const auto size = k.integer(a.size, Lift::Unsigned);
  ASSAY_CHECK(offset && size, "stack access was not checked");
  const auto end = LinearExpr::combine(1, *offset, 1, *size);
  constexpr Int128 kFar = -(Int128{1} << 90);
  const auto low = k.lower_bound(*offset, -kFar);
  const auto high = end ? k.upper_bound(*end, kFar) : std::nullopt;
  ASSAY_CHECK(low && high && *low >= -Stack::kFrameBytes && *high <= 0,
              "stack access was not checked");
  return {static_cast<std::int32_t>(*low), static_cast<std::int32_t>(*high),
          offset->is_constant() && size->is_constant()};
}

Missing check_access(const Site& site, const Access& a) {
  const Value& p = a.pointer;
  ASSAY_CHECK(p.is_readable(), "an address that was not checked to be readable");
  if (p.is_scalar() && p.term.as_constant() == 0u)
    return Miss{ErrorCode::NullDereference, Lack::IsNull};
  if (p.is_scalar()) return Miss{ErrorCode::NotAPointer};
  if (p.null_id != 0) return Miss{ErrorCode::NullDereference, Lack::MayBeNull};
  if (auto miss = check_bounds(site, a)) return miss;
  if (auto miss = check_special_fields(site, a)) return miss;
  if (auto miss = check_permission(site, a)) return miss;
  if (auto miss = check_alignment(site, a)) return miss;
  return check_initialised(site, a);
}

}  // namespace assay
