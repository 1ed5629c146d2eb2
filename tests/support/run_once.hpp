// SPDX-License-Identifier: Apache-2.0
// One run of what a host can run, which keeps nothing.
#pragma once

#include <cstdint>
#include <memory>

#include "loader/admission/check.hpp"

namespace assay::loader {

[[nodiscard]] inline RunReport run_once(const Runnable& program, const Event& event,
                                        std::uint64_t bound) {
  std::unique_ptr<Machinery> kept;
  return program.run(event, bound, kept);
}

}  // namespace assay::loader
