// SPDX-License-Identifier: Apache-2.0
#include "session/input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/object/read_object.hpp"
#include "session/asm_file.hpp"
#include "session/read_text.hpp"
#include "session/source_messages.hpp"

namespace assay {
namespace {

Candidate from_asm(const std::string& path, AsmFile file) {
  Candidate candidate;
  candidate.file = path;
  candidate.section = file.program.section;
  candidate.name = file.program.name;
  candidate.contract = std::move(file.contract);
  candidate.program = std::make_shared<const Program>(std::move(file.program));
  return candidate;
}

Candidate from_entry(const std::string& path, ObjectEntry entry) {
  Candidate candidate;
  candidate.file = path;
  candidate.section = std::move(entry.section);
  candidate.name = std::move(entry.name);
  candidate.only_when_named = entry.only_when_named;
  if (entry.program.ok()) {
    Program program = std::move(entry.program).value();
    for (std::string& file : program.files) file = shown_file(std::move(file));
    candidate.program = std::make_shared<const Program>(std::move(program));
  } else {
    candidate.error = entry.program.error();
  }
  return candidate;
}

Result<std::vector<Candidate>> from_object(const std::string& path, ObjectOrigin origin,
                                           const ReadOptions& options) {
  const auto shared = std::make_shared<const ObjectOrigin>(std::move(origin));
  Result<Object> read = read_object(shared->object, path, options);
  if (!read.ok()) return read.error();
  Object object = std::move(read).value();
  std::vector<Candidate> candidates;
  for (ObjectEntry& entry : object.programs) {
    candidates.push_back(from_entry(path, std::move(entry)));
    candidates.back().origin = shared;
  }
  return candidates;
}

struct ForeignRow {
  std::string_view extension;
  std::string_view what;
};
constexpr ForeignRow kForeign[] = {
    {".cpp", "C++"},
    {".cc", "C++"},
    {".cxx", "C++"},
    {".hpp", "C++"},
    {".hh", "C++"},
    {".rs", "Rust"},
    {".go", "Go"},
    {".py", "Python"},
    {".S", "assembly for the C preprocessor"},
    {".ll", "LLVM's IR"},
    {".bc", "LLVM's bitcode"},
    {".h", "a header"},
    {".zip", "an archive"},
    {".a", "an archive"},
    {".so", "a shared library"},
};

/// Why a file that is no object and is not named as a source cannot be judged.
Error unrecognised(const std::string& path) {
  constexpr std::string_view kTaken =
      "Assay takes ELF objects, C sources (.c, .i) and assembly text (.asm, .s)";
  for (const ForeignRow& row : kForeign) {
    if (!path.ends_with(row.extension)) continue;
    return {ErrorCode::UsageError, fmt::format("{}: this is {}; {}", path, row.what, kTaken)};
  }
  return {ErrorCode::UsageError,
          fmt::format("{}: this is not an ELF object; if it is C or assembly text, say --lang c or "
                      "--lang asm",
                      shown_path(path))};
}

bool begins_as_elf(const std::vector<std::uint8_t>& bytes) {
  constexpr std::array<std::uint8_t, 4> kMagic = {0x7f, 'E', 'L', 'F'};
  return bytes.size() >= kMagic.size() && std::equal(kMagic.begin(), kMagic.end(), bytes.begin());
}

/// The programs of an object, or of what its name does not say to be anything else.
Result<std::vector<Candidate>> from_bytes(NamedBytes file, Language language,
                                          const ReadOptions& options) {
  if (language == Language::ByContent && !begins_as_elf(file.bytes)) return unrecognised(file.name);
  return from_object(shown_path(file.name), {std::move(file.bytes), {}, {}}, options);
}

Result<std::vector<Candidate>> read_c(const std::string& path, const Catalogue& catalogue,
                                      const ReadOptions& options) {
  Result<Compiled> compiled = compile_source(path, {}, {catalogue});
  if (!compiled.ok()) return compiled.error();
  if (has_error(compiled.value().messages)) return first_error(compiled.value().messages);
  return read_compiled(shown_path(path), std::move(compiled).value(), options);
}

/// The program of assembly text from the file of that name.
Result<std::vector<Candidate>> from_assembly(const std::string& path, Result<AsmFile> file,
                                             const ReadOptions& options) {
  if (!file.ok()) return file.error();
  AsmFile text = std::move(file).value();
  if (auto fault = apply_settings(options.settings, text.program.maps)) return *fault;
  std::vector<Candidate> candidates;
  candidates.push_back(from_asm(shown_path(path), std::move(text)));
  return candidates;
}

}  // namespace

Language language_of(std::string_view path, Language said) {
  if (path.ends_with(".c") || path.ends_with(".i")) return Language::C;
  if (is_asm_path(path)) return Language::Assembly;
  if (path.ends_with(".o")) return Language::Object;
  return said;
}

std::string shown_file(std::string file) {
  while (file.starts_with("./")) file.erase(0, 2);
  return file;
}

Result<std::vector<Candidate>> read_compiled(const std::string& path, Compiled compiled,
                                             const ReadOptions& options) {
  return from_object(
      path,
      {std::move(compiled.object), std::move(compiled.expansions), std::move(compiled.comparisons)},
      options);
}

Result<std::vector<Candidate>> read_input(const std::string& path, const Catalogue& catalogue,
                                          Language said, const ReadOptions& options) {
  const Language language = language_of(path, said);
  switch (language) {
    case Language::C:
      return read_c(path, catalogue, options);
    case Language::Assembly:
      return from_assembly(path, read_asm_file(path, catalogue), options);
    case Language::Object:
    case Language::ByContent:
      break;
  }
  Result<std::vector<std::uint8_t>> bytes = read_bytes(path, kMaxObjectBytes);
  if (!bytes.ok()) return bytes.error();
  return from_bytes({path, std::move(bytes).value()}, language, options);
}

Result<std::vector<Candidate>> read_in_memory(NamedBytes file, const Catalogue& catalogue,
                                              Language said, const ReadOptions& options) {
  const Language language = language_of(file.name, said);
  switch (language) {
    case Language::C:
      return not_in_memory(file.name);
    case Language::Assembly: {
      const std::string text(file.bytes.begin(), file.bytes.end());
      return from_assembly(file.name, parse_asm_file(file.name, text, catalogue), options);
    }
    case Language::Object:
    case Language::ByContent:
      break;
  }
  return from_bytes(std::move(file), language, options);
}

Error not_in_memory(const std::string& name) {
  return {ErrorCode::UsageError,
          fmt::format("{}: a C source is not compiled in memory; 'assay compile' makes an object "
                      "of it",
                      name)};
}

bool is_named(const Candidate& candidate, const std::string& wanted) {
  return wanted == candidate.name || wanted == candidate.section ||
         wanted == candidate.section + "/" + candidate.name;
}

std::vector<Candidate> selected(std::vector<Candidate> candidates,
                                const std::vector<std::string>& wanted) {
  const auto is_unwanted = [&](const Candidate& candidate) {
    if (wanted.empty()) return candidate.only_when_named;
    return std::none_of(wanted.begin(), wanted.end(),
                        [&](const std::string& name) { return is_named(candidate, name); });
  };
  candidates.erase(std::remove_if(candidates.begin(), candidates.end(), is_unwanted),
                   candidates.end());
  return candidates;
}

}  // namespace assay
