// SPDX-License-Identifier: Apache-2.0
// The arguments of a helper call: what they are to the helper, and whether they fit its prototype.
#pragma once

#include <array>

#include "verifier/obligation/memory.hpp"

namespace assay {

/// Where an argument of a helper call is judged: `index` counts from 0.
struct ArgumentSite {
  const Site& site;
  const Helper& helper;
  std::size_t index = 0;

  [[nodiscard]] const Argument& argument() const { return helper.args[index]; }
  [[nodiscard]] Value value() const { return site.state.read(reg()); }
  [[nodiscard]] Reg reg() const { return Reg{static_cast<std::uint8_t>(index + 1)}; }
  [[nodiscard]] ArgumentSite next() const { return {site, helper, index + 1}; }
};

/// The argument's number as the helper reads it, with what bounds tell of it. Requires a number.
[[nodiscard]] Scalar read_width(const ArgumentSite& at);

/// The one number that the helper reads, by the facts of the argument's symbols alone: what bounds
/// add is not asked. Nothing where there are several, or where the argument is no number.
[[nodiscard]] std::optional<std::uint64_t> constant_of(const ArgumentSite& at);

/// How many bytes a memory argument has.
struct ArgumentBytes {
  Term size;
  bool at_most = false;  // `size` is only an upper bound of what the helper is told
};
/// Of an argument that is memory by its kind; nothing where no number says it.
[[nodiscard]] std::optional<ArgumentBytes> bytes_of(const ArgumentSite& at);
/// The same where the argument points to memory that the helper may be given; nothing otherwise.
[[nodiscard]] std::optional<ArgumentBytes> memory_of(const ArgumentSite& at);

/// The resource of the object that a helper made on the stack where the argument points; None
/// where there is none.
[[nodiscard]] ResourceId object_on_stack(const ArgumentSite& at);
/// The resource of what the argument names, by its kind; None where it names none.
[[nodiscard]] ResourceId resource_named(const ArgumentSite& at);

/// The map that the call is about: its first argument that is a map; nothing without one.
[[nodiscard]] std::optional<std::uint32_t> map_of_call(const Site& site, const Helper& helper);

/// The access that the helper makes to `bytes` at `pointer`, the argument, which outlives it.
[[nodiscard]] Access access_of(const ArgumentSite& at, const Value& pointer,
                               const ArgumentBytes& bytes, AccessKind kind);

/// Whether the helper searches the map with the key that it is given, and writes into it.
[[nodiscard]] bool searches_in_key(const ArgumentSite& at);

/// Whether the argument fits the prototype. Requires that it can be read, and that those before it
/// fit.
[[nodiscard]] Missing check_argument(const ArgumentSite& at);

/// What the arguments of a call that fit are to its effect.
struct CallFacts {
  std::array<Value, 5> arguments;
  std::optional<std::uint32_t> map;          // index into Program::maps
  std::optional<std::uint64_t> given_bytes;  // of memory that the helper returns, if constant
  ResourceId released = ResourceId::None;    // what the call gives back
  std::array<Term, 5> sizes;                 // bytes behind each memory argument
  std::array<bool, 5> is_memory{};           // the argument points to memory (and is not null)
  std::array<bool, 5> is_at_most{};  // `sizes` is only an upper bound of what the helper is told
};
[[nodiscard]] CallFacts call_facts(const Site& site, const Helper& helper);

}  // namespace assay
