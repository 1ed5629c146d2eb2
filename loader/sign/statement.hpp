// SPDX-License-Identifier: Apache-2.0
// Signed statements: what a vendor or an operator wants of hosts. A release says which package,
// where and when; a kill switch is set and cleared; a downgrade is allowed. What a host makes of
// one is for loader/decide.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "loader/base/outcome.hpp"
#include "loader/sign/gates.hpp"
#include "loader/sign/root.hpp"
#include "loader/sign/signed_document.hpp"

namespace assay::loader {

/// From (inclusive) until (exclusive): nothing new starts.
struct FreezeWindow {
  Seconds from = 0;
  Seconds until = 0;

  friend bool operator==(const FreezeWindow&, const FreezeWindow&) = default;
};

/// One part in 10,000.
using Permyriad = std::uint64_t;
inline constexpr Permyriad kAllHosts = 10'000;

struct Release {
  std::string package;
  std::uint64_t version = 0;
  /// The package for each digest of a host's contract, both hexadecimal.
  std::map<std::string, std::string> digests;
  std::map<std::string, Permyriad> rings;  // a ring that is not named takes no part
  std::vector<FreezeWindow> freezes;
  std::set<std::string> held_groups;
  Gates gates;

  friend bool operator==(const Release&, const Release&) = default;
};

/// The longest name of a package, hook or program: a word of packages (docs/package.md).
inline constexpr std::size_t kLongestName = 255;

/// What a kill switch stops: "all", "hook/NAME", "package/NAME" or "program/PACKAGE/NAME".
struct Kill {
  std::string scope;
  friend bool operator==(const Kill&, const Kill&) = default;
};
struct Unkill {
  std::string scope;
  friend bool operator==(const Unkill&, const Unkill&) = default;
};
/// The floor of a package is lowered to `version`.
struct Downgrade {
  std::string package;
  std::uint64_t version = 0;
  friend bool operator==(const Downgrade&, const Downgrade&) = default;
};

struct Statement {
  std::uint64_t counter = 0;  // grows with each statement on one matter
  Seconds issued = 0;
  Seconds expires = 0;
  std::variant<Release, Kill, Unkill, Downgrade> says;

  friend bool operator==(const Statement&, const Statement&) = default;
};

/// What counters are kept by: "release/P", "kill/SCOPE" for kill and unkill alike, "downgrade/P".
[[nodiscard]] std::string matter_of(const Statement& statement);
[[nodiscard]] bool is_kill_scope(std::string_view scope);

[[nodiscard]] std::string write_statement(const Statement& statement);

/// A statement that the root's role `statement` signed. SignatureMissing, SignatureWrong, those of
/// the form, and StatementFromFuture where it was made after its own expiry. Neither its counter
/// nor its expiry is compared with anything: the host's state is not known here.
[[nodiscard]] Outcome<Statement> read_statement(const Root& root, const SignedDocument& document);

}  // namespace assay::loader
