// SPDX-License-Identifier: Apache-2.0
// The host's own copies of packages, by their digests. A package is copied before it is checked, so
// that what was checked is what runs, and kept without signatures, so that there is one copy for
// each digest; one that was changed on the disk is refused when it is read.
#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "loader/files/files.hpp"
#include "loader/sign/signed_package.hpp"

namespace assay::loader {

struct StoreLimits {
  std::size_t package_bytes = 32U << 20U;
  std::size_t packages = 64;
};

/// Keeps what of the package a host runs. FileTooLarge; StoreFull where so many others are kept.
/// Durable once the caller has called sync_folder().
[[nodiscard]] Done keep_package(Files& files, const SignedPackage& package,
                                const StoreLimits& limits);
/// Its bytes again. StoredBytesChanged where they are others; FileMissing.
[[nodiscard]] Outcome<Bytes> kept_package(const Files& files, const std::string& digest,
                                          const StoreLimits& limits);
/// Removes all that are not named, and what writings that a crash cut off have left behind.
[[nodiscard]] Done keep_only(Files& files, const std::set<std::string>& digests);

}  // namespace assay::loader
