// SPDX-License-Identifier: Apache-2.0
// The boundary that no exception crosses, and what a host's pointers are checked for.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>

#include "api/handles.hpp"
#include "ir/base/boundary.hpp"
#include "ir/base/errors.hpp"
#include "ir/base/result.hpp"

namespace assay {

/// The error as a handle; where there is no memory for it, one that says so and is not freed.
[[nodiscard]] assay_error* handle_of(const Error& error) noexcept;
[[nodiscard]] assay_error* out_of_memory() noexcept;

/// A fault of Assay's own.
[[nodiscard]] assay_error* fault_handle(const char* what) noexcept;

/// Calls `work`, which returns an optional Error; null where there is none. What it throws becomes
/// an error, too.
template <class Work>
[[nodiscard]] assay_error* at_the_boundary(Work&& work) noexcept {
  return behind_the_boundary<assay_error*>({out_of_memory, fault_handle}, [&] {
    const std::optional<Error> error = std::forward<Work>(work)();
    return error ? handle_of(*error) : nullptr;
  });
}

/// What a host must not do, as an error.
[[nodiscard]] inline Error misuse(std::string what) {
  return {ErrorCode::UsageError, std::move(what)};
}

/// The bytes at `bytes`, or what is wrong with the pointer.
[[nodiscard]] Result<std::span<const std::uint8_t>> bytes_at(const void* bytes, std::size_t size);

/// A string that may be null, which is empty.
[[nodiscard]] inline std::string text_at(const char* text) { return text == nullptr ? "" : text; }

}  // namespace assay
