// SPDX-License-Identifier: Apache-2.0
// Where the values of one function's registers come from, read off the code alone: definitions that
// reach an instruction, sums of one definition and a constant, and what every path passes.
//
// Nothing here is trusted: no verdict rests on it. It must be right all the same, because sentences
// do. Memory is not followed: a value that was loaded comes from its load.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

#include "ir/isa/instruction.hpp"
#include "ir/program/program.hpp"
#include "verifier/domain/scalar.hpp"

namespace assay {

/// What may have written a register last, before an instruction.
struct Reaching {
  std::set<std::uint32_t> slots;
  bool from_entry = false;  // on some path from the function's begin nothing has
};

/// The value of one definition (nothing: of the register as the function was entered) plus a
/// constant, modulo 2^64, or 2^32 where only low halves were asked for.
struct Sum {
  std::optional<std::uint32_t> definition;
  Reg entered;  // where there is no definition
  std::uint64_t constant = 0;
  [[nodiscard]] bool same_origin(const Sum& other) const {
    return definition == other.definition && (definition || entered == other.entered);
  }
};

class ValueFlow {
 public:
  /// Of the function that holds `slot`; nothing where its flow is malformed or the slot is not
  /// reached.
  [[nodiscard]] static std::optional<ValueFlow> of(const Program& program, std::uint32_t slot);

  /// What may have written `reg` last when the instruction at `slot` begins.
  [[nodiscard]] Reaching definitions(Reg reg, std::uint32_t slot) const;
  /// The register before `slot` as a sum; nothing where paths disagree on its definition.
  [[nodiscard]] std::optional<Sum> sum(Reg reg, std::uint32_t slot, Width width) const;
  /// Every definition that the register's value before `slot` is computed from; nothing where there
  /// are too many to follow.
  [[nodiscard]] std::optional<std::set<std::uint32_t>> sources(Reg reg, std::uint32_t slot) const;

  /// The slots that every path from the function's begin to `slot` passes before it, in that order.
  [[nodiscard]] std::vector<std::uint32_t> always_passed(std::uint32_t slot) const;
  /// Every path from the function's begin to `after` passes `before` first.
  [[nodiscard]] bool always_before(std::uint32_t before, std::uint32_t after) const;
  /// `to` can be reached by going on from `from`, without passing `avoided`.
  [[nodiscard]] bool reaches(std::uint32_t from, std::uint32_t to, std::uint32_t avoided) const;
  /// Of a conditional jump that every path to `slot` passes: the way that leads there, where the
  /// other does so only through the jump again; nothing where both lead there, and for other
  /// instructions.
  [[nodiscard]] std::optional<Branch> way_to(std::uint32_t slot, std::uint32_t jump) const;

  /// The reachable slots, which ascend.
  [[nodiscard]] const std::vector<std::uint32_t>& slots() const { return reachable_; }
  [[nodiscard]] const Instruction& at(std::uint32_t slot) const {
    return program_->instructions[slot];
  }
  [[nodiscard]] const Program& program() const { return *program_; }

 private:
  explicit ValueFlow(const Program& program) : program_(&program) {}
  /// A way from the function's begin to the slot, both included.
  [[nodiscard]] std::vector<std::uint32_t> path_to(std::uint32_t slot) const;
  /// False where there are too many definitions to follow.
  [[nodiscard]] bool collect(Reg reg, std::uint32_t slot, std::set<std::uint32_t>& seen) const;

  const Program* program_;
  std::uint32_t begin_ = 0;
  std::vector<std::uint32_t> reachable_;
  std::vector<std::vector<std::uint32_t>> successors_;    // by slot - begin_
  std::vector<std::vector<std::uint32_t>> predecessors_;  // reachable ones, by slot - begin_
};

}  // namespace assay
