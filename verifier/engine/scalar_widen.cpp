// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/scalar_widen.hpp"

namespace assay {

template Scalar widen(const Scalar&, const Scalar&, std::span<const std::uint64_t>);

}  // namespace assay
