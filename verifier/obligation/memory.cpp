// SPDX-License-Identifier: Apache-2.0
#include "verifier/obligation/memory.hpp"

#include <fmt/format.h>

#include "ir/base/check.hpp"
#include "verifier/obligation/describe.hpp"
#include "verifier/obligation/map_rules.hpp"

namespace assay {
namespace {

/// First and one-past-last valid offset of a region, as integers where they are known.
struct Extent {
  Int128 begin = 0;
  LinearExpr end;
};

std::optional<Extent> extent_of(const Site& site, const RegionRef& region) {
  switch (region.kind) {
    case RegionKind::Stack:
      return Extent{-Int128{site.contract.limits.stack_bytes_per_frame}, {}};
    case RegionKind::Context:
      return Extent{0, LinearExpr::constant(site.contract.context_size)};
    case RegionKind::Packet: {
      const auto end =
          site.state.knowledge.integer(site.state.region_end(region.index), Lift::Unsigned);
      if (!end) return std::nullopt;
      return Extent{0, *end};
    }
    case RegionKind::MapValue:
    case RegionKind::Data:
      return Extent{0, LinearExpr::constant(site.program.maps.at(region.index).value_size)};
    case RegionKind::Memory:
      return Extent{0, LinearExpr::constant(static_cast<Int128>(region.size))};
    case RegionKind::MapHandle:
    case RegionKind::Function:
    case RegionKind::Object:
      return std::nullopt;
  }
  internal_fault(__FILE__, __LINE__, "region kind out of range");
}

ErrorCode out_of_bounds(RegionKind kind) {
  if (kind == RegionKind::Stack) return ErrorCode::StackOutOfBounds;
  if (kind == RegionKind::Context) return ErrorCode::ContextOutOfBounds;
  return ErrorCode::OutOfBounds;
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
  const Term start = a.pointer.term.plus(static_cast<std::uint64_t>(a.delta));
  Finding f = refuse(site, out_of_bounds(region.kind),
                     fmt::format("{} of {} byte(s) may lie outside {}: its offset is {}", a.what,
                                 describe_range(site, a.size), region_name(site, region),
                                 describe_range(site, start)));
  explain_origin(site, a.pointer.term, f);
  explain_origin(site, a.size, f);
  const Term end_term =
      region.kind == RegionKind::Packet ? site.state.region_end(region.index) : Term::constant(0);
  if (region.kind == RegionKind::Packet) {
    f.notes.push_back(
        {std::nullopt, fmt::format("the size of {} is {} here", region_name(site, region),
                                   describe_range(site, end_term))});
    f.suggestion = "compare the end of the access with the region's end pointer before it";
  } else {
    const Int128 bytes =
        region.kind == RegionKind::Stack ? -extent->begin : extent->end.constant_part();
    if (region.kind != RegionKind::Memory) {
      f.notes.push_back({std::nullopt, fmt::format("{} has {} bytes", region_name(site, region),
                                                   static_cast<std::int64_t>(bytes))});
    }
    f.suggestion =
        start.is_constant() && a.size.is_constant()
            ? "this access always lies outside: take a smaller offset or a larger object"
        : above ? "test the offset against the size before this access"
                : "make sure that the offset is not negative and not too large before this access";
  }
  return f;
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
        return read_only("is read-only data");
      return std::nullopt;
    case RegionKind::MapHandle:
    case RegionKind::Function:
    case RegionKind::Object:
      return refuse(site, ErrorCode::OpaqueAccess,
                    a.what + " reaches into " + region_name(site, region));
  }
  internal_fault(__FILE__, __LINE__, "region kind out of range");
}

Refusal check_initialised(const Site& site, const Access& a) {
  if (a.pointer.region.kind != RegionKind::Stack || a.kind == AccessKind::Write ||
      a.may_be_uninitialised)
    return std::nullopt;
  const StackRange range = stack_range(site, a);
  const Stack& stack = site.state.frames.at(a.pointer.region.index).stack;
  if (range.low >= range.high ||
      stack.initialised(range.low, static_cast<std::uint32_t>(range.high - range.low)))
    return std::nullopt;
  Finding f = refuse(
      site, ErrorCode::StackUninitialised,
      fmt::format(
          "{} reads stack bytes r10{:+} to r10{:+}, not all of which are written on every path",
          a.what, range.low, range.high - 1));
  f.suggestion = "initialise the whole variable (padding included) before it is read";
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
  const Scalar offset =
      site.state.knowledge.evaluate(a.pointer.term.plus(static_cast<std::uint64_t>(a.delta)));
  if ((offset.known_zeros() & (*size - 1)) == *size - 1) return std::nullopt;
  return refuse(site, ErrorCode::Misaligned,
                fmt::format("{} of {} bytes may be misaligned in {}", a.what, *size,
                            region_name(site, a.pointer.region)));
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

Refusal check_access(const Site& site, const Access& a) {
  const Value& p = a.pointer;
  if (!p.is_readable()) {
    const ErrorCode code =
        p.why == Unreadable::Stale ? ErrorCode::StalePointer : ErrorCode::RegisterUninitialised;
    return refuse(site, code, a.what + " uses an address that is " + describe_value(site, p));
  }
  if (p.is_scalar()) {
    const bool null = p.term.as_constant() == 0u;
    return refuse(site, null ? ErrorCode::NullDereference : ErrorCode::NotAPointer,
                  a.what + (null ? " follows a null pointer"
                                 : " uses " + describe_value(site, p) + " as an address"));
  }
  if (p.null_id != 0) {
    Finding f =
        refuse(site, ErrorCode::NullDereference, a.what + " follows " + describe_value(site, p));
    f.notes.push_back({p.since, "the pointer comes from here"});
    f.suggestion = "compare the pointer with NULL first";
    return f;
  }
  if (auto r = check_bounds(site, a)) return r;
  if (auto r = check_permission(site, a)) return r;
  if (auto r = check_alignment(site, a)) return r;
  return check_initialised(site, a);
}

Refusal check_context_access(const Site& site, const Value& pointer, std::int64_t delta,
                             std::uint32_t size, AccessKind kind) {
  const std::string what = kind == AccessKind::Read ? "this read" : "this write";
  const auto base = pointer.term.as_constant();
  if (!base || (site.contract.platform == Platform::Linux && *base != 0)) {
    return refuse(site, ErrorCode::ContextPointerModified,
                  what + " uses a context pointer to which something was added");
  }
  if (kind == AccessKind::Atomic) {
    return refuse(site, ErrorCode::AtomicNotAllowed,
                  "this operation works on the context, where atomic operations are not allowed");
  }
  const auto offset = static_cast<std::int64_t>(*base) + delta;
  if (offset < 0 || offset + size > site.contract.context_size) {
    Finding f = refuse(
        site, ErrorCode::ContextOutOfBounds,
        fmt::format("{} covers bytes {} to {} of the context", what, offset, offset + size - 1));
    f.notes.push_back({std::nullopt, fmt::format("the context of {} has {} bytes",
                                                 site.contract.name, site.contract.context_size)});
    return f;
  }
  const ContextField* field = field_at(site.contract, static_cast<std::uint32_t>(offset));
  const bool whole = field != nullptr && offset == field->offset && size == field->size;
  const bool inside = field != nullptr && offset + size <= field->offset + field->size &&
                      (whole || (field->kind == FieldKind::Scalar && field->narrow &&
                                 (kind == AccessKind::Read || field->narrow_writes)));
  const bool aligned = !site.contract.policy.aligned_context || offset % size == 0;
  if (!inside || !aligned || (kind == AccessKind::Read && !field->readable)) {
    return refuse(
        site, ErrorCode::ContextFieldUnknown,
        fmt::format(
            "{} of {} bytes at offset {} fits no field of the context that {} lets a sensor use",
            what, size, offset, site.contract.name));
  }
  if (kind == AccessKind::Write && !field->writable) {
    return refuse(site, ErrorCode::ReadOnlyWritten,
                  fmt::format("the context field '{}' is read-only under {}", field->name,
                              site.contract.name));
  }
  return std::nullopt;
}

}  // namespace assay
