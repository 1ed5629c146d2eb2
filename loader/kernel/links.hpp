// SPDX-License-Identifier: Apache-2.0
// Programs at their hooks: links of the kernel, each of which holds one program at one place.
#pragma once

#include <string>

#include "loader/base/outcome.hpp"
#include "loader/kernel/handle.hpp"
#include "loader/kernel/programs.hpp"

namespace assay::loader {

/// Where to attach; empty or 0 where nothing is named.
struct Places {
  unsigned interface = 0;  // its number
  Handle cgroup;           // its folder
};

/// What becomes of a link when another version comes.
enum class Replacing : std::uint8_t {
  Atomic,    // the link goes over to the new program: no event meets both or neither
  NewFirst,  // the new one is attached before the old one leaves: an event may meet both
};
[[nodiscard]] Replacing replacing_of(Place place);

/// PlaceMissing, where the places do not say where; KernelRefusedAttach.
[[nodiscard]] Outcome<Handle> attach(const LoadedProgram& program, const Places& places);

/// The link now runs `program`. Requires Replacing::Atomic. KernelRefusedAttach, also where the
/// link is at another place than `places` say; the link is then what it was.
[[nodiscard]] Done replace(const Handle& link, const LoadedProgram& program, const Places& places);

/// Whether the link runs that program.
[[nodiscard]] bool runs(const Handle& link, const Handle& program);

/// Gives the link a program that it had before. False where the program was not loaded for the
/// link's hook, which the kernel does not ask of control groups' programs, and where the kernel
/// does not do it.
[[nodiscard]] bool put_back(const Handle& link, const Handle& program);

}  // namespace assay::loader
