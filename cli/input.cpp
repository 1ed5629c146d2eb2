// SPDX-License-Identifier: Apache-2.0
#include "cli/input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "cli/asm_file.hpp"
#include "ir/object/read_object.hpp"

namespace assay {
namespace {

bool is_c_source(std::string_view path) { return path.ends_with(".c") || path.ends_with(".i"); }

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
    candidate.program = std::make_shared<const Program>(std::move(entry.program).value());
  } else {
    candidate.error = entry.program.error();
  }
  return candidate;
}

}  // namespace

Result<std::vector<Candidate>> read_input(const std::string& path) {
  std::vector<Candidate> candidates;
  if (is_c_source(path)) {
    return Error{ErrorCode::UsageError,
                 fmt::format("{} is a C source, which this version does not compile; compile it "
                             "first: clang -target bpf -O2 -g -c {} -o sensor.o",
                             path, path)};
  }
  if (is_asm_path(path)) {
    Result<AsmFile> file = read_asm_file(path);
    if (!file.ok()) return file.error();
    candidates.push_back(from_asm(path, std::move(file).value()));
    return candidates;
  }
  Result<Object> read = read_object(path);
  if (!read.ok()) return read.error();
  Object object = std::move(read).value();
  for (ObjectEntry& entry : object.entries)
    candidates.push_back(from_entry(path, std::move(entry)));
  return candidates;
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
