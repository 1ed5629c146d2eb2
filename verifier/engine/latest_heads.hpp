// SPDX-License-Identifier: Apache-2.0
// The latest round of each loop on the way to a state, as a map that states share.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>

namespace assay {

/// An immutable map from the number of a loop head's place to the last node there. A changed copy
/// shares everything else with its original (path copying in a trie of fixed depth; Bagwell, Ideal
/// hash trees, 2001), so that a chain of n loops takes n log n, not n^2. Copies are cheap.
class LatestHeads {
 public:
  /// Numbers of places are smaller than this.
  static constexpr std::uint32_t kMostPlaces = std::uint32_t{1} << 20;

  /// The node that was noted last for `place`, or nothing.
  [[nodiscard]] std::optional<std::uint32_t> of(std::uint32_t place) const;
  /// The same map, but with `node` noted for `place`.
  [[nodiscard]] LatestHeads with(std::uint32_t place, std::uint32_t node) const;

 private:
  struct Node;
  using Link = std::shared_ptr<const Node>;
  static constexpr unsigned kBits = 4;  // of a place's number that each level decides
  static constexpr unsigned kWays = 1U << kBits;
  static constexpr std::uint32_t kNothing = ~std::uint32_t{0};
  /// Level 0 holds the nodes that are noted, the levels above it hold links.
  struct Node {
    std::array<Link, kWays> below;
    std::array<std::uint32_t, kWays> noted;
    Node() { noted.fill(kNothing); }
  };
  [[nodiscard]] static unsigned way_of(std::uint32_t place, unsigned level);
  [[nodiscard]] static Link changed(const Link& old, unsigned level, std::uint32_t place,
                                    std::uint32_t node);

  Link root_;
};

}  // namespace assay
