// SPDX-License-Identifier: Apache-2.0
// The host's own verifier and machine, asked through bpf(2) by libbpf.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"

namespace assay::kernel {

/// A file descriptor that is closed with its owner; -1: none.
class Handle {
 public:
  explicit Handle(int fd = -1) : fd_(fd) {}
  Handle(Handle&& other) noexcept;
  Handle& operator=(Handle&& other) noexcept;
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle();
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool ok() const { return fd_ >= 0; }

 private:
  int fd_;
};

/// The sentence that says why a test is skipped, as this process may not load programs; nothing
/// where it may.
[[nodiscard]] std::optional<std::string> forbidden();

/// Whether generated programs of the contract are compared with the kernel.
[[nodiscard]] bool is_compared(const Contract& contract);

/// The program as the kernel is shown it: the numbers and the data in it are final (generated ones
/// leave some to a loader), and no type says which bytes of a map's value the kernel keeps for
/// itself.
[[nodiscard]] Program as_shown(Program program);

struct Loaded {
  Handle program;
  std::string why;      // the last line of the kernel's log, or what failed before it
  std::string log_end;  // the log's last lines
};
/// Makes the program's maps and loads it. Requires a hook in hooks.hpp.
[[nodiscard]] Loaded load(const Program& program, const Contract& contract);

/// The result of one run over a packet of 14 bytes at least; nothing where the kernel does not run
/// it.
[[nodiscard]] std::optional<std::uint32_t> run(const Handle& program,
                                               std::span<const std::uint8_t> packet);

}  // namespace assay::kernel
