// SPDX-License-Identifier: Apache-2.0
// The host's own copies of packages, by the digest of their bytes. A package is copied before it is
// checked, so that what was checked is what runs; a copy that was changed on the disk is refused
// when it is read.
#pragma once

#include <cstddef>
#include <set>
#include <span>
#include <string>

#include "loader/files/files.hpp"

namespace assay::loader {

struct StoreLimits {
  std::size_t package_bytes = 32U << 20U;
  std::size_t packages = 64;
};

/// The name of a package's bytes: SHA-256, hexadecimal.
[[nodiscard]] std::string digest_of_package(std::span<const std::uint8_t> package);

/// Keeps the bytes under their digest. FileTooLarge; StoreFull where so many others are kept.
/// Durable once the caller has called sync_folder().
[[nodiscard]] Done keep_package(Files& files, std::span<const std::uint8_t> package,
                                const StoreLimits& limits);
/// The bytes again. StoredBytesChanged where they are others; FileMissing.
[[nodiscard]] Outcome<Bytes> kept_package(const Files& files, const std::string& digest,
                                          const StoreLimits& limits);
/// Removes all that are not named, and what writings that a crash cut off have left behind.
[[nodiscard]] Done keep_only(Files& files, const std::set<std::string>& digests);

}  // namespace assay::loader
