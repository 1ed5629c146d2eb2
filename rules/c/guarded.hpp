// SPDX-License-Identifier: Apache-2.0
// Clang on a leash: a deep recursion or a fatal error inside it ends the compilation, not Assay.
#pragma once

#include <functional>
#include <string>

namespace assay {

/// Runs `work` on a thread with a large stack, the BPF back end being registered. Empty when it
/// came to its end, else one sentence on how it died; then what it held is lost. Exceptions of
/// `work` are told the same way.
[[nodiscard]] std::string run_guarded(const std::function<void()>& work);

}  // namespace assay
