// SPDX-License-Identifier: Apache-2.0
// The two families of rules that are stated beside the code.
#pragma once

#include "theorem.hpp"

namespace assay::proofs {

void add_word_rules(Library& library);
void add_integer_rules(Library& library);

}  // namespace assay::proofs
