// SPDX-License-Identifier: Apache-2.0
#include "loader/api/boundary.hpp"

#include <algorithm>
#include <cstring>

namespace assay::loader {
namespace {

/// Of no interface, however late, is a struct longer.
constexpr std::size_t kLongestStruct = 4096;

/// Handed out where there is no memory for another one; never freed. Its words are so short that
/// they need none themselves.
assay_loader_error& no_memory() {
  static assay_loader_error error{"L713", "out of memory", ""};
  return error;
}

}  // namespace

assay_loader_error* out_of_memory() noexcept { return &no_memory(); }

assay_loader_error* handle_of(const Refusal& refusal) noexcept {
  try {
    return new assay_loader_error{std::string(refusal_id(refusal.code)),
                                  std::string(refusal_sentence(refusal.code)), refusal.subject};
  } catch (...) {
    return out_of_memory();
  }
}

assay_loader_error* fault_handle(const char* what) noexcept {
  try {
    return handle_of({RefusalCode::HostFault, what});
  } catch (...) {
    return out_of_memory();
  }
}

Done known_part_of(const void* given, std::size_t known, const char* name) {
  std::size_t size = 0;
  std::memcpy(&size, given, sizeof size);
  const bool is_size = size >= known && size <= kLongestStruct;
  if (!is_size) return misuse(std::string("struct_size is not the size of ") + name);
  const std::span more(static_cast<const std::uint8_t*>(given) + known, size - known);
  const bool says_more = std::ranges::any_of(more, [](std::uint8_t byte) { return byte != 0; });
  if (says_more) return misuse(std::string(name) + " says what this version does not know");
  return done();
}

Outcome<std::span<const std::uint8_t>> bytes_at(const void* bytes, std::size_t size) {
  if (bytes == nullptr && size != 0) return misuse("the bytes are a null pointer");
  return std::span(static_cast<const std::uint8_t*>(bytes), size);
}

}  // namespace assay::loader

const char* assay_loader_version(void) { return ASSAY_VERSION; }

const char* assay_loader_error_code(const assay_loader_error* error) {
  return error == nullptr ? "" : error->code.c_str();
}

const char* assay_loader_error_message(const assay_loader_error* error) {
  return error == nullptr ? "" : error->message.c_str();
}

const char* assay_loader_error_subject(const assay_loader_error* error) {
  return error == nullptr ? "" : error->subject.c_str();
}

void assay_loader_error_free(assay_loader_error* error) {
  if (error != assay::loader::out_of_memory()) delete error;
}
