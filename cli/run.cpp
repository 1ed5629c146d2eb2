// SPDX-License-Identifier: Apache-2.0
#include "cli/run.hpp"

#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/commands.hpp"
#include "cli/tell.hpp"
#include "ir/interpreter/interpreter.hpp"
#include "ir/text/print.hpp"
#include "session/event.hpp"
#include "session/input.hpp"
#include "session/judge.hpp"
#include "session/read_text.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

using nlohmann::json;

/// A program with everything that a run needs.
struct Prepared {
  Candidate candidate;
  std::shared_ptr<const Contract> contract;
  Event event;
};

Result<Candidate> choose_program(const RunArguments& arguments, const Catalogue& catalogue) {
  const Result<ReadOptions> load = read_load_options(arguments.load);
  if (!load.ok()) return load.error();
  const ContentsFrom from = load.value().settings.mode;
  if (from == ContentsFrom::Settings || from == ContentsFrom::Any) {
    return Error{ErrorCode::UsageError,
                 "a run has one content of read-only data: --rodata object or SECTION=FILE"};
  }
  Result<std::vector<Candidate>> read =
      read_input(arguments.object, catalogue, Language::ByContent, load.value());
  if (!read.ok()) return read.error();
  std::vector<std::string> wanted;
  if (!arguments.program.empty()) wanted.push_back(arguments.program);
  std::vector<Candidate> found = selected(std::move(read).value(), wanted);
  if (found.empty()) {
    return Error{ErrorCode::NoProgram,
                 fmt::format("{} holds no program {}", arguments.object, arguments.program)};
  }
  if (found.size() > 1) {
    std::string names;
    for (const Candidate& candidate : found) {
      names += fmt::format("{}{}/{}", names.empty() ? "" : ", ", candidate.section, candidate.name);
    }
    return Error{ErrorCode::UsageError,
                 fmt::format("{} holds several programs; choose one with --program: {}",
                             arguments.object, names)};
  }
  if (found[0].error) return *found[0].error;
  return std::move(found[0]);
}

Result<Prepared> prepare(const RunArguments& arguments) {
  JudgeOptions options;
  options.catalogue = builtin_catalogue();
  Result<Candidate> candidate = choose_program(arguments, options.catalogue);
  if (!candidate.ok()) return candidate.error();
  Prepared prepared;
  prepared.candidate = std::move(candidate).value();
  options.contract = arguments.contract;
  if (arguments.platform == "linux") options.platform = Platform::Linux;
  if (arguments.platform == "windows") options.platform = Platform::Windows;
  const Result<ChosenContract> contract = contract_of(prepared.candidate, options);
  if (!contract.ok()) return contract.error();
  prepared.contract = contract.value().contract;
  if (arguments.event.empty()) return prepared;
  const Result<std::string> text = read_text(arguments.event);
  if (!text.ok()) return text.error();
  Result<Event> event = parse_event(text.value(), *prepared.candidate.program, *prepared.contract);
  if (!event.ok()) {
    return Error{event.error().code, fmt::format("{}: {}", arguments.event, event.error().message)};
  }
  prepared.event = std::move(event).value();
  return prepared;
}

/// Where the source of `slot` is, when the object says so.
struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string text;
};

std::optional<Place> place_of(const Program& program, std::uint32_t slot) {
  if (slot >= program.locations.size()) return std::nullopt;
  const SourceLocation& location = program.locations[slot];
  if (location.file < 0 || location.line == 0) return std::nullopt;
  Place place;
  place.file = program.files[static_cast<std::size_t>(location.file)];
  place.line = location.line;
  place.column = location.column;
  if (location.text >= 0) place.text = program.line_texts[static_cast<std::size_t>(location.text)];
  return place;
}

std::string hex(const Bytes& bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

json fault_json(const Fault& fault, const Program& program) {
  json made = {{"kind", fault_name(fault.kind)}, {"title", fault_title(fault.kind)},
               {"detail", fault.detail},         {"instruction", fault.slot},
               {"region", fault.region},         {"address", fmt::format("{:#x}", fault.address)}};
  if (const auto place = place_of(program, fault.slot)) {
    made["file"] = place->file;
    made["line"] = place->line;
    made["column"] = place->column;
  }
  return made;
}

json trace_json(const TraceEvent& event) {
  json made = {{"instruction", event.slot}, {"name", event.name}};
  switch (event.kind) {
    case TraceKind::HelperCall: {
      made["kind"] = "call";
      json arguments = json::array();
      for (const std::uint64_t value : event.arguments) arguments.push_back(value);
      made["arguments"] = std::move(arguments);
      made["result"] = event.result ? json(*event.result) : json(nullptr);
      break;
    }
    case TraceKind::Output:
      made["kind"] = "output";
      made["hex"] = hex(event.bytes);
      break;
    case TraceKind::Print:
      made["kind"] = "print";
      made["text"] = event.text;
      break;
  }
  return made;
}

void write_json(std::ostream& out, const Prepared& prepared, const RunResult& result) {
  json document = {{"file", prepared.candidate.file},
                   {"section", prepared.candidate.section},
                   {"name", prepared.candidate.name},
                   {"contract", prepared.contract->name},
                   {"instructions", result.instructions},
                   {"tail_called", result.tail_called},
                   {"trace", json::array()},
                   {"trace_cut", result.trace_cut}};
  document["r0"] = result.fault || result.tail_called ? json(nullptr) : json(result.r0);
  document["fault"] =
      result.fault ? fault_json(*result.fault, *prepared.candidate.program) : json(nullptr);
  for (const TraceEvent& event : result.trace) document["trace"].push_back(trace_json(event));
  // A printed text may hold any bytes; what is not UTF-8 is replaced.
  out << document.dump(2, ' ', false, json::error_handler_t::replace) << '\n';
}

void write_trace(std::ostream& out, const TraceEvent& event) {
  switch (event.kind) {
    case TraceKind::HelperCall: {
      std::string arguments;
      for (const std::uint64_t value : event.arguments) {
        arguments += fmt::format("{}{:#x}", arguments.empty() ? "" : ", ", value);
      }
      out << fmt::format("  {:5}: {}({})", event.slot, event.name, arguments);
      if (event.result) out << fmt::format(" = {:#x}", *event.result);
      break;
    }
    case TraceKind::Output:
      out << fmt::format("  {:5}: {} <- {} byte(s) {}", event.slot, event.name, event.bytes.size(),
                         hex(event.bytes));
      break;
    case TraceKind::Print:
      out << fmt::format("  {:5}: prints {}", event.slot, printable(event.text));
      break;
  }
  out << '\n';
}

void write_fault(std::ostream& out, const Fault& fault, const Program& program) {
  out << fmt::format("fault: {} [{}]: {}\n", fault_title(fault.kind), fault_name(fault.kind),
                     printable(fault.detail));
  if (const auto place = place_of(program, fault.slot)) {
    out << fmt::format("  --> {}:{}:{}\n", printable(place->file), place->line, place->column);
    if (!place->text.empty()) out << fmt::format("   | {}\n", printable_line(place->text));
  }
  if (fault.slot < program.instructions.size()) {
    out << fmt::format("  instruction {}: {}\n", fault.slot,
                       print(program.instructions[fault.slot]));
  }
}

void write_human(std::ostream& out, const Prepared& prepared, const RunResult& result) {
  out << fmt::format("{}: {}/{} under {}\n", printable(prepared.candidate.file),
                     printable(prepared.candidate.section), printable(prepared.candidate.name),
                     printable(prepared.contract->name));
  for (const TraceEvent& event : result.trace) write_trace(out, event);
  if (result.trace_cut) out << "  (later calls are not shown)\n";
  if (result.fault) {
    write_fault(out, *result.fault, *prepared.candidate.program);
  } else if (result.tail_called) {
    out << "the run went on in another program (tail call)\n";
  } else {
    out << fmt::format("r0 = {} ({:#x})\n", static_cast<std::int64_t>(result.r0), result.r0);
  }
  out << fmt::format("{} instruction(s) executed\n", result.instructions);
}

}  // namespace

int run_command(const RunArguments& arguments, std::ostream& out, std::ostream& err) {
  try {
    const Result<Prepared> prepared = prepare(arguments);
    if (!prepared.ok()) {
      err << fmt::format("assay: error: {} [{}]\n", printable(prepared.error().message),
                         error_id(prepared.error().code));
      return exit_status(prepared.error());
    }
    RunOptions options;
    options.max_instructions = arguments.max_instructions;
    options.seed = arguments.seed;
    const RunResult result = run(*prepared.value().candidate.program, *prepared.value().contract,
                                 prepared.value().event, options);
    if (arguments.json) {
      write_json(out, prepared.value(), result);
    } else {
      write_human(out, prepared.value(), result);
    }
    return result.fault ? kExitRejected : kExitAccepted;
  } catch (const RunTooLarge& large) {
    err << fmt::format("assay: error: {}: {} [{}]\n", arguments.object, large.what(),
                       error_id(ErrorCode::LimitExceeded));
    return kExitInput;
  } catch (const InternalFault& fault) {
    err << fmt::format("assay: error: {} [{}]\n", fault.what(), error_id(ErrorCode::InternalError));
    return kExitInternal;
  }
}

}  // namespace assay
