// SPDX-License-Identifier: Apache-2.0
#include "cli/input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/asm_file.hpp"
#include "ir/object/read_object.hpp"

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
  for (ObjectEntry& entry : object.entries) {
    candidates.push_back(from_entry(path, std::move(entry)));
    candidates.back().origin = shared;
  }
  return candidates;
}

/// The first error of a compilation, in one sentence.
Error first_error(const std::vector<SourceMessage>& messages) {
  for (const SourceMessage& message : messages) {
    if (message.severity != Severity::Error) continue;
    const SourcePlace& at = message.place;
    return {message.code.value_or(ErrorCode::SourceMalformed),
            at.line == 0
                ? message.message
                : fmt::format("{}:{}:{}: {}", at.file, at.line, at.column, message.message)};
  }
  return {ErrorCode::InternalError, "a compilation failed without an error"};
}

}  // namespace

std::string shown_file(std::string file) {
  while (file.starts_with("./")) file.erase(0, 2);
  return file;
}

Result<std::vector<Candidate>> read_compiled(const std::string& path, Compiled compiled,
                                             const ReadOptions& options) {
  return from_object(path, {std::move(compiled.object), std::move(compiled.expansions)}, options);
}

Result<std::vector<Candidate>> read_input(const std::string& path, const ReadOptions& options) {
  if (is_c_source(path)) {
    Result<Compiled> compiled = compile_source(path, {}, {});
    if (!compiled.ok()) return compiled.error();
    if (has_error(compiled.value().messages)) return first_error(compiled.value().messages);
    return read_compiled(path, std::move(compiled).value(), options);
  }
  if (is_asm_path(path)) {
    Result<AsmFile> file = read_asm_file(path);
    if (!file.ok()) return file.error();
    AsmFile text = std::move(file).value();
    if (auto fault = apply_settings(options.settings, text.program.maps)) return *fault;
    std::vector<Candidate> candidates;
    candidates.push_back(from_asm(path, std::move(text)));
    return candidates;
  }
  Result<std::vector<std::uint8_t>> bytes = read_object_file(path);
  if (!bytes.ok()) return bytes.error();
  return from_object(path, {std::move(bytes).value(), {}}, options);
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
