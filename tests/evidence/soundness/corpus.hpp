// SPDX-License-Identifier: Apache-2.0
// Real programs to mutate: the assembly files and compiled objects of the tree.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"

namespace assay::soundness {

struct Sample {
  std::string name;
  Program program;
  std::shared_ptr<const Contract> contract;
};

/// All programs below the folders (.asm and .o) whose contract is clear and that have at most
/// `most_slots` slots, in the order of their paths.
[[nodiscard]] std::vector<Sample> read_corpus(const std::vector<std::string>& folders,
                                              std::size_t most_slots);

/// The program as a test file of tests/data/verify: a header with contract and maps, then text.
[[nodiscard]] std::string as_test_file(const Program& program, const Contract& contract,
                                       const std::string& title);

}  // namespace assay::soundness
