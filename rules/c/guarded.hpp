// SPDX-License-Identifier: Apache-2.0
// Clang on a leash: a deep recursion, a fatal error or an endless computation inside it ends the
// compilation, not Assay.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace assay {

enum class Ending : std::uint8_t {
  Whole,
  GaveUp,  // the compiler met what it cannot compile, and said so
  Died,    // of a signal
  Failed,  // by an exception
  Late,
};

/// How `work` ended, and why: where the compiler gave up its own words, where it failed the
/// exception's.
struct Ended {
  Ending how = Ending::Whole;
  std::string reason;
};

/// Runs `work` on a thread with a large stack, the BPF back end being registered. Where it died,
/// what it held is lost; exceptions of `work` are told the same way. Where it was not done in
/// `limit`, it goes on, so that it must share what it uses; from then on the process ends without
/// destructors, which would pull away what the thread still needs.
[[nodiscard]] Ended run_guarded(std::function<void()> work, std::chrono::seconds limit);

}  // namespace assay
