// SPDX-License-Identifier: Apache-2.0
// What admission asks of others, and the only ways in which it learns of a package's contents: the
// checker says whether it may run (loader/checker, through its C interface), and something that can
// execute makes its programs runnable. The verifier is not known here.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/interpreter/event.hpp"
#include "ir/program/program.hpp"
#include "loader/base/hex.hpp"
#include "loader/base/outcome.hpp"

namespace assay::loader {

/// A hook of the host, with the contract that this system really supplies.
struct HookSpec {
  std::string name;
  Bytes contract;      // in the canonical binary form, both records (ADR 21)
  std::string digest;  // of that contract's proof record, hexadecimal: what releases name it by
  std::uint64_t default_answer = 0;                // where no program answers
  std::shared_ptr<const Contract> read = nullptr;  // `contract`, where somebody reads events by it
};

struct CheckedProgram {
  std::string name;
  std::string hook;
  std::uint64_t bound = 0;  // the most instructions that one run executes
  /// What was checked, out of the checker's own views: what runs is this and no second reading.
  std::shared_ptr<const Program> program = nullptr;
  std::shared_ptr<const Contract> contract = nullptr;
  std::uint32_t context_bytes = 0;  // of the hook's context, from its begin, that a run may touch
};

/// What bytes say that they are. Nobody has checked them, and nothing rests on it but a refusal.
struct SaidIdentity {
  std::string name;
  std::uint64_t version = 0;
};
/// Nothing where the bytes do not go so far.
using Identify = std::function<std::optional<SaidIdentity>(std::span<const std::uint8_t> package)>;

/// What a package that was accepted says of itself.
struct CheckedPackage {
  std::string name;
  std::uint64_t version = 0;
  std::vector<CheckedProgram> programs;
};

/// Accepts the bytes for these hooks, or CheckRefused with the checker's code and place as subject.
using Check = std::function<Outcome<CheckedPackage>(std::span<const std::uint8_t> package,
                                                    const std::vector<HookSpec>& hooks)>;

enum class RunEnd : std::uint8_t {
  Answered,
  NotRun,  // the host had not the memory for it, which is no fault of the program's
  PassedBound,
  Faulted,
};

struct RunReport {
  RunEnd end = RunEnd::Answered;
  std::uint64_t answer = 0;
  std::uint64_t instructions = 0;
};

/// What a Runnable keeps from one run to the next, for one thread at a time.
class Machinery {
 public:
  Machinery() = default;
  Machinery(const Machinery&) = delete;
  Machinery& operator=(const Machinery&) = delete;
  virtual ~Machinery() = default;
};

/// A program that can be run on events, by any number of threads at once.
class Runnable {
 public:
  Runnable() = default;
  Runnable(const Runnable&) = delete;
  Runnable& operator=(const Runnable&) = delete;
  virtual ~Runnable() = default;

  /// Stops at the first thing that a proof rules out, and behind `bound` instructions. `kept` is
  /// null or what a run of this very Runnable has left there, and nobody else's for the time of the
  /// call.
  [[nodiscard]] virtual RunReport run(const Event& event, std::uint64_t bound,
                                      std::unique_ptr<Machinery>& kept) const = 0;
};

/// Makes the programs of a package that the check accepted runnable, in their order. The digest
/// tells versions apart that call themselves the same.
using Load = std::function<Outcome<std::vector<std::shared_ptr<const Runnable>>>(
    const std::string& digest, const CheckedPackage& checked)>;

}  // namespace assay::loader
