// SPDX-License-Identifier: Apache-2.0
// A file, on disk or in memory, as the programs that it holds, whatever its format.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/contract/catalogue.hpp"
#include "ir/object/read_object.hpp"
#include "ir/program/program.hpp"
#include "session/c_source.hpp"

namespace assay {

/// What an object tells beside its programs, for the notes of findings.
struct ObjectOrigin {
  std::vector<std::uint8_t> object;
  // Of the source that it was compiled from here:
  std::vector<MacroExpansion> expansions;
  std::vector<Comparison> comparisons;
};

/// One program of a file, linked, or why it cannot be. Exactly one of `program` and `error` is
/// there.
struct Candidate {
  std::string file;
  std::string section;
  std::string name;
  bool only_when_named = false;  // a subprogram: taken only when --program names it
  std::string contract;          // the name that the file itself gives, or empty
  std::shared_ptr<const Program> program;
  std::optional<Error> error;
  std::shared_ptr<const ObjectOrigin> origin;  // null: no object; the candidates of a file share it
};

/// A source file's name as people wrote it: a compiler that runs in `.` writes ./sensor.c.
[[nodiscard]] std::string shown_file(std::string file);

/// What a file is: C and assembly text by the extension of its name; else as --lang says; else an
/// object, if it begins as one.
enum class Language : std::uint8_t { ByContent, C, Assembly, Object };
[[nodiscard]] Language language_of(std::string_view path, Language said);

/// A file whose bytes lie in memory, and the name by which messages and reports know it.
struct NamedBytes {
  std::string name;
  std::vector<std::uint8_t> bytes;
};

/// The programs of a file in memory, assembly text or an object; `said` as for read_input. Errors:
/// those of read_input; UsageError for a C source, which is compiled from files only.
[[nodiscard]] Result<std::vector<Candidate>> read_in_memory(NamedBytes file,
                                                            const Catalogue& catalogue,
                                                            Language said,
                                                            const ReadOptions& options);

/// Why the C source of that name has no programs there: compiling takes processes of its own, and
/// files.
[[nodiscard]] Error not_in_memory(const std::string& name);

/// The programs of `path` ("-": standard input); a C source is compiled with the default options. A
/// source or assembly text may name contracts of the catalogue.
/// Errors: FileUnreadable, UsageError for what is no object and does not say what it is, those of
/// read_object, parse_asm_file and compile_source; of what is wrong with a C source the first.
[[nodiscard]] Result<std::vector<Candidate>> read_input(const std::string& path,
                                                        const Catalogue& catalogue,
                                                        Language said = Language::ByContent,
                                                        const ReadOptions& options = {});

/// The programs of an object that lies in memory and came from the file of that name. Errors: those
/// of read_object.
[[nodiscard]] Result<std::vector<Candidate>> read_compiled(const std::string& path,
                                                           Compiled compiled,
                                                           const ReadOptions& options = {});

/// Whether `wanted` (a function's name, a section, or "section/name") means this candidate.
[[nodiscard]] bool is_named(const Candidate& candidate, const std::string& wanted);

/// The candidates that `wanted` names; without names, all that are programs of their own.
[[nodiscard]] std::vector<Candidate> selected(std::vector<Candidate> candidates,
                                              const std::vector<std::string>& wanted);

}  // namespace assay
