// SPDX-License-Identifier: Apache-2.0
// The reference executor: one run of one program on one event under a contract.
//
// It executes what RFC 9669 and the contract's prototypes say, one instruction at a time, and stops
// at the first thing that the program may not do. It knows nothing of proofs; tests use it to ask
// whether an accepted program ever faults.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ir/contract/contract.hpp"
#include "ir/interpreter/event.hpp"
#include "ir/interpreter/fault.hpp"
#include "ir/interpreter/map_store.hpp"
#include "ir/interpreter/memory.hpp"
#include "ir/isa/instruction.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// What helpers without a queued result do.
enum class HelperDefaults : std::uint8_t {
  Succeed,  // the friendliest result that the prototype allows; out buffers get random bytes
  Random,   // any result that the prototype allows, nulls and failures included
};

/// Whether memory that others may change does change while the program runs.
enum class OtherWriters : std::uint8_t {
  Quiet,
  Hostile,  // shared map values get random bytes now and then, before a load
};

/// What an observer sees before each instruction. References are valid during the call only.
struct StepView {
  std::uint32_t slot = 0;
  std::uint64_t instructions = 0;  // executed before this one
  const std::array<std::uint64_t, kRegisterCount>& registers;
  std::uint16_t initialised = 0;                  // bit i: register i has been written
  const std::vector<std::uint64_t>& stack_bases;  // lowest address of each frame, the entry first
  std::uint64_t context = 0;                      // address
  const std::vector<std::vector<std::uint64_t>>& region_marks;  // addresses, by contract region
  const Memory& memory;
  const MapStore& maps;
};

struct RunOptions {
  std::uint64_t max_instructions = 1'000'000;
  std::uint64_t seed = 0;  // of all random values
  Placement placement = Placement::Middle;
  HelperDefaults defaults = HelperDefaults::Succeed;
  OtherWriters others = OtherWriters::Quiet;
  std::size_t trace_limit = 1000;  // trace events kept, fewer where what they show is large
  std::function<void(const StepView&)> before_instruction;
  /// What maps hold before the run and behind it, by their index in Program::maps; where there is
  /// none or null, what a run stores is dropped. A run that throws leaves it as it was. Nobody else
  /// may touch it meanwhile.
  std::span<HeldMap* const> held = {};
};

enum class TraceKind : std::uint8_t { HelperCall, Output, Print };

/// Something that the run did which others can see.
struct TraceEvent {
  TraceKind kind{};
  std::uint32_t slot = 0;
  std::string name;                      // helper; Output: the map's name
  std::vector<std::uint64_t> arguments;  // HelperCall: r1 and on, as many as the prototype has
  std::optional<std::uint64_t> result;   // HelperCall: r0, unless void
  Bytes bytes;                           // Output: what was emitted
  std::string text;                      // Print: the formatted text
};

struct RunResult {
  std::optional<Fault> fault;
  std::uint64_t r0 = 0;  // without a fault: the program's result
  /// Executed instructions, exit included; a 16-byte load counts once.
  std::uint64_t instructions = 0;
  bool tail_called = false;  // the run ended in another program: r0 means nothing
  std::vector<TraceEvent> trace;
  bool trace_cut = false;  // more trace events happened than were kept
};

/// Runs `program` from slot 0 with r1 pointing to the context. Requires (InternalFault otherwise)
/// that the event fits: fields, regions and maps that it names exist and sizes agree. Throws
/// RunTooLarge.
[[nodiscard]] RunResult run(const Program& program, const Contract& contract, const Event& event,
                            const RunOptions& options);

}  // namespace assay
