// SPDX-License-Identifier: Apache-2.0
// A run as JSON.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <utility>

#include "ir/program/source_span.hpp"
#include "session/run.hpp"

namespace assay {
namespace {

using nlohmann::json;

json fault_json(const Fault& fault, const Program& program) {
  json made = {{"kind", fault_name(fault.kind)}, {"title", fault_title(fault.kind)},
               {"detail", fault.detail},         {"instruction", fault.slot},
               {"region", fault.region},         {"address", fmt::format("{:#x}", fault.address)}};
  if (const auto place = source_span(program, fault.slot)) {
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
      made["hex"] = hex_digits(event.bytes);
      break;
    case TraceKind::Print:
      made["kind"] = "print";
      made["text"] = event.text;
      break;
  }
  return made;
}

}  // namespace

std::string hex_digits(const Bytes& bytes) {
  std::string text;
  for (const std::uint8_t byte : bytes) text += fmt::format("{:02x}", byte);
  return text;
}

std::string render_run_json(const PreparedRun& prepared, const RunResult& result) {
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
  return document.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

}  // namespace assay
