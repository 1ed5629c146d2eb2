// SPDX-License-Identifier: Apache-2.0
// What a pointer points into. A pointer's offset counts from the origin that its region names.
#pragma once

#include <compare>
#include <cstdint>
#include <variant>

namespace assay {

/// A thing that a helper gave, which some path must release (State::resources); 0: none that
/// counts.
enum class ResourceId : std::uint32_t { None = 0 };
/// An element of a map. Pointers of one id point into one element, pointers of two may or may not;
/// 0: the only element of a map that is addressed directly.
enum class ElementId : std::uint32_t { Only = 0 };
/// Pointers with one id are null together; 0: never null.
enum class NullId : std::uint32_t { Never = 0 };

/// The stack of a frame (index into State::frames). Offset 0 is its top (r10), bytes lie below.
struct StackMemory {
  std::uint32_t frame = 0;
  auto operator<=>(const StackMemory&) const = default;
};
struct ContextMemory {
  auto operator<=>(const ContextMemory&) const = default;
};
/// A region of the contract (index into Contract::regions). Offset 0 is mark 0.
struct RegionMemory {
  std::uint32_t region = 0;
  auto operator<=>(const RegionMemory&) const = default;
};
/// The value of an element of a map (index into Program::maps).
struct MapElement {
  std::uint32_t map = 0;
  ElementId element = ElementId::Only;
  auto operator<=>(const MapElement&) const = default;
};
/// Variables of the object (index into Program::maps).
struct DataSection {
  std::uint32_t map = 0;
  auto operator<=>(const DataSection&) const = default;
};
/// Memory that a helper gave.
struct HelperMemory {
  /// In place of a number of bytes: State::sizes has a term for it.
  static constexpr std::uint64_t kListed = ~std::uint64_t{0};

  ResourceId resource = ResourceId::None;
  std::uint64_t bytes = 0;
  [[nodiscard]] bool is_listed() const { return bytes == kListed; }
  auto operator<=>(const HelperMemory&) const = default;
};
/// The map itself (index into Program::maps), which only helpers may use.
struct MapHandle {
  std::uint32_t map = 0;
  auto operator<=>(const MapHandle&) const = default;
};
/// A function, by its first slot.
struct Code {
  std::uint32_t slot = 0;
  auto operator<=>(const Code&) const = default;
};
/// An object of the kernel, which only helpers may use.
struct KernelObject {
  ResourceId resource = ResourceId::None;
  auto operator<=>(const KernelObject&) const = default;
};

using Pointee = std::variant<StackMemory, ContextMemory, RegionMemory, MapElement, DataSection,
                             HelperMemory, MapHandle, Code, KernelObject>;

/// What the region belongs to; None for those that nobody need release.
[[nodiscard]] ResourceId resource_of(const Pointee& region);
/// Of a region that has one.
void set_resource(Pointee& region, ResourceId resource);
/// Only for all but elements of maps.
[[nodiscard]] ElementId element_of(const Pointee& region);
/// Of an element of a map.
void set_element(Pointee& region, ElementId element);

/// The same region but for the element of a map that it is.
[[nodiscard]] bool same_kind_of_region(const Pointee& a, Pointee b);

}  // namespace assay
