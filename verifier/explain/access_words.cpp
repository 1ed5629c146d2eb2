// SPDX-License-Identifier: Apache-2.0
#include "verifier/explain/access_words.hpp"

#include <fmt/format.h>

#include "ir/base/check.hpp"
#include "ir/base/errors.hpp"
#include "verifier/explain/bounds_words.hpp"
#include "verifier/explain/describe.hpp"
#include "verifier/explain/numbers.hpp"
#include "verifier/explain/source_argument.hpp"
#include "verifier/obligation/special_fields.hpp"

namespace assay {
namespace {

/// A note for each region whose pointers are null here: what is made of them is a number.
void explain_absence(const Site& site, Finding& finding) {
  for (std::size_t r = 0; r < site.state.regions.size(); ++r) {
    if (site.state.regions[r].presence != Presence::Absent) continue;
    finding.notes.push_back(
        {Whole{}, fmt::format("the pointers to the region '{}' are null on this path",
                              site.contract.regions.at(r).name)});
  }
}

Finding null(const Site& site, const NamedAccess& named) {
  Finding f = refuse(site, ErrorCode::NullDereference, named.name + " dereferences a null pointer");
  explain_absence(site, f);
  f.suggestion =
      "the pointer is NULL on this path: return before this access, or set the pointer first";
  return f;
}

Finding perhaps_null(const Site& site, const NamedAccess& named) {
  const Value& pointer = named.access.pointer;
  const std::string name = name_of_result(site, pointer);
  const bool is_meant = !name.empty() && has_name(source_line(site.program, site.slot), name);
  Finding f =
      refuse(site, ErrorCode::NullDereference,
             fmt::format("{} dereferences {}{}", named.name, is_meant ? "'" + name + "', " : "",
                         describe_value(site, pointer)));
  explain_pointer(site, pointer, f);
  if (is_meant) f.suggestion = fmt::format("check first: if (!{}) return", name);
  return f;
}

Finding no_pointer(const Site& site, const NamedAccess& named) {
  const Value& number = named.access.pointer;
  Finding f = refuse(site, ErrorCode::NotAPointer,
                     named.name + " uses " + describe_value(site, number) + " as an address");
  explain_origin(site, number.term(), f);
  explain_absence(site, f);
  return f;
}

Finding stale(const Site& site, const NamedAccess& named) {
  return refuse_dead(site, "the address of " + named.name, named.access.pointer);
}

Finding special_field(const Site& site, const NamedAccess& named, std::uint32_t index) {
  const Access& a = named.access;
  const Map* touched = map_pointed_into(site, a.pointer);
  ASSAY_CHECK(touched != nullptr, "a special field outside the maps");
  const Map& map = *touched;
  const SpecialField& field = map.special_fields.at(index);
  const Term start = a.start();
  const bool always = start.is_constant() && a.size.is_constant();
  const std::string owner =
      map.is_data ? "section '" + map.name + "'" : "a value of map '" + map.name + "'";
  Finding f =
      refuse(site, ErrorCode::SpecialFieldTouched,
             fmt::format("{} of {} at offset {} {} the {} at bytes {} to {} of {}, which is "
                         "reserved for the kernel",
                         named.name, describe_bytes(site, a.size), describe_range(site, start),
                         always ? "touches" : "may touch", special_field_name(field.kind),
                         field.offset, std::uint64_t{field.offset} + field.size - 1, owner));
  if (!start.is_constant()) explain_offset(site, start, f);
  f.suggestion =
      a.by != Accessor::Program
          ? "pass a local variable, or the members before or after this one"
          : "use only the other members; this one is changed only through its own helpers";
  return f;
}

std::string_view why_read_only(const Pointee& region) {
  const auto never = []() -> std::string_view {
    internal_fault(__FILE__, __LINE__, "a region that is never read-only");
  };
  return std::visit(
      Overloaded{
          [](const RegionMemory&) -> std::string_view {
            return "is read-only under this contract";
          },
          [](const DataSection&) -> std::string_view { return "is read-only data"; },
          [](const MapElement&) -> std::string_view { return "is declared read-only"; },
          [&](const StackMemory&) { return never(); },
          [&](const ContextMemory&) { return never(); },
          [&](const HelperMemory&) { return never(); },
          [&](const MapHandle&) { return never(); },
          [&](const Code&) { return never(); },
          [&](const KernelObject&) { return never(); },
      },
      region);
}

Finding read_only(const Site& site, const NamedAccess& named) {
  const Pointee& region = named.access.pointer.as_pointer()->region;
  return refuse(site, ErrorCode::ReadOnlyWritten,
                fmt::format("{} goes to {}, which {}", named.name, region_name(site, region),
                            why_read_only(region)));
}

Finding in_unaligned_region(const Site& site, const NamedAccess& named, std::uint32_t alignment) {
  const std::uint64_t size = named.access.size.constant_part();
  return refuse(
      site, ErrorCode::Misaligned,
      fmt::format("{} of {} may be misaligned: {} may begin at {}, where it must be at one "
                  "of {}",
                  named.name, counted(size, "byte"),
                  region_name(site, named.access.pointer.as_pointer()->region),
                  alignment == 1 ? "any address" : fmt::format("any multiple of {}", alignment),
                  size));
}

Finding misaligned(const Site& site, const NamedAccess& named) {
  const Access& a = named.access;
  const std::uint64_t size = a.size.constant_part();
  const Term start = a.start();
  Finding f = refuse(
      site, ErrorCode::Misaligned,
      fmt::format("{} of {} {} misaligned in {}: its offset is {}, which is not {}a multiple of {}",
                  named.name, counted(size, "byte"), start.is_constant() ? "is" : "may be",
                  region_name(site, a.pointer.as_pointer()->region), describe_range(site, start),
                  start.is_constant() ? "" : "known to be ", size));
  explain_offset(site, start, f);
  return f;
}

Finding uninitialised(const Site& site, const NamedAccess& named) {
  Finding f = refuse(site, ErrorCode::StackUninitialised,
                     named.name + " covers stack bytes that are not all written on every path");
  f.stack = unwritten_access(site, named);
  return f;
}

}  // namespace

Finding access_finding(const Site& site, const NamedAccess& named, const Miss& miss) {
  const std::string& name = named.name;
  if (miss.lack == Lack::IsNull) return null(site, named);
  if (miss.lack == Lack::MayBeNull) return perhaps_null(site, named);
  if (miss.lack == Lack::BeginsBefore || miss.lack == Lack::EndsBehind)
    return bounds_finding(site, named, miss);
  if (miss.code == ErrorCode::NotAPointer) return no_pointer(site, named);
  if (miss.code == ErrorCode::StalePointer) return stale(site, named);
  const auto region = [&] { return region_name(site, named.access.pointer.as_pointer()->region); };
  if (miss.lack == Lack::HoldsObject)
    return refuse(site, miss.code,
                  name +
                      " accesses an object that a helper made on the stack, which only helpers "
                      "may use");
  if (miss.code == ErrorCode::OpaqueAccess)
    return refuse(site, miss.code, name + " accesses " + region() + ", which only helpers may use");
  if (miss.code == ErrorCode::AtomicNotAllowed)
    return refuse(site, miss.code,
                  name + " works on " + region() + ", where atomic operations are not allowed");
  if (miss.code == ErrorCode::SpecialFieldTouched) return special_field(site, named, miss.detail);
  if (miss.code == ErrorCode::ReadOnlyWritten) return read_only(site, named);
  if (miss.lack == Lack::BeginsAnywhere) return in_unaligned_region(site, named, miss.detail);
  if (miss.code == ErrorCode::Misaligned) return misaligned(site, named);
  ASSAY_CHECK(miss.code == ErrorCode::StackUninitialised, "an access that fails in another way");
  return uninitialised(site, named);
}

}  // namespace assay
