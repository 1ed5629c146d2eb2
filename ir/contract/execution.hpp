// SPDX-License-Identifier: Apache-2.0
// The ways in which a platform executes programs, and which of them one program can tell apart.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// How programs are executed under a contract of at most one way.
[[nodiscard]] const Execution& execution_of(const Contract& contract);

/// The first way of the contract, in which a single run executes.
[[nodiscard]] const Execution& first_execution(const Contract& contract);

/// An exchange that Execution::exchange32_extends_sign is about.
[[nodiscard]] bool exchanges32(const Atomic& atomic);
/// An operation that Execution::fetch_loses_r0 is about.
[[nodiscard]] bool fetches_through_r0(const Atomic& atomic);
/// A division or remainder that Execution::signed_division_loses_context is about, if its divisor
/// is -1.
[[nodiscard]] bool divides_signed64(const Alu& alu);
/// A conversion that Execution::le_keeps_upper_bits is about.
[[nodiscard]] bool loses_upper_bits(const ByteSwap& swap);

/// Whether the program is one that Execution::most_slots is about: longer than the way takes.
[[nodiscard]] bool is_too_long(const Program& program, const Execution& way);

/// A contract of one way, and the ways between which the program cannot tell.
struct ExecutionCase {
  Contract contract;
  std::vector<std::string> names;  // empty where the contract knows one way only
};

/// What must be proved so that a verdict holds in each way of `contract`: at least one case, and
/// more only where something in `program` makes a difference.
[[nodiscard]] std::vector<ExecutionCase> execution_cases(const Program& program,
                                                         const Contract& contract);

/// The contract with the way of that name alone. Error: UsageError.
[[nodiscard]] Result<Contract> narrowed_to(const Contract& contract, std::string_view execution);

/// What a program must not rely on under this execution, for people: one sentence a difference;
/// empty where it does what RFC 9669 says.
[[nodiscard]] std::vector<std::string> differences_of(const Execution& execution);

}  // namespace assay
