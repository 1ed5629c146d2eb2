// SPDX-License-Identifier: Apache-2.0
// The C front end as its users see it: plain data in, plain data out, one function.
//
// The front end is a module that is loaded when a C source is at hand, because Clang costs tens of
// megabytes and milliseconds that an object does not need. This header is all that both sides
// share; it must not name anything of LLVM or Clang.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ir/base/error_code.hpp"
#include "ir/contract/choose.hpp"
#include "ir/diagnostic/diagnostic.hpp"

namespace assay {

/// Whether the rules on hooks and helpers apply. They do not where something that the front end
/// does not know (a contract map) chooses the contracts.
enum class HookRules : std::uint8_t { Apply, Leave };

/// What is to be compiled, and for whom. The flags of a database come before all others.
struct CompileRequest {
  std::string name;                // of the source, as messages and debug information show it
  std::string text;                // the whole source
  std::string database;            // folder of compile_commands.json, or empty
  std::vector<std::string> flags;  // as clang's driver takes them; later ones win
  ContractChoice choice;           // what the user said about contracts
  Severity inline_assembly = Severity::Warning;
  HookRules hooks = HookRules::Apply;
  std::chrono::seconds time_limit{30};  // on the wall clock
};

/// One file that the source includes.
struct IncludedFile {
  std::string path;
  bool system = false;
};

/// Code for which debug information says that it comes from this place, where a macro stands.
/// `notes` has one note for each macro that all of this code comes out of, the innermost first.
struct MacroExpansion {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::vector<Note> notes;
};

/// A comparison of a number with one that the compiler knows, as it tells smaller numbers from
/// larger ones, and the edit to the other operator (`>` to `>=`), which moves the boundary by one.
struct Comparison {
  std::string file;
  std::uint32_t line = 0;   // of the operator
  std::int64_t last = 0;    // the greatest of the smaller numbers: 20 for x > 20, 19 for x >= 20
  std::int64_t edited = 0;  // the same after the edit
  std::string spelling;     // of the operator
  Edit edit;
};

/// `object` is empty exactly when `messages` has an error.
struct Compiled {
  std::vector<Diagnostic> messages;
  std::vector<std::uint8_t> object;        // an ELF object for the BPF machine
  std::vector<IncludedFile> included;      // for dependency files; not the source itself
  std::vector<MacroExpansion> expansions;  // each place once
  std::vector<Comparison> comparisons;     // those that an edit can change
};

/// What an annotated header says. `contracts` is empty exactly when `messages` has an error.
struct Extracted {
  std::vector<Diagnostic> messages;
  std::vector<Contract> contracts;  // of the hooks that the header itself declares, in its order
};

/// The module's table, reached through its one symbol. `abi` must equal kCModuleAbi before anything
/// else is touched: module and program are built together, and only then agree on the types above.
struct CModule {
  const char* abi = nullptr;
  /// Never throws; a fault of Assay's or Clang's own is a message with InternalError. May be called
  /// by several threads at once.
  Compiled (*compile)(const CompileRequest&) = nullptr;
  /// The same for a header whose annotations make contracts; of the request, name, text and flags
  /// count. Each contract is sound as data (ir/contract/validate.hpp).
  Extracted (*extract)(const CompileRequest&) = nullptr;
};
inline constexpr const char* kCModuleAbi = "assay-c 4 " ASSAY_VERSION;
inline constexpr const char* kCModuleSymbol = "assay_c_module";

}  // namespace assay
