// SPDX-License-Identifier: Apache-2.0
// How many of the verifier's proofs the checker confirms, and what it says of the others.
#pragma once

#include <map>
#include <string>

#include "ir/contract/catalogue.hpp"
#include "unit/loader/checker/proof/sealed.hpp"

namespace assay::test {

struct Tally {
  unsigned proofs = 0;  // of the verifier, one a way of execution
  unsigned confirmed = 0;
  unsigned unwritten = 0;  // no certificate can say them
  std::size_t certificate_bytes = 0;
  std::size_t instruction_bytes = 0;
  std::uint64_t units = 0;
  std::size_t arena = 0;
  std::map<std::string, unsigned> refusals;    // by the name of the code
  std::map<std::string, std::string> refused;  // programs, with the name of the code

  void print() const;
};

/// Verifies the program, and has its proofs checked.
void judge(const Program& program, const Contract& contract, const std::string& where,
           Tally& tally);
/// Every program of the object or assembly text.
void judge_file(const std::string& path, const Catalogue& catalogue, Tally& tally);
/// All files below the folder whose names end so, in order.
[[nodiscard]] std::vector<std::string> files_below(const std::string& folder,
                                                   const std::string& ending);

}  // namespace assay::test
