// SPDX-License-Identifier: Apache-2.0
// Refusals in the words of their cause: what the code around a refused instruction says of how it
// came to be.
//
// A finding says what is not proved. Here the program's code is read for shapes that are certain to
// be the reason (a value that is read again after its test, a tested sum that wraps, reads that the
// compiler merged, code that it left out), and message, notes and repair say so. Verdicts, codes
// and the number of findings stay as they are. Where a shape is not certain nothing is changed.
#pragma once

#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"
#include "verifier/explain/finding.hpp"

namespace assay {

/// Rewrites findings on `program` under `contract`.
void explain(const Program& program, const Contract& contract, std::vector<Finding>& findings);

}  // namespace assay
