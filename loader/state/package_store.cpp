// SPDX-License-Identifier: Apache-2.0
#include "loader/state/package_store.hpp"

#include <algorithm>

namespace assay::loader {
namespace {

constexpr std::string_view kPackagePrefix = "package-";

std::string file_of(const std::string& digest) { return std::string(kPackagePrefix) + digest; }

}  // namespace

Done keep_package(Files& files, const SignedPackage& package, const StoreLimits& limits) {
  const std::string& digest = package.digest;
  if (package.bytes.size() > limits.package_bytes) {
    return Refusal{RefusalCode::FileTooLarge, digest};
  }
  if (kept_package(files, digest, limits).ok()) return done();
  const Outcome<std::vector<std::string>> names = files.list();
  if (!names.ok()) return names.refusal();
  const auto others = std::count_if(names.value().begin(), names.value().end(), [&](const auto& n) {
    return n.starts_with(kPackagePrefix) && n != file_of(digest);
  });
  if (static_cast<std::size_t>(others) >= limits.packages) {
    return Refusal{RefusalCode::StoreFull, digest};
  }
  return replace(files, file_of(digest), package.bytes);
}

Outcome<Bytes> kept_package(const Files& files, const std::string& digest,
                            const StoreLimits& limits) {
  Outcome<Bytes> bytes = files.read(file_of(digest), limits.package_bytes);
  if (!bytes.ok()) return bytes;
  const Outcome<SignedPackage> package = read_signed_package(bytes.value());
  // With signatures behind it there would be other bytes of one digest.
  const bool same =
      package.ok() && package.value().digest == digest && package.value().signatures.empty();
  if (!same) {
    return Refusal{RefusalCode::StoredBytesChanged, digest};
  }
  return bytes;
}

Done keep_only(Files& files, const std::set<std::string>& digests) {
  const Outcome<std::vector<std::string>> names = files.list();
  if (!names.ok()) return names.refusal();
  for (const std::string& name : names.value()) {
    if (!name.starts_with(kPackagePrefix) || digests.contains(name.substr(kPackagePrefix.size())))
      continue;
    if (Done removed = files.remove(name); !removed.ok()) return removed;
  }
  return done();
}

}  // namespace assay::loader
