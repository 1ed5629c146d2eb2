// SPDX-License-Identifier: Apache-2.0
// A host's own executor as the loader's: programs that run through the host's functions.
#pragma once

#include <assay/loader.h>

#include <cstddef>

#include "ir/interpreter/event.hpp"
#include "loader/admission/check.hpp"

namespace assay::loader {

/// An event that only the host's executor knows. The programs of executor_load() take no other.
struct HostEvent : Event {
  HostEvent(const void* host_bytes, std::size_t host_size) : bytes(host_bytes), size(host_size) {}
  const void* bytes;
  std::size_t size;
};

/// CallUnfit where the executor lacks something.
[[nodiscard]] Outcome<assay_loader_executor> executor_of(const assay_loader_executor& given);

/// The Load of a host that runs programs itself. ProgramNotReady.
[[nodiscard]] Load executor_load(const assay_loader_executor& executor);

}  // namespace assay::loader
