// SPDX-License-Identifier: Apache-2.0
#include "loader/state/state.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "ir/digest/sha256.hpp"
#include "loader/base/hex.hpp"
#include "loader/document/fields.hpp"

namespace assay::loader {
namespace {

constexpr std::array<const char*, 2> kCopies = {"state-a", "state-b"};
constexpr std::size_t kDigits = 64;
/// 3: from when on releases are heard. 2: kill switches of statements and of administrators apart,
/// and the contracts of versions.
constexpr std::uint64_t kFormat = 3;

Value versions_value(const Versions& versions) {
  Table table;
  for (const auto& [package, list] : versions) {
    List values;
    for (const Version& version : list) {
      values.push_back(
          Value{Table{{"digest", Value{version.digest}}, {"number", Value{version.number}}}});
    }
    table.emplace(package, Value{std::move(values)});
  }
  return Value{std::move(table)};
}

std::vector<Version> version_list(Fields& fields, std::string_view name, const Value& value) {
  std::vector<Version> versions;
  const auto* list = std::get_if<List>(&value.held);
  if (list == nullptr || list->empty() || list->size() > kMostVersions) {
    fields.refuse(name);
    return versions;
  }
  for (const Value& element : *list) {
    Fields members(element);
    Version version{members.number("number"), members.text("digest")};
    if (!members.finish().ok() || !array_from_hex<32>(version.digest)) fields.refuse(name);
    versions.push_back(std::move(version));
  }
  return versions;
}

Versions versions_in(Fields& fields, std::string_view name) {
  Versions versions;
  for (const auto& [package, value] : fields.table(name)) {
    versions.emplace(package, version_list(fields, name, value));
  }
  return versions;
}

Value quarantine_value(const std::map<std::string, std::string>& quarantine) {
  Table table;
  for (const auto& [digest, code] : quarantine) table.emplace(digest, Value{code});
  return Value{std::move(table)};
}

std::map<std::string, std::string> quarantine_in(Fields& fields) {
  std::map<std::string, std::string> quarantine;
  for (const auto& [digest, value] : fields.table("quarantine")) {
    const auto* code = std::get_if<std::string>(&value.held);
    if (code == nullptr || !refusal_named(*code)) {
      fields.refuse("quarantine");
      return {};
    }
    quarantine.emplace(digest, *code);
  }
  return quarantine;
}

Value all_gates_value(const std::map<std::string, Gates>& gates) {
  Table table;
  for (const auto& [digest, of_it] : gates) table.emplace(digest, gates_value(of_it));
  return Value{std::move(table)};
}

std::map<std::string, Gates> all_gates_in(Fields& fields) {
  std::map<std::string, Gates> gates;
  for (const auto& [digest, value] : fields.table("gates")) {
    const std::optional<Gates> of_it = gates_of(value);
    if (!of_it) {
      fields.refuse("gates");
      return {};
    }
    gates.emplace(digest, *of_it);
  }
  return gates;
}

Value contracts_value(const std::map<std::string, std::set<std::string>>& contracts) {
  Table table;
  for (const auto& [digest, of_it] : contracts) {
    table.emplace(digest, list_value({of_it.begin(), of_it.end()}));
  }
  return Value{std::move(table)};
}

std::map<std::string, std::set<std::string>> contracts_in(Fields& fields) {
  std::map<std::string, std::set<std::string>> contracts;
  for (const auto& [digest, value] : fields.table("contracts")) {
    const auto* list = std::get_if<List>(&value.held);
    std::set<std::string>& of_it = contracts[digest];
    for (const Value& element : list == nullptr ? List{} : *list) {
      const auto* contract = std::get_if<std::string>(&element.held);
      if (contract != nullptr && array_from_hex<32>(*contract)) of_it.insert(*contract);
    }
    // One encoding of a set.
    if (of_it.empty() || value != list_value({of_it.begin(), of_it.end()})) {
      fields.refuse("contracts");
    }
  }
  return contracts;
}

std::set<std::string> kills_in(Fields& fields, std::string_view name) {
  const std::vector<std::string> kills = texts_in(fields, name);
  if (std::adjacent_find(kills.begin(), kills.end(), std::greater_equal<>()) != kills.end()) {
    fields.refuse(name);
  }
  return {kills.begin(), kills.end()};
}

Outcome<State> state_of(const Value& document) {
  Fields fields(document);
  if (fields.text("kind") != "state" || fields.number("format") != kFormat) {
    return Refusal{RefusalCode::DocumentKindWrong, "state"};
  }
  State state;
  state.sequence = fields.number("sequence");
  state.root_version = fields.number("root_version");
  state.latest = fields.number("latest");
  state.releases_since = fields.number("releases_since");
  state.records = fields.number("records");
  state.head = fields.text("head");
  if (!array_from_hex<32>(state.head)) fields.refuse("head");
  state.counters = numbers_in(fields, "counters");
  state.floors = numbers_in(fields, "floors");
  state.good = versions_in(fields, "good");
  state.vouched = versions_in(fields, "vouched");
  state.gates = all_gates_in(fields);
  state.contracts = contracts_in(fields);
  state.quarantine = quarantine_in(fields);
  state.kills = kills_in(fields, "kills");
  state.local_kills = kills_in(fields, "local_kills");
  if (const Done finished = fields.finish(); !finished.ok()) return finished.refusal();
  return state;
}

std::optional<State> copy_in(const Files& files, const char* name) {
  const Outcome<Bytes> bytes = files.read(name, kLongestState);
  if (!bytes.ok()) return std::nullopt;
  Outcome<State> state =
      read_state({reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size()});
  if (!state.ok()) return std::nullopt;
  return std::move(state).value();
}

}  // namespace

void remember(Versions& versions, const std::string& package, const Version& version) {
  forget(versions, package, version.digest);
  std::vector<Version>& list = versions[package];
  list.push_back(version);
  if (list.size() > kMostVersions) list.erase(list.begin());
}

void forget(Versions& versions, const std::string& package, const std::string& digest) {
  const auto at = versions.find(package);
  if (at == versions.end()) return;
  std::erase_if(at->second, [&](const Version& version) { return version.digest == digest; });
  if (at->second.empty()) versions.erase(at);
}

bool remembers(const Versions& versions, const std::string& package, const std::string& digest) {
  const auto at = versions.find(package);
  return at != versions.end() &&
         std::any_of(at->second.begin(), at->second.end(),
                     [&](const Version& version) { return version.digest == digest; });
}

std::set<std::string> kept_digests(const State& state) {
  std::set<std::string> kept;
  for (const Versions* versions : {&state.good, &state.vouched}) {
    for (const auto& [package, list] : *versions) {
      for (const Version& version : list) kept.insert(version.digest);
    }
  }
  return kept;
}

bool forget_oldest_good(State& state, const std::string& package, const std::string& but) {
  const auto good = state.good.find(package);
  if (good == state.good.end()) return false;
  const auto last = std::prev(good->second.end());
  const auto oldest = std::find_if(good->second.begin(), last,
                                   [&](const Version& one) { return one.digest != but; });
  if (oldest == last) return false;
  good->second.erase(oldest);
  return true;
}

void forget_unvouched(State& state) {
  std::set<std::string> vouched;
  for (const auto& [package, list] : state.vouched) {
    for (const Version& version : list) vouched.insert(version.digest);
  }
  std::erase_if(state.gates, [&](const auto& entry) { return !vouched.contains(entry.first); });
  std::erase_if(state.contracts, [&](const auto& entry) { return !vouched.contains(entry.first); });
}

namespace {

/// The document of a copy, without its digest.
std::string state_document(const State& state) {
  return write_document(Value{Table{
      {"contracts", contracts_value(state.contracts)},
      {"counters", table_value(state.counters)},
      {"floors", table_value(state.floors)},
      {"format", Value{kFormat}},
      {"gates", all_gates_value(state.gates)},
      {"good", versions_value(state.good)},
      {"head", Value{state.head}},
      {"kills", list_value({state.kills.begin(), state.kills.end()})},
      {"kind", Value{std::string("state")}},
      {"latest", Value{state.latest}},
      {"local_kills", list_value({state.local_kills.begin(), state.local_kills.end()})},
      {"quarantine", quarantine_value(state.quarantine)},
      {"records", Value{state.records}},
      {"releases_since", Value{state.releases_since}},
      {"root_version", Value{state.root_version}},
      {"sequence", Value{state.sequence}},
      {"vouched", versions_value(state.vouched)},
  }});
}

}  // namespace

std::string write_state(const State& state) {
  const std::string document = state_document(state);
  return document + '\n' + to_hex(sha256(document)) + '\n';
}

Outcome<State> read_state(std::string_view text) {
  if (text.size() < kDigits + 2 || text.back() != '\n' || text[text.size() - kDigits - 2] != '\n') {
    return Refusal{RefusalCode::DocumentMalformed, "state"};
  }
  const std::string_view document = text.substr(0, text.size() - kDigits - 2);
  if (text.substr(document.size() + 1, kDigits) != to_hex(sha256(document))) {
    return Refusal{RefusalCode::DocumentMalformed, "state"};
  }
  const Outcome<Value> value = read_document(document);
  if (!value.ok()) return value.refusal();
  return state_of(value.value());
}

Outcome<LoadedState> load_state(const Files& files) {
  std::optional<State> first = copy_in(files, kCopies[0]);
  std::optional<State> second = copy_in(files, kCopies[1]);
  if (!first && !second) return Refusal{RefusalCode::StateLost, {}};
  const bool one_copy = !first || !second;
  const bool second_holds = second && (!first || second->sequence > first->sequence);
  return LoadedState{second_holds ? *std::move(second) : *std::move(first), one_copy};
}

Done fits_in(const State& state, std::size_t most) {
  // A line feed behind the document, and one behind its digest.
  if (state_document(state).size() + kDigits + 2 > most)
    return Refusal{RefusalCode::DocumentTooLarge, "state"};
  return done();
}

Done save_state(Files& files, State& state) {
  ++state.sequence;
  const std::string text = write_state(state);
  // What no start could read must not take the place of what it can.
  if (text.size() > kLongestState) return Refusal{RefusalCode::DocumentTooLarge, "state"};
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  for (const char* name : kCopies) {
    if (Done replaced = replace(files, name, bytes); !replaced.ok()) return replaced;
  }
  return done();
}

}  // namespace assay::loader
