// SPDX-License-Identifier: Apache-2.0
#include "loader/sign/signed_document.hpp"

#include <optional>
#include <utility>

#include "ir/base/check.hpp"
#include "loader/base/hex.hpp"

namespace assay::loader {
namespace {

std::string signed_bytes(const SignedDocument& document, SignedKind kind) {
  return "assay " + std::string(kind_word(kind)) + " 1\n" + document.document;
}

/// The text up to the next line feed, which it takes off; nothing where there is none.
std::optional<std::string_view> next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::optional<std::pair<PublicKey, Signature>> signature_in(std::string_view line) {
  constexpr std::size_t kKeyDigits = 64;
  if (line.size() <= kKeyDigits || line[kKeyDigits] != ' ') return std::nullopt;
  const auto key = array_from_hex<32>(line.substr(0, kKeyDigits));
  const auto signature = array_from_hex<64>(line.substr(kKeyDigits + 1));
  if (!key || !signature) return std::nullopt;
  return std::pair(*key, *signature);
}

}  // namespace

std::string_view kind_word(SignedKind kind) {
  switch (kind) {
    case SignedKind::Root:
      return "root";
    case SignedKind::Statement:
      return "statement";
  }
  internal_fault(__FILE__, __LINE__, "a kind of document without a word");
}

Outcome<SignedDocument> read_signed(std::string_view text) {
  if (text.size() > kLongestSigned) return Refusal{RefusalCode::DocumentTooLarge, {}};
  const Refusal malformed{RefusalCode::DocumentMalformed, "signatures"};
  SignedDocument document;
  const std::optional<std::string_view> first = next_line(text);
  if (!first) return malformed;
  document.document = *first;
  while (!text.empty()) {
    const std::optional<std::string_view> line = next_line(text);
    if (!line) return malformed;
    const auto signature = signature_in(*line);
    const bool sorted = signature && (document.signatures.empty() ||
                                      document.signatures.rbegin()->first < signature->first);
    if (!sorted || document.signatures.size() == kMostSignatures) return malformed;
    document.signatures.insert(*signature);
  }
  return document;
}

std::string write_signed(const SignedDocument& document) {
  std::string text = document.document + '\n';
  for (const auto& [key, signature] : document.signatures) {
    text += to_hex(key) + ' ' + to_hex(signature) + '\n';
  }
  return text;
}

void add_signature(SignedDocument& document, SignedKind kind, const KeySeed& seed) {
  document.signatures[public_key_of(seed)] = sign(seed, signed_bytes(document, kind));
}

Done check_signatures(const SignedDocument& document, SignedKind kind, const Role& role) {
  return check_signatures(role, signed_bytes(document, kind), document.signatures, kind_word(kind));
}

}  // namespace assay::loader
