// SPDX-License-Identifier: Apache-2.0
// Every folder that a crash may leave of a sequence of operations: for each prefix, what was
// synced, and of the rest every subset of up to 12 parts; of more parts all, none, each one left
// out or alone, and each pair left out. Bytes are written in blocks of 512, each a part; a name
// that is made, changed or removed is a part, independent of the bytes behind it, so that a rename
// may come before its data. Of a rename both names change or neither. A block that is missing
// before one that is there reads as zeros.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "support/memory_files.hpp"

namespace assay::loader {

inline constexpr std::size_t kBlock = 512;
inline constexpr std::size_t kMostForAllSubsets = 12;

/// One folder after a crash, and after how many of the operations it happened.
struct CrashState {
  Image image;
  std::size_t after = 0;
};

/// Calls `visit` with each different state; the number of states before equal ones are taken
/// together. `durable`: the folder before the first operation, all of it on the disk.
std::size_t for_each_crash(const Image& durable, const std::vector<FileStep>& steps,
                           const std::function<void(const CrashState&)>& visit);

/// A sequence with one mistake: a sync or rename left out, or made after what follows it.
struct Mistake {
  std::vector<FileStep> steps;
  std::string what;  // "without the sync of x"
};

/// Each sync and rename left out, and each exchanged with its neighbour among them, but where the
/// two commute: two syncs, or bytes of one file and the name of another.
[[nodiscard]] std::vector<Mistake> mistakes_of(const std::vector<FileStep>& steps);

}  // namespace assay::loader
