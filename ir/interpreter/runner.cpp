// SPDX-License-Identifier: Apache-2.0
#include "ir/interpreter/runner.hpp"

#include <utility>

#include "ir/interpreter/flat.hpp"

namespace assay {

std::shared_ptr<const FlatProgram> flat_form(std::shared_ptr<const Program> program,
                                             std::shared_ptr<const Contract> contract) {
  return std::make_shared<const FlatProgram>(std::move(program), std::move(contract));
}

Runner::Runner(std::shared_ptr<const FlatProgram> program)
    : program_(std::move(program)),
      machine_(std::make_unique<Machine>(program_->program(), program_->contract())) {
  machine_->flat = program_.get();
}

Runner::~Runner() = default;

const RunResult& Runner::run(const Event& event, const RunOptions& options) {
  run_on(*machine_, event, options);
  return machine_->result;
}

std::uint64_t Runner::kept_bytes() const { return machine_->memory.kept_bytes(); }

}  // namespace assay
