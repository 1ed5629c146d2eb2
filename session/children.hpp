// SPDX-License-Identifier: Apache-2.0
// Work in processes of its own, under limits: what it breaks or eats up is not this process's.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace assay {

struct ChildLimits {
  std::chrono::seconds time{};     // on the wall clock
  std::uint64_t memory_bytes = 0;  // beyond what this process has when the child begins
};

enum class ChildEnding : std::uint8_t {
  Done,
  OutOfMemory,
  Late,
  Died,  // of a signal, or of an exception
};

struct ChildResult {
  ChildEnding how = ChildEnding::Died;
  std::string text;  // Done: what the work returned; Died: of what, in a few words
};

/// Calls work(0) .. work(count - 1), each in a child of this process, at most `parallel` at a time;
/// the results in that order. What a child writes to standard output and standard error is lost.
/// Requires that this process has one thread: a child would get none of the others, but the locks
/// that they hold.
[[nodiscard]] std::vector<ChildResult> run_children(
    std::size_t count, std::size_t parallel, const ChildLimits& limits,
    const std::function<std::string(std::size_t)>& work);

}  // namespace assay
