// SPDX-License-Identifier: Apache-2.0
// A document and its signatures as one text (ADR 37): the document's line, then a line a signature,
// "KEY SIGNATURE" in hexadecimal, sorted by key. What is signed are the document's bytes as they
// stand, behind its kind. Whose keys count is for the root document to say (root.hpp).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "loader/base/outcome.hpp"
#include "loader/sign/role.hpp"

namespace assay::loader {

/// What keys are asked about: none signs for another. Packages are signed otherwise
/// (signed_package.hpp).
enum class SignedKind : std::uint8_t { Root, Statement };
/// "root": the word in the document's member `kind` and in what is signed.
[[nodiscard]] std::string_view kind_word(SignedKind kind);

struct SignedDocument {
  std::string document;
  std::map<PublicKey, Signature> signatures;
};

/// The longest text that is looked at, and the most signatures.
inline constexpr std::size_t kLongestSigned = (1U << 20U) + 16'384;
inline constexpr std::size_t kMostSignatures = 64;

/// DocumentTooLarge, DocumentMalformed. The document itself is not parsed.
[[nodiscard]] Outcome<SignedDocument> read_signed(std::string_view text);
[[nodiscard]] std::string write_signed(const SignedDocument& document);

/// Adds the signature of a key, in place of one that the key made before.
void add_signature(SignedDocument& document, SignedKind kind, const KeySeed& seed);

/// Whether enough of the role's keys have signed the document as one of that kind (role.hpp).
[[nodiscard]] Done check_signatures(const SignedDocument& document, SignedKind kind,
                                    const Role& role);

}  // namespace assay::loader
