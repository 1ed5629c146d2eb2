// SPDX-License-Identifier: Apache-2.0
#include "loader/sign/statement.hpp"

#include <algorithm>
#include <optional>

#include "loader/base/hex.hpp"
#include "loader/document/fields.hpp"

namespace assay::loader {
namespace {

constexpr std::string_view kRelease = "release";
constexpr std::string_view kKill = "kill";
constexpr std::string_view kUnkill = "unkill";
constexpr std::string_view kDowngrade = "downgrade";

Value window_value(const FreezeWindow& window) {
  return Value{Table{{"from", Value{window.from}}, {"until", Value{window.until}}}};
}

/// Adds the members of each kind of statement.
struct MemberWriter {
  Table& table;

  void operator()(const Release& release) const {
    Table digests;
    for (const auto& [contract, digest] : release.digests) digests.emplace(contract, Value{digest});
    List freezes;
    for (const FreezeWindow& window : release.freezes) freezes.push_back(window_value(window));
    table.emplace("says", Value{std::string(kRelease)});
    table.emplace("package", Value{release.package});
    table.emplace("version", Value{release.version});
    table.emplace("digests", Value{std::move(digests)});
    table.emplace("rings", table_value(release.rings));
    table.emplace("freezes", Value{std::move(freezes)});
    table.emplace("held_groups",
                  list_value({release.held_groups.begin(), release.held_groups.end()}));
    table.emplace("gates", gates_value(release.gates));
  }
  void operator()(const Kill& kill) const {
    table.emplace("says", Value{std::string(kKill)});
    table.emplace("scope", Value{kill.scope});
  }
  void operator()(const Unkill& unkill) const {
    table.emplace("says", Value{std::string(kUnkill)});
    table.emplace("scope", Value{unkill.scope});
  }
  void operator()(const Downgrade& downgrade) const {
    table.emplace("says", Value{std::string(kDowngrade)});
    table.emplace("package", Value{downgrade.package});
    table.emplace("version", Value{downgrade.version});
  }
};

std::map<std::string, std::string> digests_in(Fields& fields) {
  std::map<std::string, std::string> digests;
  for (const auto& [contract, value] : fields.table("digests")) {
    const auto* digest = std::get_if<std::string>(&value.held);
    if (digest == nullptr || !array_from_hex<32>(contract) || !array_from_hex<32>(*digest)) {
      fields.refuse("digests");
      return {};
    }
    digests.emplace(contract, *digest);
  }
  if (digests.empty()) fields.refuse("digests");
  return digests;
}

std::vector<FreezeWindow> freezes_in(Fields& fields) {
  std::vector<FreezeWindow> freezes;
  for (const Value& value : fields.list("freezes")) {
    Fields window(value);
    freezes.push_back({window.number("from"), window.number("until")});
    if (!window.finish().ok()) fields.refuse("freezes");
  }
  return freezes;
}

/// The text that follows a prefix, or nothing of it.
std::string_view behind(std::string_view text, std::string_view prefix) {
  return text.starts_with(prefix) ? text.substr(prefix.size()) : std::string_view{};
}

/// Whether something can have that name.
bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kLongestName && is_plain(text);
}

std::string package_in(Fields& fields) {
  std::string package = fields.text("package");
  if (!is_name(package)) fields.refuse("package");
  return package;
}

Release release_in(Fields& fields) {
  Release release;
  release.package = package_in(fields);
  release.version = fields.number("version");
  release.digests = digests_in(fields);
  release.rings = numbers_in(fields, "rings");
  const bool too_many = std::any_of(release.rings.begin(), release.rings.end(),
                                    [](const auto& ring) { return ring.second > kAllHosts; });
  if (too_many) fields.refuse("rings");
  release.freezes = freezes_in(fields);
  const std::vector<std::string> groups = texts_in(fields, "held_groups");
  // One encoding of a set.
  if (std::adjacent_find(groups.begin(), groups.end(), std::greater_equal<>()) != groups.end()) {
    fields.refuse("held_groups");
  }
  release.held_groups = {groups.begin(), groups.end()};
  const std::optional<Gates> gates = gates_of(fields.value("gates"));
  if (!gates) fields.refuse("gates");
  release.gates = gates.value_or(Gates{});
  return release;
}

std::string scope_in(Fields& fields) {
  std::string scope = fields.text("scope");
  if (!is_kill_scope(scope)) fields.refuse("scope");
  return scope;
}

/// What it says; an unknown word is noted.
std::variant<Release, Kill, Unkill, Downgrade> says_in(Fields& fields) {
  const std::string word = fields.text("says");
  if (word == kRelease) return release_in(fields);
  if (word == kKill) return Kill{scope_in(fields)};
  if (word == kUnkill) return Unkill{scope_in(fields)};
  if (word == kDowngrade) return Downgrade{package_in(fields), fields.number("version")};
  fields.refuse("says");
  return Kill{};
}

struct Matter {
  std::string operator()(const Release& release) const { return "release/" + release.package; }
  std::string operator()(const Kill& kill) const { return "kill/" + kill.scope; }
  std::string operator()(const Unkill& unkill) const { return "kill/" + unkill.scope; }
  std::string operator()(const Downgrade& down) const { return "downgrade/" + down.package; }
};

}  // namespace

std::string matter_of(const Statement& statement) { return std::visit(Matter{}, statement.says); }

bool is_kill_scope(std::string_view scope) {
  if (scope == "all") return true;
  if (is_name(behind(scope, "hook/")) || is_name(behind(scope, "package/"))) return true;
  const std::string_view names = behind(scope, "program/");
  const std::size_t slash = names.find('/');
  return slash != std::string_view::npos && is_name(names.substr(0, slash)) &&
         is_name(names.substr(slash + 1));
}

std::string write_statement(const Statement& statement) {
  Table table{{"counter", Value{statement.counter}},
              {"expires", Value{statement.expires}},
              {"format", Value{std::uint64_t{1}}},
              {"issued", Value{statement.issued}},
              {"kind", Value{std::string(kind_word(SignedKind::Statement))}}};
  std::visit(MemberWriter{table}, statement.says);
  return write_document(Value{std::move(table)});
}

Outcome<Statement> read_statement(const Root& root, const SignedDocument& document) {
  const Done signed_well = check_signatures(document, SignedKind::Statement, root.statement);
  if (!signed_well.ok()) return signed_well.refusal();
  const Outcome<Value> value = read_document(document.document);
  if (!value.ok()) return value.refusal();
  Fields fields(value.value());
  if (fields.text("kind") != kind_word(SignedKind::Statement) || fields.number("format") != 1) {
    return Refusal{RefusalCode::DocumentKindWrong, "statement"};
  }
  Statement statement;
  statement.counter = fields.number("counter");
  statement.issued = fields.number("issued");
  statement.expires = fields.number("expires");
  statement.says = says_in(fields);
  if (const Done finished = fields.finish(); !finished.ok()) return finished.refusal();
  if (statement.issued > statement.expires) {
    return Refusal{RefusalCode::StatementFromFuture, matter_of(statement)};
  }
  return statement;
}

}  // namespace assay::loader
