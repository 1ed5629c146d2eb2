// SPDX-License-Identifier: Apache-2.0
// Checked programs, given to the kernel, which has a verifier of its own and may refuse them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "loader/base/outcome.hpp"
#include "loader/kernel/admitted.hpp"
#include "loader/kernel/handle.hpp"
#include "loader/kernel/hooks.hpp"

namespace assay::loader {

struct LoadedProgram {
  std::string name;
  std::string section;
  const KernelHook* hook = nullptr;
  Handle handle;
};

/// The hook of each program. HookNotLoadable, which names the first that has none.
[[nodiscard]] Outcome<std::vector<const KernelHook*>> hooks_of(const Admitted& package);

/// All programs, in their order, with `maps` in place of their indices. KernelForbids;
/// PlaceMissing, where the kernel has no such function or event; KernelRefusedProgram, with the end
/// of the kernel's own answer.
[[nodiscard]] Outcome<std::vector<LoadedProgram>> load_programs(
    const Admitted& package, std::span<const KernelHook* const> hooks, std::span<const Handle> maps,
    const std::string& license);

}  // namespace assay::loader
