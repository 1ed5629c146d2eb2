// SPDX-License-Identifier: Apache-2.0
#include "api/boundary.hpp"

#include "ir/base/errors.hpp"

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
