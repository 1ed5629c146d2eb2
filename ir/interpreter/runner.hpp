// SPDX-License-Identifier: Apache-2.0
// The executor of hosts, which run a program on many events: the same results as run(), sooner. It
// has the program in another form and keeps its machine from run to run, and checks what the
// reference executor checks.
#pragma once

#include <memory>

#include "ir/interpreter/interpreter.hpp"

namespace assay {

class FlatProgram;
struct Machine;

/// The program made ready for runners; it never changes, and any number of them may share it.
[[nodiscard]] std::shared_ptr<const FlatProgram> flat_form(
    std::shared_ptr<const Program> program, std::shared_ptr<const Contract> contract);

/// Runs a program on one event after another. By one thread at a time.
class Runner {
 public:
  explicit Runner(std::shared_ptr<const FlatProgram> program);
  ~Runner();
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  /// As run(), until the next one. After an exception the runner is of no use any more.
  [[nodiscard]] const RunResult& run(const Event& event, const RunOptions& options);
  /// Bytes that it keeps for the next run.
  [[nodiscard]] std::uint64_t kept_bytes() const;

 private:
  std::shared_ptr<const FlatProgram> program_;
  std::unique_ptr<Machine> machine_;
};

}  // namespace assay
