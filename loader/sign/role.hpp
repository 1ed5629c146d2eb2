// SPDX-License-Identifier: Apache-2.0
// A role of the root document: whose keys count for one thing, and how many of them must sign it.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "loader/base/outcome.hpp"
#include "loader/sign/key.hpp"

namespace assay::loader {

struct Role {
  std::set<PublicKey> keys;
  std::uint64_t threshold = 0;

  friend bool operator==(const Role&, const Role&) = default;
};

/// SignatureMissing, about `what`, where fewer of the role's keys have signed the message than its
/// threshold; SignatureWrong where a signature of one of them does not hold. Signatures of other
/// keys say nothing.
[[nodiscard]] Done check_signatures(const Role& role, std::string_view message,
                                    const std::map<PublicKey, Signature>& signatures,
                                    std::string_view what);

}  // namespace assay::loader
