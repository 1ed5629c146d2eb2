// SPDX-License-Identifier: Apache-2.0
// What a host keeps and what is signed for it (ADR 37): each that is read has one text.
#include "evidence/fuzz/targets.hpp"
#include "ir/digest/sha256.hpp"
#include "loader/state/state.hpp"
#include "support/signing.hpp"

namespace assay::fuzz {
namespace {

using namespace loader;

/// Signed by the keys of these letters: a reader looks at nothing that is not.
SignedDocument signed_document(Bytes input, SignedKind kind, std::string_view letters) {
  return signed_by(std::string(text_of(input)), kind, letters);
}

/// The text of signatures is read as it is written; a document with a line feed has none.
void check_signed_text(Bytes input, const SignedDocument& made) {
  const auto any = read_signed(text_of(input));
  if (any.ok()) require(write_signed(any.value()) == text_of(input), "a signed text has one form");
  const auto own = read_signed(write_signed(made));
  if (own.ok()) {
    require(own.value().document == made.document, "a signed document is read as it was signed");
  }
}

}  // namespace

bool fuzz_state(Bytes input) {
  static_cast<void>(read_state(text_of(input)));
  const std::string document(text_of(input));
  const std::string text = document + '\n' + to_hex(sha256(document)) + '\n';
  const auto state = read_state(text);
  if (!state.ok()) return false;
  require(write_state(state.value()) == text, "a state has one text");
  return true;
}

bool fuzz_statement(Bytes input) {
  const SignedDocument document = signed_document(input, SignedKind::Statement, "s");
  check_signed_text(input, document);
  const auto statement = read_statement(test_root(), document);
  if (!statement.ok()) return false;
  require(write_statement(statement.value()) == document.document, "a statement has one text");
  require(matter_of(statement.value()).size() <= 2 * kLongestName + sizeof("downgrade//"),
          "a matter is no longer than its names");
  return true;
}

bool fuzz_root(Bytes input) {
  const SignedDocument document = signed_document(input, SignedKind::Root, "abc");
  check_signed_text(input, document);
  const auto first = first_root(document);
  const auto next = next_root(test_root(), document);
  if (!first.ok()) {
    require(!next.ok(), "a root that no host can be installed with follows none");
    return false;
  }
  const Root& root = first.value();
  require(write_root(root) == document.document, "a root has one text");
  require(root.root.threshold != 0 && root.root.threshold <= root.root.keys.size(),
          "its own keys can reach its threshold");
  if (next.ok()) require(next.value().version == test_root().version + 1, "versions follow");
  return true;
}

}  // namespace assay::fuzz
