// SPDX-License-Identifier: Apache-2.0
// Keys as files, and what is signed with them, for `assay keygen`, `assay sign` and `assay seal`.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "loader/sign/root.hpp"
#include "loader/sign/signed_document.hpp"
#include "loader/sign/signed_package.hpp"

namespace assay {

/// Writes "assay: error: SENTENCE: SUBJECT [CODE]" to standard error; the exit status.
int tell(const loader::Refusal& refusal);

/// Makes a key in a new file that its owner alone may read, and its public half in FILE.pub; the
/// public key. FileUnwritable, also where the file is there.
[[nodiscard]] loader::Outcome<loader::PublicKey> make_key(const std::string& file);

/// The public keys: each word is 64 hexadecimal digits, or a file that make_key() wrote.
[[nodiscard]] loader::Outcome<std::set<loader::PublicKey>> public_keys(
    const std::vector<std::string>& words);

/// The keys that make_key() wrote into these files.
[[nodiscard]] loader::Outcome<std::vector<loader::KeySeed>> keys_in(
    const std::vector<std::string>& files);

/// The package with the signature of each key besides those that it has. PackageMalformed,
/// TooManySignatures.
[[nodiscard]] loader::Outcome<loader::Bytes> signed_package(
    loader::Bytes package, const std::vector<loader::KeySeed>& keys);

/// What every `assay sign` of a document has besides it.
struct SignArguments {
  std::vector<std::string> keys;  // files of make_key()
  std::string output;
  std::uint64_t days = 30;  // until it expires
};

/// When a document that is signed now was issued, and when it expires.
struct Validity {
  loader::Seconds issued = 0;
  loader::Seconds expires = 0;
};
[[nodiscard]] Validity validity(const SignArguments& arguments);

/// Signs the document with all keys, and writes both; the exit status.
int sign_and_write(const SignArguments& arguments, loader::SignedKind kind, std::string document);

}  // namespace assay
