// SPDX-License-Identifier: Apache-2.0
// A host that was started with --unsigned vouches itself for whatever the checker accepts: it has
// keys of its own, and signs package and release of what it is brought. So admission asks of such a
// package all that it asks of any other.
#pragma once

#include <string>
#include <string_view>

#include "loader/admission/admission.hpp"

namespace assay::host {

/// The name of the file with the seed, in the folder of the state. Where it lies the host is one
/// that was installed so.
inline constexpr const char* kSeedFile = "unsigned-seed";

class OwnVouching {
 public:
  /// Makes a seed in a folder that has none.
  [[nodiscard]] static loader::Outcome<OwnVouching> make(loader::Files& files);
  /// FileMissing where the host was installed otherwise.
  [[nodiscard]] static loader::Outcome<OwnVouching> open(const loader::Files& files);

  /// The root document under which its keys count.
  [[nodiscard]] std::string root() const;
  /// Signs for the package, which was checked, and submits it. MapsTooLarge and StoreFull before it
  /// says anything.
  [[nodiscard]] loader::Done submit(loader::Admission& admission,
                                    std::span<const std::uint8_t> package,
                                    const loader::CheckedPackage& checked,
                                    const std::vector<loader::HookSpec>& hooks,
                                    const std::string& who) const;

  /// To which ring hosts belong that nobody told another.
  void set_ring(const std::string& ring) { ring_ = ring; }

 private:
  explicit OwnVouching(const loader::KeySeed& seed) : seed_(seed) {}
  [[nodiscard]] loader::KeySeed key_for(std::string_view role) const;

  loader::KeySeed seed_;
  std::string ring_;
};

}  // namespace assay::host
