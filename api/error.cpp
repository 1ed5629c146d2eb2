// SPDX-License-Identifier: Apache-2.0
// What is told of an error, and the version.
#include "api/boundary.hpp"
#include "ir/base/errors.hpp"
#include "session/explain_pages.hpp"

const char* assay_version(void) { return ASSAY_VERSION; }

const char* assay_explain(const char* code) {
  if (code == nullptr) return nullptr;
  // A page is a string literal, which ends in a NUL.
  return assay::explain_page(code).data();
}

const char* assay_error_code(const assay_error* error) {
  return error == nullptr ? "" : error->code.c_str();
}

const char* assay_error_message(const assay_error* error) {
  return error == nullptr ? "" : error->message.c_str();
}

void assay_error_free(assay_error* error) {
  if (error != assay::out_of_memory()) delete error;
}
