// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/memory.hpp"

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
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
std::uint32_t stack_bytes(const Site& site, const StackMemory& stack) {
  const Execution& execution = execution_of(site.contract);
  const std::uint32_t frame = site.contract.limits.stack_bytes_per_frame;
  const bool runs = stack.frame + 1 == site.state.frames.size();
  return execution.frames == Frames::Below && !runs ? std::min(frame, execution.frame_step) : frame;
}

std::optional<RegionExtent> extent_of(const Site& site, const Pointee& region) {
  using Extent = std::optional<RegionExtent>;
  const auto bytes = [](std::uint64_t size) {
    return RegionExtent{0, LinearExpr::constant(static_cast<Int128>(size))};
  };
  const auto value_of = [&](std::uint32_t map) {
    return bytes(site.program.maps.at(map).value_size);
  };
  return std::visit(
      Overloaded{
          [&](const StackMemory& stack) -> Extent {
            return RegionExtent{-Int128{stack_bytes(site, stack)}, {}};
          },
          [&](const ContextMemory&) -> Extent { return bytes(site.contract.context_size); },
          [&](const RegionMemory& memory) -> Extent {
            const Term end = site.state.region_end(memory.region);
            const auto last = site.state.knowledge.integer(end, Lift::Signed);
            return last ? Extent(RegionExtent{0, *last}) : std::nullopt;
          },
          [&](const MapElement& element) -> Extent { return value_of(element.map); },
          [&](const DataSection& data) -> Extent { return value_of(data.map); },
          [&](const HelperMemory& memory) -> Extent {
            if (!memory.is_listed()) return bytes(memory.bytes);
            const Term* size = site.state.size_of(memory.resource);
            const auto end = size != nullptr ? site.state.knowledge.integer(*size, Lift::Unsigned)
                                             : std::nullopt;
            return end ? Extent(RegionExtent{0, *end}) : std::nullopt;
          },
          [](const MapHandle&) -> Extent { return std::nullopt; },
          [](const Code&) -> Extent { return std::nullopt; },
          [](const KernelObject&) -> Extent { return std::nullopt; },
      },
      region);
}

namespace {

ErrorCode out_of_bounds(const Pointee& region) {
  if (std::holds_alternative<StackMemory>(region)) return ErrorCode::StackOutOfBounds;
  if (std::holds_alternative<ContextMemory>(region)) return ErrorCode::ContextOutOfBounds;
  return ErrorCode::OutOfBounds;
}

/// Requires that the address is a pointer.
const Pointee& region_of(const Access& a) { return a.pointer.as_pointer()->region; }

Missing check_bounds(const Site& site, const Access& a) {
  const Knowledge& k = site.state.knowledge;
  const Pointee& region = region_of(a);
  const auto extent = extent_of(site, region);
  if (!extent) return Miss{ErrorCode::OpaqueAccess};
  const auto offset = k.integer(a.start(), Lift::Signed);
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
  return Miss{out_of_bounds(region), above ? Lack::EndsBehind : Lack::BeginsBefore};
}

Missing check_permission(const Site& site, const Access& a) {
  if (a.kind == AccessKind::Read) return std::nullopt;
  const bool atomic = a.kind == AccessKind::Atomic;
  const auto only_plain = [&]() -> Missing {
    if (!atomic) return std::nullopt;
    return Miss{ErrorCode::AtomicNotAllowed};
  };
  const auto unless_read_only = [&](bool read_only) -> Missing {
    if (!read_only) return std::nullopt;
    return Miss{ErrorCode::ReadOnlyWritten};
  };
  const auto in_map = [&](std::uint32_t map) {
    return unless_read_only(read_only_to_programs(site.program.maps.at(map)));
  };
  return std::visit(
      Overloaded{
          [](const StackMemory&) -> Missing { return std::nullopt; },
          [](const HelperMemory&) -> Missing { return std::nullopt; },
          [&](const ContextMemory&) { return only_plain(); },
          [&](const RegionMemory& memory) {
            if (auto miss = only_plain()) return miss;
            return unless_read_only(!site.contract.regions.at(memory.region).writable);
          },
          [&](const MapElement& element) { return in_map(element.map); },
          [&](const DataSection& data) { return in_map(data.map); },
          [](const MapHandle&) -> Missing { return Miss{ErrorCode::OpaqueAccess}; },
          [](const Code&) -> Missing { return Miss{ErrorCode::OpaqueAccess}; },
          [](const KernelObject&) -> Missing { return Miss{ErrorCode::OpaqueAccess}; },
      },
      region_of(a));
}

/// A helper wrote as many bytes of the buffer as a number says, and the access needs no more.
bool filled_by_helper(const Site& site, const Access& a, const StackRange& range) {
  const Knowledge& k = site.state.knowledge;
  const auto start = k.integer(a.start(), Lift::Signed);
  const auto size = k.integer(a.size, Lift::Unsigned);
  const auto end = start && size ? LinearExpr::combine(1, *start, 1, *size) : std::nullopt;
  if (!end) return false;
  const Stack& stack = site.state.frames.at(a.pointer.into<StackMemory>()->frame).stack;
  return std::ranges::any_of(stack.filled(), [&](const FilledBytes& bytes) {
    const std::int32_t last = bytes.offset + static_cast<std::int32_t>(bytes.size);
    if (range.low < bytes.offset || range.high > last) return false;
    const auto count = k.integer(bytes.count.term(), Lift::Unsigned);
    const auto over = count ? LinearExpr::difference(*end, *count) : std::nullopt;
    return over && k.entails(over->plus(-Int128{bytes.offset}));
  });
}

Missing check_no_object(const Site& site, const Access& a) {
  const auto* memory = a.pointer.into<StackMemory>();
  if (memory == nullptr) return std::nullopt;
  const Stack& stack = site.state.frames.at(memory->frame).stack;
  // Nearly all frames have none.
  if (!stack.touches_object(-Stack::kFrameBytes, std::uint32_t{Stack::kFrameBytes}))
    return std::nullopt;
  const StackRange range = stack_range(site, a);
  if (range.low >= range.high || !stack.touches_object(range.low, range.size()))
    return std::nullopt;
  return Miss{ErrorCode::OpaqueAccess, Lack::HoldsObject};
}

Missing check_initialised(const Site& site, const Access& a) {
  if (a.pointer.into<StackMemory>() == nullptr || a.kind == AccessKind::Write ||
      a.may_be_uninitialised)
    return std::nullopt;
  const StackRange range = stack_range(site, a);
  const Stack& stack = site.state.frames.at(a.pointer.into<StackMemory>()->frame).stack;
  if (range.low >= range.high || stack.initialised(range.low, range.size()) ||
      filled_by_helper(site, a, range))
    return std::nullopt;
  return Miss{ErrorCode::StackUninitialised};
}

/// Atomic operations are aligned everywhere: one across two cache lines is not atomic, or traps.
bool must_be_aligned(const Site& site, const Access& a) {
  if (a.by == Accessor::Helper) return false;
  if (a.by == Accessor::AligningHelper) return true;
  const Policy& policy = site.contract.policy;
  return a.kind == AccessKind::Atomic || policy.strict_alignment ||
         (policy.aligned_stack && a.pointer.into<StackMemory>() != nullptr);
}

/// Of how many bytes, at most 8, the address of the region's offset 0 is a multiple. What a
/// contract demands of accesses to packets and to the stack counts from there, as platforms count.
/// Data of a program are the first value of a map, which is aligned wherever values lie.
std::uint32_t alignment_of(const Site& site, const Pointee& region) {
  if (const auto* element = std::get_if<MapElement>(&region)) {
    const Map& map = site.program.maps.at(element->map);
    const MapKind* kind = find_map_kind(site.contract, map.kind);
    return kind == nullptr ? 1 : value_alignment(*kind, map);
  }
  const bool is_given = std::holds_alternative<HelperMemory>(region);
  return !is_given || given_memory_is_aligned(site.contract) ? 8 : 1;
}

Missing check_alignment(const Site& site, const Access& a) {
  if (!must_be_aligned(site, a)) return std::nullopt;
  const auto size = a.size.as_constant();
  if (!size || (*size != 2 && *size != 4 && *size != 8)) return std::nullopt;
  if (const std::uint32_t origin = alignment_of(site, region_of(a)); *size > origin)
    return Miss{ErrorCode::Misaligned, Lack::BeginsAnywhere, origin};
  const Term start = a.start();
  const Scalar offset = site.state.knowledge.evaluate(start);
  if ((offset.known_zeros() & (*size - 1)) == *size - 1) return std::nullopt;
  return Miss{ErrorCode::Misaligned};
}

}  // namespace

StackRange stack_range(const Site& site, const Access& a) {
  const Knowledge& k = site.state.knowledge;
  const auto offset = k.integer(a.start(), Lift::Signed);
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
  if (p.is_scalar() && p.term().as_constant() == 0u)
    return Miss{ErrorCode::NullDereference, Lack::IsNull};
  if (p.died_at()) return Miss{ErrorCode::StalePointer};
  if (p.is_scalar()) return Miss{ErrorCode::NotAPointer};
  if (p.maybe_null()) return Miss{ErrorCode::NullDereference, Lack::MayBeNull};
  if (auto miss = check_bounds(site, a)) return miss;
  if (auto miss = check_no_object(site, a)) return miss;
  if (auto miss = check_special_fields(site, a)) return miss;
  if (auto miss = check_permission(site, a)) return miss;
  if (auto miss = check_alignment(site, a)) return miss;
  return check_initialised(site, a);
}

}  // namespace assay
