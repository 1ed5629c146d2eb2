// SPDX-License-Identifier: Apache-2.0
// From verified programs to a package. What cannot be in one is refused, never left out.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/contract/contract.hpp"
#include "ir/package/package.hpp"
#include "ir/program/program.hpp"

namespace assay {

/// Whose package it is. Nothing here is proved.
struct PackageIdentity {
  std::string name;
  std::uint64_t version = 0;
  std::string tool;
  std::string tool_version;
  std::uint64_t time = 0;  // seconds since 1970, or 0
};

/// A program, and what is known of it.
struct ProvedProgram {
  std::shared_ptr<const Program> program;
  std::shared_ptr<const Contract> contract;
  std::uint64_t worst_case = 0;
  std::uint32_t context_bytes = 0;
  std::vector<std::uint32_t> certificate_of_way;
  std::vector<std::vector<std::uint8_t>> certificates;
};

/// The package of these programs, which announces no work yet. The same programs give the same
/// package, in whatever order. Error: NotSealable.
[[nodiscard]] Result<SealedPackage> pack(const PackageIdentity& identity,
                                         std::span<const ProvedProgram> programs);

/// The digest of those facts of the contract that the program touches, absent ones included: all
/// but helpers that it does not call, and kinds of maps that it does not use.
[[nodiscard]] Sha256 touched_digest(const Program& program, const Contract& contract);

}  // namespace assay
