// SPDX-License-Identifier: Apache-2.0
#include "loader/admission/interpreted.hpp"

#include <utility>

#include "ir/interpreter/interpreter.hpp"

namespace assay::loader {
namespace {

RunEnd end_of(const MaybeFault& fault) {
  if (!fault) return RunEnd::Answered;
  return fault->kind == FaultKind::InstructionLimit ? RunEnd::PassedBound : RunEnd::Faulted;
}

class Interpreted final : public Runnable {
 public:
  Interpreted(Program program, Contract contract)
      : program_(std::move(program)), contract_(std::move(contract)) {}

  [[nodiscard]] RunReport run(const Event& event, std::uint64_t bound) const override {
    RunOptions options;
    options.max_instructions = bound;
    options.trace_limit = 0;
    try {
      const RunResult result = assay::run(program_, contract_, event, options);
      return {end_of(result.fault), result.r0, result.instructions};
    } catch (const RunTooLarge&) {
      return {RunEnd::Faulted, 0, 0};
    }
  }

 private:
  Program program_;
  Contract contract_;
};

}  // namespace

std::shared_ptr<const Runnable> interpreted(Program program, Contract contract) {
  return std::make_shared<Interpreted>(std::move(program), std::move(contract));
}

}  // namespace assay::loader
