// SPDX-License-Identifier: Apache-2.0
#include "ir/package/parts.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "ir/base/bytes.hpp"
#include "ir/base/check.hpp"

namespace assay {

namespace {

using ByteSpan = std::span<const std::uint8_t>;

constexpr std::size_t kEntry = wire::kKeyBytes + wire::kSignatureBytes;
constexpr std::size_t kTail = wire::kDigestBytes + wire::kTrailerLengthBytes;

PackageFault too_short(ByteSpan package) { return {package.size(), "it ends too early"}; }

/// The signatures of a trailer; nothing where it is written otherwise than joined() writes it.
std::optional<Signatures> signatures_in(ByteSpan trailer) {
  Signatures out;
  for (; trailer.size() >= kEntry; trailer = trailer.subspan(kEntry)) {
    Signatures::key_type key;
    std::ranges::copy(trailer.first<wire::kKeyBytes>(), key.begin());
    if (!out.empty() && out.rbegin()->first >= key) return std::nullopt;
    std::ranges::copy(trailer.subspan<wire::kKeyBytes, wire::kSignatureBytes>(), out[key].begin());
  }
  return trailer.empty() ? std::optional(out) : std::nullopt;
}

}  // namespace

std::variant<PackageParts, PackageFault> parts_of(ByteSpan package) {
  const auto begin = package.first(std::min(package.size(), std::size(wire::kPackageMagic)));
  if (!std::ranges::equal(begin, wire::kPackageMagic))
    return PackageFault{0, "it does not begin as a sealed package does"};
  if (package.size() < wire::kHeadBytes) return too_short(package);
  if (u32_at(package, wire::kHeadVersion) != wire::kPackageVersion)
    return PackageFault{wire::kHeadVersion, "it is of another version of packages"};
  const std::uint64_t size = std::uint64_t{*u32_at(package, wire::kHeadBody + 4)} << 32 |
                             *u32_at(package, wire::kHeadBody);
  if (size < wire::kHeadBytes || !inside(size, kTail, package.size())) return too_short(package);
  PackageParts out;
  out.sealed = package.first(size);
  out.digest = sha256(out.sealed);
  if (!std::ranges::equal(out.digest, package.subspan(size, wire::kDigestBytes)))
    return PackageFault{size, "it was changed: its digest is another one"};
  const ByteSpan trailer = package.subspan(size + kTail);
  const std::uint32_t length = *u32_at(package, size + wire::kDigestBytes);
  const bool ends = length == trailer.size() && length <= wire::kMostTrailerBytes;
  auto signatures = ends ? signatures_in(trailer) : std::nullopt;
  if (!signatures) return PackageFault{size + kTail, "its signatures are not in their one form"};
  out.signatures = *std::move(signatures);
  return out;
}

std::vector<std::uint8_t> joined(const PackageParts& parts) {
  ASSAY_CHECK(parts.signatures.size() <= wire::kMostSignatures, "a trailer that is too long");
  std::vector<std::uint8_t> out(parts.sealed.begin(), parts.sealed.end());
  const auto put = [&out](ByteSpan run) { out.insert(out.end(), run.begin(), run.end()); };
  put(parts.digest);
  const std::size_t length = parts.signatures.size() * kEntry;
  for (unsigned i = 0; i < wire::kTrailerLengthBytes; ++i)
    out.push_back(static_cast<std::uint8_t>(length >> (8 * i)));
  for (const auto& [key, signature] : parts.signatures) {
    put(key);
    put(signature);
  }
  return out;
}

}  // namespace assay
