// SPDX-License-Identifier: Apache-2.0
// A program in the executor of hosts (ADR 58): it stops at everything that a proof rules out, as a
// second line of defence. What it stores in maps lives as long as its KeptMaps.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "ir/interpreter/held_map.hpp"
#include "loader/admission/check.hpp"

namespace assay::loader {

/// What the maps of a version hold between runs; its programs share it.
struct KeptMaps {
  std::mutex turn;  // runs that store take turns: as their proofs assume, nobody writes in between
  std::map<std::string, HeldMap> contents;  // by the map's name; each stays where it is
};

/// The most that the maps of one version may come to, of bytes and of what keeping entries costs.
inline constexpr std::uint64_t kMostKeptBytes = std::uint64_t{64} << 20;

/// What maps of these programs may come to at most, by their names once each.
[[nodiscard]] std::uint64_t most_kept_bytes(const std::vector<CheckedProgram>& programs);

/// MapsTooLarge where that is more than kMostKeptBytes.
[[nodiscard]] Done may_keep_maps(const CheckedPackage& checked);

/// `maps` is shared with the version's other programs; without it the program has its own.
[[nodiscard]] std::shared_ptr<const Runnable> interpreted(
    std::shared_ptr<const Program> program, std::shared_ptr<const Contract> contract,
    std::shared_ptr<KeptMaps> maps = std::make_shared<KeptMaps>());

/// The Load of a host that runs its programs so. MapsTooLarge.
[[nodiscard]] Load interpreting_load();

}  // namespace assay::loader
