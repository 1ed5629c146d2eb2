// SPDX-License-Identifier: Apache-2.0
// The program of a Runner in flat form: each instruction is one function and its operands. It
// decides nothing by itself. What it does without more ado is what plainly may be done; an
// instruction that is anything else (a call, an atomic operation, an access to the context,
// whatever might be a fault) is left to the reference executor, on the same machine. So both stop
// at the same things, and say the same of them.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "ir/interpreter/machine.hpp"

namespace assay {

class FlatRun;

/// An instruction in flat form.
struct FlatStep {
  /// Does it, and gives the step that comes next, or null where it has ended the run; or does
  /// nothing and gives null, so that the reference executor has to.
  using Run = const FlatStep* (*)(FlatRun&, const FlatStep&);

  Run run = nullptr;
  std::uint64_t value = 0;  // where `right` is none: the operand
  std::int32_t jump = 0;    // steps from here to the target
  std::int16_t offset = 0;  // of an access
  std::uint16_t reads = 0;  // bit i: register i
  std::uint8_t left = 0;    // register: destination, base of an access, left side of a test
  std::uint8_t right = 0;   // register: source
  bool is_value = false;    // the source is `value` and no register
};

/// A program and its contract, with the program in flat form. It never changes: any number of
/// machines may execute it at once.
class FlatProgram {
 public:
  FlatProgram(std::shared_ptr<const Program> program, std::shared_ptr<const Contract> contract);

  [[nodiscard]] const Program& program() const { return *program_; }
  [[nodiscard]] const Contract& contract() const { return *contract_; }
  /// One step a slot.
  [[nodiscard]] const std::vector<FlatStep>& steps() const { return steps_; }

 private:
  std::shared_ptr<const Program> program_;
  std::shared_ptr<const Contract> contract_;
  std::vector<FlatStep> steps_;
};

/// As execute(machine, 0), of machine.flat. Requires that nobody observes or disturbs the run.
[[nodiscard]] MaybeFault execute_flat(Machine& machine);

}  // namespace assay
