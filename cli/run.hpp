// SPDX-License-Identifier: Apache-2.0
// `assay run`: executes one program of an object on one event, in the reference interpreter.
#pragma once

#include <cstdint>
#include <ostream>
#include <string>

#include "cli/load_options.hpp"

namespace assay {

/// What the user asked for; empty strings mean "not given".
struct RunArguments {
  std::string object;    // path of an ELF object, or of assembly text (.asm, .s)
  std::string event;     // path of the event (docs/event.schema.json); empty: an event of zeros
  std::string program;   // --program: name of the entry function; needed when there are several
  std::string contract;  // --contract: name of a contract
  std::string contract_header;  // --contract-header: the hooks that it declares are known, too
  std::string platform;         // --platform: "linux" or "windows"
  std::uint64_t max_instructions =
      1000000;             // a run that executes more is a fault (InstructionLimit)
  std::uint64_t seed = 0;  // of the random numbers that helpers hand out
  LoadArguments load;      // --btf, --btf-base, --rodata
  bool json = false;       // --json: one JSON document instead of text
};

/// Runs and reports on `out`; what makes the input unusable goes to `err`, with its error code.
/// Returns the exit status: 0 a clean run, 1 a fault of the program, 2 unusable
/// input, 3 a fault of Assay's own.
[[nodiscard]] int run_command(const RunArguments& arguments, std::ostream& out, std::ostream& err);

}  // namespace assay
