// SPDX-License-Identifier: Apache-2.0
// The boundary that no exception crosses, and what a host's pointers are checked for.
#pragma once

#include <assay/loader.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "ir/base/boundary.hpp"
#include "loader/base/outcome.hpp"

struct assay_loader_error {
  std::string code;
  std::string message;
  std::string subject;
};

namespace assay::loader {

/// The refusal as a handle; where there is no memory for it, one that says so and is not freed.
[[nodiscard]] assay_loader_error* handle_of(const Refusal& refusal) noexcept;
[[nodiscard]] assay_loader_error* out_of_memory() noexcept;
/// A fault of Assay's own.
[[nodiscard]] assay_loader_error* fault_handle(const char* what) noexcept;

/// Calls `work`, which returns Done; null where it is done. What it throws becomes an error, too.
template <class Work>
[[nodiscard]] assay_loader_error* at_the_boundary(Work&& work) noexcept {
  return behind_the_boundary<assay_loader_error*>({out_of_memory, fault_handle}, [&] {
    const Done what = std::forward<Work>(work)();
    return what.ok() ? nullptr : handle_of(what.refusal());
  });
}

/// What a host must not do.
[[nodiscard]] inline Refusal misuse(std::string what) {
  return {RefusalCode::CallUnfit, std::move(what)};
}

/// Whether a host's struct, whose first member is its `struct_size` and of which this interface
/// knows `known` bytes, has all of them, and zeros where a later interface may have more.
[[nodiscard]] Done known_part_of(const void* given, std::size_t known, const char* name);
template <class Struct>
[[nodiscard]] Done known_part(const Struct& given, const char* name) {
  static_assert(offsetof(Struct, struct_size) == 0);
  return known_part_of(&given, sizeof(Struct), name);
}

/// The bytes at `bytes`, or what is wrong with the pointer.
[[nodiscard]] Outcome<std::span<const std::uint8_t>> bytes_at(const void* bytes, std::size_t size);

[[nodiscard]] inline std::string text_or(const char* text, const char* otherwise) {
  return text == nullptr ? otherwise : text;
}

}  // namespace assay::loader
