// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/memory.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "ir/base/check.hpp"
#include "ir/contract/execution.hpp"
#include "ir/contract/validate.hpp"
#include "verifier/obligation/describe.hpp"
#include "verifier/obligation/map_rules.hpp"
#include "verifier/obligation/numbers.hpp"
#include "verifier/obligation/special_fields.hpp"

namespace assay {
namespace {

static_assert(Stack::kFrameBytes == kMostFrameBytes,
              "a frame that a contract may give fits a state");

/// How many bytes below its top a frame may be used. What a caller keeps deeper than a callee's
/// frame begins is the callee's.
std::uint32_t stack_bytes(const Site& site, const RegionRef& region) {
  const Execution& execution = execution_of(site.contract);
  const std::uint32_t frame = site.contract.limits.stack_bytes_per_frame;
  const bool runs = region.index + 1 == site.state.frames.size();
  return execution.frames == Frames::Below && !runs ? std::min(frame, execution.frame_step) : frame;
}

}  // namespace

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

/// The pointer into a region of the contract from which an offset is told: of those that the offset
/// is made of, the last, else the region's begin.
struct Base {
  Term mark = Term::constant(0);
  std::string name;
};
Base base_of(const Site& site, std::uint32_t region, const Term& offset) {
  Base base;
  std::size_t chosen = 0;
  const auto& marks = site.state.regions.at(region).marks;
  for (std::size_t m = 1; m + 1 < marks.size(); ++m) {
    const auto rest = Term::combine(offset, ~std::uint64_t{0}, marks[m]);
    if (!rest || rest->monomials().size() >= offset.monomials().size()) continue;
    base.mark = marks[m];
    chosen = m;
  }
  base.name = name_of_mark(site.contract, region, chosen);
  return base;
}

/// What to compare before an access to a region of the contract.
std::string packet_repair(const Site& site, const Access& a, const Base& base, const Term& offset) {
  const std::uint32_t region = a.pointer.region.index;
  const std::string end =
      name_of_mark(site.contract, region, site.contract.regions.at(region).marks - 1);
  const auto first = offset.as_constant();
  const auto size = a.size.as_constant();
  const bool plain = first && size && *first < (1u << 30) && *size < (1u << 30);
  if (base.name.empty() || end.empty() || !plain)
    return "compare the end of the access with the region's end pointer before it";
  return fmt::format("before it, leave where {} + {} is greater than {}", base.name,
                     grouped(*first + *size), end);
}

/// The same where the access may begin before the region's begin, which has that name or none.
std::string begins_before_repair(const std::string& begin) {
  const std::string name = begin.empty() ? "the region's begin" : begin;
  return fmt::format("{} {}: before it, leave where its offset from {} would be negative",
                     kMayBeginBefore, name, name);
}

Term minus(const Term& a, const Term& b) {
  return Term::combine(a, ~std::uint64_t{0}, b).value_or(a);
}

/// What the definition of the memory says about its size.
Note size_of_region(const Site& site, const Value& pointer) {
  const RegionRef& region = pointer.region;
  switch (region.kind) {
    case RegionKind::Stack:
      break;  // verifier/explain knows more
    case RegionKind::Context:
      return {std::nullopt, "the context of " + site.contract.name + " has " +
                                counted(site.contract.context_size, "byte")};
    case RegionKind::MapValue: {
      const Map& map = site.program.maps.at(region.index);
      const MapKind* kind = find_map_kind(site.contract, map.kind);
      return {std::nullopt,
              fmt::format("map '{}'{} is declared with keys of {} and values of {}", map.name,
                          kind == nullptr ? "" : " of kind " + kind->name,
                          counted(map.key_size, "byte"), counted(map.value_size, "byte"))};
    }
    case RegionKind::Data: {
      const Map& map = site.program.maps.at(region.index);
      return {std::nullopt, fmt::format("the data section '{}' of the object has {}", map.name,
                                        counted(map.value_size, "byte"))};
    }
    case RegionKind::Memory: {
      const std::string helper = helper_at(site, pointer.since);
      return {pointer.since,
              fmt::format("{} {} from here", counted(region.size, "byte"),
                          helper.empty() ? "come" : "were asked of '" + helper + "'")};
    }
    case RegionKind::Packet:
    case RegionKind::MapHandle:
    case RegionKind::Function:
    case RegionKind::Object:
      break;
  }
  internal_fault(__FILE__, __LINE__, "a region without a size");
}

/// The function whose frame it is; nothing where several functions use one frame.
std::optional<std::uint32_t> function_of_frame(const Site& site, const RegionRef& region) {
  const auto& frames = site.state.frames;
  const auto uses = [&](const Frame& frame) { return frame.stack_frame == region.index; };
  const auto user = std::ranges::find_if(frames, uses);
  if (user == frames.end() || std::ranges::count_if(frames, uses) != 1) return std::nullopt;
  return user->function_begin;
}

/// What explains a finding about an access that was not shown to lie in the frame.
StackAccess stray_access(const Site& site, const Access& a) {
  constexpr std::int64_t kFar = std::int64_t{1} << 40;
  const Knowledge& k = site.state.knowledge;
  const Scalar start = k.evaluate_bounded(a.pointer.term.plus(static_cast<std::uint64_t>(a.delta)));
  const std::uint64_t most = k.evaluate_bounded(a.size).umax();
  const auto size = static_cast<std::int64_t>(std::min(most, std::uint64_t{kFar}));
  return stack_access(site, a, std::clamp(start.smin(), -kFar, kFar),
                      std::clamp(start.smax(), -kFar, kFar) + size);
}

/// The refusal of check_bounds; `above` when the access does not begin before the region.
Finding outside(const Site& site, const Access& a, bool above) {
  const RegionRef& region = a.pointer.region;
  const bool packet = region.kind == RegionKind::Packet;
  const Term start = a.pointer.term.plus(static_cast<std::uint64_t>(a.delta));
  const Base base = packet ? base_of(site, region.index, start) : Base{};
  const Term offset = minus(start, base.mark);
  const bool always =
      !packet && start.is_constant() && a.size.is_constant() && a.size_is == SizeIs::Exactly;
  Finding f = refuse(
      site, out_of_bounds(region.kind),
      fmt::format("{}{} {} {} outside {}: its offset{} is {}", a.what,
                  a.by == Accessor::Helper ? " with a size of" : " of",
                  (a.size_is == SizeIs::AtMost ? "at most " : "") + describe_bytes(site, a.size),
                  always ? "lies" : "may lie", region_name(site, region),
                  base.name.empty() ? "" : " from " + base.name, describe_range(site, offset)));
  explain_offset(site, minus(a.pointer.term, base.mark), f);
  explain_origin(site, a.size, f, "size");
  f.limited_by = limiting_test(site, offset);
  if (!f.limited_by) f.limited_by = limiting_test(site, a.size);
  if (packet) {
    const Term size = minus(site.state.region_end(region.index), base.mark);
    const bool ascends = site.contract.regions.at(region.index).reversed == 0;
    const Scalar bytes = meet(site.state.knowledge.evaluate_bounded(size),
                              Scalar::signed_range(ascends ? 0 : INT64_MIN, INT64_MAX));
    f.region = region.index;
    f.notes.push_back(
        {std::nullopt,
         fmt::format("{} has {} bytes{} here", region_name(site, region), describe_range(bytes),
                     base.name.empty() ? "" : " from " + base.name + " to its end")});
    f.suggestion = above ? packet_repair(site, a, base, offset)
                         : begins_before_repair(name_of_mark(site.contract, region.index, 0));
    return f;
  }
  if (region.kind == RegionKind::Stack) {
    f.stack = stray_access(site, a);
  } else {
    f.notes.push_back(size_of_region(site, a.pointer));
  }
  f.suggestion =
      always  ? std::string(kAlwaysOutside)
      : above ? "test the offset against the size before this access"
              : "make sure that the offset is not negative and not too large before this access";
  return f;
}

Refusal check_bounds(const Site& site, const Access& a) {
  const Knowledge& k = site.state.knowledge;
  const RegionRef& region = a.pointer.region;
  const auto extent = extent_of(site, region);
  if (!extent) {
    return refuse(
        site, ErrorCode::OpaqueAccess,
        a.what + " reaches into " + region_name(site, region) + ", which only helpers may use");
  }
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
  return outside(site, a, above);
}

Refusal check_permission(const Site& site, const Access& a) {
  const RegionRef& region = a.pointer.region;
  if (a.kind == AccessKind::Read) return std::nullopt;
  const auto read_only = [&](std::string why) {
    return refuse(site, ErrorCode::ReadOnlyWritten,
                  fmt::format("{} goes to {}, which {}", a.what, region_name(site, region), why));
  };
  switch (region.kind) {
    case RegionKind::Stack:
    case RegionKind::Memory:
      return std::nullopt;
    case RegionKind::Context:
      if (a.kind == AccessKind::Atomic)
        return refuse(site, ErrorCode::AtomicNotAllowed,
                      a.what + " works on the context, where atomic operations are not allowed");
      return std::nullopt;
    case RegionKind::Packet:
      if (a.kind == AccessKind::Atomic)
        return refuse(site, ErrorCode::AtomicNotAllowed,
                      a.what + " works on " + region_name(site, region) +
                          ", where atomic operations are not allowed");
      if (!site.contract.regions.at(region.index).writable)
        return read_only("the contract makes read-only");
      return std::nullopt;
    case RegionKind::MapValue:
    case RegionKind::Data:
      if (read_only_to_programs(site.program.maps.at(region.index)))
        return read_only(region.kind == RegionKind::Data ? "is read-only data"
                                                         : "is declared read-only");
      return std::nullopt;
    case RegionKind::MapHandle:
    case RegionKind::Function:
    case RegionKind::Object:
      return refuse(site, ErrorCode::OpaqueAccess,
                    a.what + " reaches into " + region_name(site, region));
  }
  internal_fault(__FILE__, __LINE__, "region kind out of range");
}

/// The bytes of the range that are not written on every path.
std::vector<FrameRange> unwritten_bytes(const Stack& stack, const FrameRange& range) {
  std::vector<FrameRange> runs;
  for (std::int64_t at = range.low; at < range.high; ++at) {
    if (stack.initialised(static_cast<std::int32_t>(at), 1)) continue;
    if (runs.empty() || runs.back().high != at) runs.push_back({range.function, at, at});
    runs.back().high = at + 1;
  }
  return runs;
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

Refusal check_initialised(const Site& site, const Access& a) {
  if (a.pointer.region.kind != RegionKind::Stack || a.kind == AccessKind::Write ||
      a.may_be_uninitialised)
    return std::nullopt;
  const StackRange range = stack_range(site, a);
  const Stack& stack = site.state.frames.at(a.pointer.region.index).stack;
  if (range.low >= range.high ||
      stack.initialised(range.low, static_cast<std::uint32_t>(range.high - range.low)) ||
      filled_by_helper(site, a, range))
    return std::nullopt;
  Finding f = refuse(site, ErrorCode::StackUninitialised,
                     a.what + " covers stack bytes not all of which are written on every path");
  f.stack = stack_access(site, a, range.low, range.high);
  f.stack->unwritten = unwritten_bytes(stack, f.stack->bytes);
  return f;
}

/// Atomic operations are aligned everywhere: one across two cache lines is not atomic, or traps.
bool must_be_aligned(const Site& site, const Access& a) {
  if (a.by == Accessor::Helper) return false;
  const Policy& policy = site.contract.policy;
  return a.kind == AccessKind::Atomic || policy.strict_alignment ||
         (policy.aligned_stack && a.pointer.region.kind == RegionKind::Stack);
}

Refusal check_alignment(const Site& site, const Access& a) {
  if (!must_be_aligned(site, a)) return std::nullopt;
  const auto size = a.size.as_constant();
  if (!size || (*size != 2 && *size != 4 && *size != 8)) return std::nullopt;
  const Term start = a.pointer.term.plus(static_cast<std::uint64_t>(a.delta));
  const Scalar offset = site.state.knowledge.evaluate(start);
  if ((offset.known_zeros() & (*size - 1)) == *size - 1) return std::nullopt;
  Finding f = refuse(
      site, ErrorCode::Misaligned,
      fmt::format("{} of {} {} misaligned in {}: its offset is {}, which is not {}a multiple of {}",
                  a.what, counted(*size, "byte"), start.is_constant() ? "is" : "may be",
                  region_name(site, a.pointer.region), describe_range(site, start),
                  start.is_constant() ? "" : "known to be ", *size));
  explain_offset(site, start, f);
  return f;
}

}  // namespace

StackAccess stack_access(const Site& site, const Access& a, std::int64_t low, std::int64_t high) {
  StackAccess access;
  access.bytes = {function_of_frame(site, a.pointer.region), low, high};
  access.base = static_cast<std::int64_t>(
      a.pointer.term.plus(static_cast<std::uint64_t>(a.delta)).constant_part());
  access.size = a.size.as_constant();
  access.frame_bytes = stack_bytes(site, a.pointer.region);
  access.what = a.what;
  return access;
}

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

namespace {

/// A note for each region whose pointers are null here: what is made of them is a number.
void explain_absence(const Site& site, Finding& finding) {
  for (std::size_t r = 0; r < site.state.regions.size(); ++r) {
    if (site.state.regions[r].presence != Presence::Absent) continue;
    finding.notes.push_back(
        {std::nullopt, fmt::format("on this path the pointers of the region '{}' are null",
                                   site.contract.regions.at(r).name)});
  }
}

}  // namespace

Refusal check_access(const Site& site, const Access& a) {
  const Value& p = a.pointer;
  if (!p.is_readable()) {
    return refuse_unreadable(site, a.what + " uses an address that", p);
  }
  if (p.is_scalar()) {
    if (p.term.as_constant() == 0u) {
      Finding f = refuse(site, ErrorCode::NullDereference, a.what + " follows a null pointer");
      explain_absence(site, f);
      f.suggestion = "on this path the pointer is NULL: leave before this access, or set it first";
      return f;
    }
    Finding f = refuse(site, ErrorCode::NotAPointer,
                       a.what + " uses " + describe_value(site, p) + " as an address");
    explain_origin(site, p.term, f);
    explain_absence(site, f);
    return f;
  }
  if (p.null_id != 0) {
    Finding f =
        refuse(site, ErrorCode::NullDereference, a.what + " follows " + describe_value(site, p));
    explain_pointer(site, p, f);
    return f;
  }
  if (auto r = check_bounds(site, a)) return r;
  if (auto r = check_special_fields(site, a)) return r;
  if (auto r = check_permission(site, a)) return r;
  if (auto r = check_alignment(site, a)) return r;
  return check_initialised(site, a);
}

}  // namespace assay
