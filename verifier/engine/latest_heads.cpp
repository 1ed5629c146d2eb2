// SPDX-License-Identifier: Apache-2.0
#include "verifier/engine/latest_heads.hpp"

#include "ir/base/check.hpp"

namespace assay {
namespace {

constexpr unsigned kLevels = 5;

}  // namespace

unsigned LatestHeads::way_of(std::uint32_t place, unsigned level) {
  static_assert(kMostPlaces == 1U << (kBits * kLevels));
  return (place >> (kBits * level)) % kWays;
}

std::optional<std::uint32_t> LatestHeads::of(std::uint32_t place) const {
  const Node* at = root_.get();
  for (unsigned level = kLevels - 1; at != nullptr && level > 0; --level)
    at = at->below.at(way_of(place, level)).get();
  if (at == nullptr) return std::nullopt;
  const std::uint32_t node = at->noted.at(way_of(place, 0));
  return node == kNothing ? std::nullopt : std::optional(node);
}

LatestHeads LatestHeads::with(std::uint32_t place, std::uint32_t node) const {
  ASSAY_CHECK(place < kMostPlaces, "more places than a map of loop heads can tell apart");
  LatestHeads out;
  out.root_ = changed(root_, kLevels - 1, place, node);
  return out;
}

LatestHeads::Link LatestHeads::changed(const Link& old, unsigned level, std::uint32_t place,
                                       std::uint32_t node) {
  auto copy = old ? std::make_shared<Node>(*old) : std::make_shared<Node>();
  const unsigned way = way_of(place, level);
  if (level == 0) {
    copy->noted.at(way) = node;
  } else {
    copy->below.at(way) = changed(copy->below.at(way), level - 1, place, node);
  }
  return copy;
}

}  // namespace assay
