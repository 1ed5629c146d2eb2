// SPDX-License-Identifier: Apache-2.0
#include <span>

#include "api/boundary.hpp"
#include "session/explain_pages.hpp"

namespace assay {
namespace {

/// Handed out where there is no memory for another one; never freed. Its words are so short that
/// they need none themselves.
assay_error& no_memory() {
  static assay_error error{"A109", "out of memory"};
  return error;
}

}  // namespace

assay_error* out_of_memory() noexcept { return &no_memory(); }

assay_error* handle_of(const Error& error) noexcept {
  try {
    return new assay_error{std::string(error_id(error.code)), error.message};
  } catch (...) {
    return out_of_memory();
  }
}

assay_error* fault_handle(const char* what) noexcept {
  try {
    return handle_of({ErrorCode::InternalError, what});
  } catch (...) {
    return out_of_memory();
  }
}

Result<std::span<const std::uint8_t>> bytes_at(const void* bytes, std::size_t size) {
  if (bytes == nullptr && size != 0) return misuse("the bytes are a null pointer");
  return std::span(static_cast<const std::uint8_t*>(bytes), size);
}

}  // namespace assay

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
