// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/argument_of.hpp"

namespace assay {

std::uint32_t argument_of(const Gap& gap) {
  if (const auto* readable = std::get_if<ArgumentReadable>(&gap.failed))
    return std::uint32_t{readable->argument} + 1;
  if (const auto* fits = std::get_if<ArgumentFits>(&gap.failed))
    return std::uint32_t{fits->argument} + 1;
  return 0;
}

}  // namespace assay
