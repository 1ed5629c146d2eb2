// SPDX-License-Identifier: Apache-2.0
// Programs that the verifier rejects, in packages forged to carry them: with the certificate of a
// program that differs only where the fault is.
#pragma once

#include "evidence/checker/forge.hpp"

namespace assay::forge {

struct Attack {
  std::string name;
  std::string contract;
  Forgery forgery;
};

/// Nothing where the program is accepted or rejected for its license, where no change of the
/// instructions at fault makes it accepted, or where there is no package for it.
[[nodiscard]] std::optional<Attack> attack_of(const soundness::Sample& sample);

}  // namespace assay::forge
