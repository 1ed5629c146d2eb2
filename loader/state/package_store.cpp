// SPDX-License-Identifier: Apache-2.0
#include "loader/state/package_store.hpp"

#include <algorithm>

#include "ir/digest/sha256.hpp"
#include "loader/base/hex.hpp"

namespace assay::loader {
namespace {

constexpr std::string_view kPrefix = "package-";

std::string file_of(const std::string& digest) { return std::string(kPrefix) + digest; }

}  // namespace

std::string digest_of_package(std::span<const std::uint8_t> package) {
  return to_hex(sha256(package));
}

Done keep_package(Files& files, std::span<const std::uint8_t> package, const StoreLimits& limits) {
  const std::string digest = digest_of_package(package);
  if (package.size() > limits.package_bytes) return Refusal{RefusalCode::FileTooLarge, digest};
  if (kept_package(files, digest, limits).ok()) return done();
  const Outcome<std::vector<std::string>> names = files.list();
  if (!names.ok()) return names.refusal();
  const auto others = std::count_if(names.value().begin(), names.value().end(), [&](const auto& n) {
    return n.starts_with(kPrefix) && n != file_of(digest);
  });
  if (static_cast<std::size_t>(others) >= limits.packages) {
    return Refusal{RefusalCode::StoreFull, digest};
  }
  return replace(files, file_of(digest), package);
}

Outcome<Bytes> kept_package(const Files& files, const std::string& digest,
                            const StoreLimits& limits) {
  Outcome<Bytes> bytes = files.read(file_of(digest), limits.package_bytes);
  if (!bytes.ok()) return bytes;
  if (digest_of_package(bytes.value()) != digest) {
    return Refusal{RefusalCode::StoredBytesChanged, digest};
  }
  return bytes;
}

Done keep_only(Files& files, const std::set<std::string>& digests) {
  const Outcome<std::vector<std::string>> names = files.list();
  if (!names.ok()) return names.refusal();
  for (const std::string& name : names.value()) {
    if (!name.starts_with(kPrefix) || digests.contains(name.substr(kPrefix.size()))) continue;
    if (Done removed = files.remove(name); !removed.ok()) return removed;
  }
  return done();
}

}  // namespace assay::loader
