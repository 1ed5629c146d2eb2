// SPDX-License-Identifier: Apache-2.0
#include "session/c_source.hpp"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <system_error>
#include <utility>

#include "ir/base/errors.hpp"
#include "session/c_module.hpp"
#include "session/children.hpp"
#include "session/compiled_wire.hpp"
#include "session/read_text.hpp"

namespace assay {
namespace {

/// The options as clang's driver takes them.
std::vector<std::string> driver_flags(const CompileOptions& options) {
  std::vector<std::string> flags;
  for (const std::string& folder : options.include_folders) flags.push_back("-I" + folder);
  for (const std::string& definition : options.definitions) flags.push_back("-D" + definition);
  if (!options.optimisation.empty()) flags.push_back("-O" + options.optimisation);
  if (!options.standard.empty()) flags.push_back("-std=" + options.standard);
  if (!options.cpu.empty()) flags.push_back("-mcpu=" + options.cpu);
  flags.insert(flags.end(), options.flags.begin(), options.flags.end());
  // Last of all folders: a header of the user's of that name is meant.
  const std::string headers = sensor_headers();
  if (!headers.empty()) flags.insert(flags.end(), {"-idirafter", headers});
  return flags;
}

/// The child's own limit comes first and tells more; this one is for a child that hangs.
constexpr std::chrono::seconds kGrace{10};
/// What the front end needs besides what a source makes it allocate: its thread's stack.
constexpr std::uint64_t kOwnBytes = std::uint64_t{288} << 20;

ChildLimits limits_of(const CompileOptions& options) {
  return {std::chrono::seconds(options.time_limit) + kGrace,
          kOwnBytes + (std::uint64_t{options.memory_limit} << 20)};
}

/// Why a compilation has no result.
Diagnostic ending_message(const std::string& name, const CompileOptions& options,
                          const ChildResult& ended) {
  Diagnostic message;
  switch (ended.how) {
    case ChildEnding::OutOfMemory:
      message.code = ErrorCode::LimitExceeded;
      message.message =
          fmt::format("compiling {} takes more than {} MiB of memory", name, options.memory_limit);
      message.suggestion =
          "leave out what makes it so large (a file that it includes, a table), or allow more with "
          "--memory-limit";
      return message;
    case ChildEnding::Late:
      message.code = ErrorCode::CompilerTooSlow;
      message.message =
          fmt::format("compiling {} takes more than {} seconds", name, options.time_limit);
      return message;
    case ChildEnding::Died:
      message.code = ErrorCode::SourceMalformed;
      message.message = fmt::format("the compiler itself dies of {}: {}", name, ended.text);
      return message;
    case ChildEnding::Done:
      break;
  }
  internal_fault(__FILE__, __LINE__, "a compilation that is done has a result");
}

Result<CompileRequest> source_request(const std::string& path, const CompileOptions& options,
                                      const ContractChoice& choice) {
  if (path == "-" && !options.database.empty()) {
    return Error{ErrorCode::UsageError,
                 "a compilation database cannot be used with standard input"};
  }
  Result<CompileRequest> read = request_for(path, options);
  if (!read.ok()) return read.error();
  CompileRequest request = std::move(read).value();
  request.database = options.database;
  request.choice = choice;
  request.hooks = options.hooks;
  request.inline_assembly = options.refuse_assembly ? Severity::Error : Severity::Warning;
  return request;
}

}  // namespace

CompileRequest request_of(std::string name, std::string text, const CompileOptions& options) {
  CompileRequest request;
  request.name = std::move(name);
  request.text = std::move(text);
  request.time_limit = std::chrono::seconds(options.time_limit);
  request.flags = driver_flags(options);
  return request;
}

Result<CompileRequest> request_for(const std::string& path, const CompileOptions& options) {
  Result<std::string> text = read_text(path);
  if (!text.ok()) return text.error();
  // The back end opens the file of that name for the lines that BTF keeps; of a pipe that has been
  // read nothing comes any more, ever.
  std::error_code failed;
  const bool is_file = std::filesystem::is_regular_file(path, failed);
  return request_of(is_file || path == "-" ? shown_path(path) : fmt::format("<{}>", path),
                    std::move(text).value(), options);
}

Extracted extract_guarded(const CModule& module, const CompileRequest& request,
                          const CompileOptions& options) {
  // Contracts do not travel between processes. What went well in a child goes well here: the front
  // end does the same with the same text.
  const std::vector<ChildResult> tried = run_children(1, 1, limits_of(options), [&](std::size_t) {
    return std::string(module.extract(request).messages.empty() ? "" : "told");
  });
  if (tried.front().how == ChildEnding::Done) return module.extract(request);
  return {{ending_message(request.name, options, tried.front())}, {}};
}

std::vector<Result<Compiled>> compile_sources(const std::vector<std::string>& paths,
                                              const CompileOptions& options,
                                              const ContractChoice& choice, std::size_t parallel) {
  if (paths.empty()) return {};  // without the time that it takes to load Clang's front end
  const Result<const CModule*> module = load_c_module();
  std::vector<Result<Compiled>> results(paths.size(), Compiled{});
  std::vector<CompileRequest> requests;
  std::vector<std::size_t> places;  // of the requests among the paths
  for (std::size_t i = 0; i < paths.size(); ++i) {
    Result<CompileRequest> read = source_request(paths[i], options, choice);
    if (!read.ok()) {
      results[i] = read.error();
    } else if (!module.ok()) {
      results[i] = module.error();
    } else {
      requests.push_back(std::move(read).value());
      places.push_back(i);
    }
  }
  if (requests.empty()) return results;
  const std::vector<ChildResult> done =
      run_children(requests.size(), parallel, limits_of(options),
                   [&](std::size_t i) { return to_wire(module.value()->compile(requests[i])); });
  for (std::size_t i = 0; i < requests.size(); ++i) {
    Compiled compiled;
    if (done[i].how == ChildEnding::Done) {
      compiled = from_wire(done[i].text);
    } else {
      compiled.messages.push_back(ending_message(requests[i].name, options, done[i]));
    }
    results[places[i]] = std::move(compiled);
  }
  return results;
}

Result<Compiled> compile_source(const std::string& path, const CompileOptions& options,
                                const ContractChoice& choice) {
  return compile_sources({path}, options, choice, 1).front();
}

}  // namespace assay
