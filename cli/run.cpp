// SPDX-License-Identifier: Apache-2.0
#include "cli/run.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "cli/commands.hpp"
#include "cli/contract_header.hpp"
#include "cli/tell.hpp"
#include "ir/program/source_span.hpp"
#include "ir/text/print.hpp"
#include "session/read_text.hpp"
#include "session/run.hpp"
#include "verifier/report/printable.hpp"

namespace assay {
namespace {

Result<Candidate> choose_program(const RunArguments& arguments, const Catalogue& catalogue) {
  const Result<ReadOptions> load = read_load_options(arguments.load);
  if (!load.ok()) return load.error();
  if (auto error = contents_left_open(load.value())) return *error;
  Result<std::vector<Candidate>> read =
      read_input(arguments.object, catalogue, Language::ByContent, load.value());
  if (!read.ok()) return read.error();
  return program_to_run(arguments.object, std::move(read).value(), arguments.program);
}

Result<PreparedRun> prepare(const RunArguments& arguments, const Catalogue& catalogue) {
  JudgeOptions options;
  options.catalogue = catalogue;
  options.contract = arguments.contract;
  if (arguments.platform == "linux") options.platform = Platform::Linux;
  if (arguments.platform == "windows") options.platform = Platform::Windows;
  Result<Candidate> candidate = choose_program(arguments, options.catalogue);
  if (!candidate.ok()) return candidate.error();
  std::optional<EventText> event;
  if (!arguments.event.empty()) {
    Result<std::string> text = read_text(arguments.event);
    if (!text.ok()) return text.error();
    event = EventText{arguments.event, std::move(text).value()};
  }
  return prepare_run(std::move(candidate).value(), options, event);
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
                         hex_digits(event.bytes));
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
  if (const auto place = source_span(program, fault.slot)) {
    out << fmt::format("  --> {}:{}:{}\n", printable(place->file), place->line, place->column);
    if (!place->text.empty()) out << fmt::format("   | {}\n", printable_line(place->text));
  }
  if (fault.slot < program.instructions.size()) {
    out << fmt::format("  instruction {}: {}\n", fault.slot,
                       print(program.instructions[fault.slot]));
  }
}

void write_human(std::ostream& out, const PreparedRun& prepared, const RunResult& result) {
  out << fmt::format("{}: {}/{} under {}\n", printable(prepared.candidate.file),
                     printable(prepared.candidate.section), printable(prepared.candidate.name),
                     printable(prepared.contract->name));
  for (const TraceEvent& event : result.trace) write_trace(out, event);
  if (result.trace_cut) out << "  (later calls are not shown)\n";
  if (result.fault) {
    write_fault(out, *result.fault, *prepared.candidate.program);
  } else if (result.tail_called) {
    out << "the run continued in another program (tail call)\n";
  } else {
    out << fmt::format("r0 = {} ({:#x})\n", static_cast<std::int64_t>(result.r0), result.r0);
  }
  out << fmt::format("{} instruction(s) executed\n", result.instructions);
}

}  // namespace

int run_command(const RunArguments& arguments, std::ostream& out, std::ostream& err) {
  const auto refuse = [&err](const Error& error) {
    err << error_line(error) << '\n';
    return exit_status(error);
  };
  const ContractHeader header = read_contract_header(arguments.contract_header, CompileOptions{});
  if (header.status != kExitAccepted) return header.status;
  const Result<PreparedRun> prepared = prepare(arguments, header.catalogue);
  if (!prepared.ok()) return refuse(prepared.error());
  RunOptions options;
  options.max_instructions = arguments.max_instructions;
  options.seed = arguments.seed;
  const Result<RunResult> ran = run_prepared(prepared.value(), options);
  if (!ran.ok()) return refuse(ran.error());
  if (arguments.json) {
    out << render_run_json(prepared.value(), ran.value());
  } else {
    write_human(out, prepared.value(), ran.value());
  }
  return ran.value().fault ? kExitRejected : kExitAccepted;
}

}  // namespace assay
