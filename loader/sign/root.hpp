// SPDX-License-Identifier: Apache-2.0
// The root document: which keys sign what, and what is revoked. It comes with the host; each later
// one is signed by the threshold of the one before and by its own (The Update Framework
// specification 1.0.33, section 5.3). How it changes what a host has noted is for loader/decide.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "loader/document/document.hpp"
#include "loader/sign/signed_document.hpp"

namespace assay::loader {

/// Seconds since 1970.
using Seconds = std::uint64_t;

struct Root {
  std::uint64_t version = 0;
  Seconds issued = 0;
  Seconds expires = 0;
  Role root;
  Role package;
  Role statement;
  std::set<PublicKey> revoked_keys;       // never in a role
  std::set<std::string> revoked_digests;  // of packages, hexadecimal
  /// Floors that hold in place of those that the host has noted, by package: the way back from a
  /// version that a stolen key has raised.
  std::map<std::string, std::uint64_t> floors;

  friend bool operator==(const Root&, const Root&) = default;
};

[[nodiscard]] std::string write_root(const Root& root);

/// The root that a host is installed with: signed by its own threshold.
/// DocumentMalformed and the like, SignatureMissing, SignatureWrong, RootUnusable.
[[nodiscard]] Outcome<Root> first_root(const SignedDocument& document);

/// The root after `current`: also RootVersionWrong where it is not the next version, and
/// RootForgets where it does not revoke all that `current` does: what was revoked stays so. Its
/// expiry is no condition here: a later one may follow that has not expired.
[[nodiscard]] Outcome<Root> next_root(const Root& current, const SignedDocument& document);

}  // namespace assay::loader
