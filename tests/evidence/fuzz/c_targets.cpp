// SPDX-License-Identifier: Apache-2.0
#include "evidence/fuzz/c_targets.hpp"

#include <chrono>
#include <string>
#include <vector>

#include "ir/base/errors.hpp"
#include "ir/contract/render.hpp"
#include "ir/contract/validate.hpp"
#include "ir/object/read_object.hpp"
#include "rules/c/compile.hpp"
#include "rules/c/header/extract.hpp"
#include "support/builtin.hpp"

namespace assay::fuzz {
namespace {

CompileRequest request_of(Bytes input, std::string name) {
  CompileRequest request;
  request.choice.catalogue = test_catalogue();
  request.name = std::move(name);
  request.text = text_of(input);
  for (const char* folder :
       {"/include", "/include/assay/bpf", "/tests/data/compile", "/tests/data/header"}) {
    request.flags.push_back(std::string("-I" ASSAY_SOURCE_DIR) + folder);
  }
  request.time_limit = std::chrono::seconds(60);
  return request;
}

void check_edit(const Edit& edit) {
  require(!edit.file.empty() && edit.line > 0 && edit.column > 0, "an edit has a place");
  require(
      edit.end_line > edit.line || (edit.end_line == edit.line && edit.end_column >= edit.column),
      "an edit ends where it begins, or after");
}

/// Whether the messages hold an error.
bool check_messages(const std::vector<Diagnostic>& messages) {
  bool has_error = false;
  for (const Diagnostic& message : messages) {
    require(!message.message.empty(), "a message says something");
    require(message.code != ErrorCode::InternalError,
            "no fault of Assay's own: " + message.message);
    require(message.severity == Severity::Warning || message.code.has_value(),
            "an error has a code");
    for (const Edit& edit : message.fixes) check_edit(edit);
    has_error = has_error || message.severity == Severity::Error;
  }
  return has_error;
}

}  // namespace

bool fuzz_c_source(Bytes input) {
  const Compiled compiled = compile_c(request_of(input, "input.c"));
  const bool has_error = check_messages(compiled.messages);
  require(has_error == compiled.object.empty(), "an object, or an error");
  if (has_error) return false;
  const auto object = read_object(compiled.object, "input.o");
  require(object.ok() || error_class(object.error().code) != ErrorClass::Internal,
          "the reader has no fault of its own");
  return true;
}

bool fuzz_c_header(Bytes input) {
  const Extracted extracted = extract_contracts(request_of(input, "input.h"));
  const bool has_error = check_messages(extracted.messages);
  require(has_error == extracted.contracts.empty(), "contracts, or an error");
  for (const Contract& contract : extracted.contracts) {
    require(contradictions(contract).empty(), "a contract that is read contradicts itself");
    require(!render_contract(contract).empty(), "a contract prints");
  }
  return !has_error;
}

}  // namespace assay::fuzz
