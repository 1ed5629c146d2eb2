// SPDX-License-Identifier: Apache-2.0
#include "loader/sign/root.hpp"

#include <algorithm>
#include <optional>

#include "loader/base/hex.hpp"
#include "loader/document/fields.hpp"

namespace assay::loader {
namespace {

List keys_list(const std::set<PublicKey>& keys) {
  List list;
  for (const PublicKey& key : keys) list.push_back(Value{to_hex(key)});
  return list;
}

Value role_value(const Role& role) {
  return Value{Table{{"keys", Value{keys_list(role.keys)}}, {"threshold", Value{role.threshold}}}};
}

/// Keys or digests: hexadecimal, sorted and distinct.
bool is_sorted_hex(const std::vector<std::string>& texts) {
  return std::adjacent_find(texts.begin(), texts.end(), std::greater_equal<>()) == texts.end() &&
         std::all_of(texts.begin(), texts.end(),
                     [](const std::string& text) { return array_from_hex<32>(text).has_value(); });
}

std::set<PublicKey> keys_in(Fields& fields, std::string_view name) {
  const std::vector<std::string> texts = texts_in(fields, name);
  if (!is_sorted_hex(texts)) {
    fields.refuse(name);
    return {};
  }
  std::set<PublicKey> keys;
  for (const std::string& text : texts) keys.insert(*array_from_hex<32>(text));
  return keys;
}

Role role_in(Fields& fields, std::string_view name) {
  Fields members(fields.value(name));
  Role role{keys_in(members, "keys"), members.number("threshold")};
  if (!members.finish().ok()) fields.refuse(name);
  return role;
}

/// A threshold that its keys can reach, no key in two roles, none revoked.
bool is_usable(const Root& root) {
  std::set<PublicKey> seen = root.revoked_keys;
  for (const Role* role : {&root.root, &root.package, &root.statement}) {
    if (role->threshold == 0 || role->threshold > role->keys.size()) return false;
    for (const PublicKey& key : role->keys) {
      if (!seen.insert(key).second) return false;
    }
  }
  return true;
}

Outcome<Root> read_root(const std::string& text) {
  const Outcome<Value> document = read_document(text);
  if (!document.ok()) return document.refusal();
  Fields fields(document.value());
  if (fields.text("kind") != kind_word(SignedKind::Root) || fields.number("format") != 1) {
    return Refusal{RefusalCode::DocumentKindWrong, "root"};
  }
  Root root;
  root.version = fields.number("version");
  root.issued = fields.number("issued");
  root.expires = fields.number("expires");
  root.root = role_in(fields, "root");
  root.package = role_in(fields, "package");
  root.statement = role_in(fields, "statement");
  root.revoked_keys = keys_in(fields, "revoked_keys");
  const std::vector<std::string> digests = texts_in(fields, "revoked_digests");
  if (!is_sorted_hex(digests)) fields.refuse("revoked_digests");
  root.revoked_digests = {digests.begin(), digests.end()};
  root.floors = numbers_in(fields, "floors");
  if (const Done finished = fields.finish(); !finished.ok()) return finished.refusal();
  if (!is_usable(root)) return Refusal{RefusalCode::RootUnusable, {}};
  return root;
}

}  // namespace

std::string write_root(const Root& root) {
  return write_document(Value{Table{
      {"expires", Value{root.expires}},
      {"floors", table_value(root.floors)},
      {"format", Value{std::uint64_t{1}}},
      {"issued", Value{root.issued}},
      {"kind", Value{std::string(kind_word(SignedKind::Root))}},
      {"package", role_value(root.package)},
      {"revoked_digests", list_value({root.revoked_digests.begin(), root.revoked_digests.end()})},
      {"revoked_keys", Value{keys_list(root.revoked_keys)}},
      {"root", role_value(root.root)},
      {"statement", role_value(root.statement)},
      {"version", Value{root.version}},
  }});
}

Outcome<Root> first_root(const SignedDocument& document) {
  Outcome<Root> root = read_root(document.document);
  if (!root.ok()) return root;
  const Done own = check_signatures(document, SignedKind::Root, root.value().root);
  if (!own.ok()) return own.refusal();
  return root;
}

Outcome<Root> next_root(const Root& current, const SignedDocument& document) {
  const Done old = check_signatures(document, SignedKind::Root, current.root);
  if (!old.ok()) return old.refusal();
  Outcome<Root> next = first_root(document);
  if (!next.ok()) return next;
  if (next.value().version == 0 || next.value().version - 1 != current.version) {
    return Refusal{RefusalCode::RootVersionWrong, std::to_string(next.value().version)};
  }
  const Root& after = next.value();
  if (!std::ranges::includes(after.revoked_digests, current.revoked_digests) ||
      !std::ranges::includes(after.revoked_keys, current.revoked_keys)) {
    return Refusal{RefusalCode::RootForgets, std::to_string(after.version)};
  }
  return next;
}

}  // namespace assay::loader
