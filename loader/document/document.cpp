// SPDX-License-Identifier: Apache-2.0
#include "loader/document/document.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "ir/base/check.hpp"
#include "ir/base/nesting.hpp"

namespace assay::loader {
namespace {

using Json = nlohmann::json;

std::optional<Value> value_of(const Json& json);

std::optional<Value> list_of(const Json& json) {
  List list;
  for (const Json& element : json) {
    std::optional<Value> value = value_of(element);
    if (!value) return std::nullopt;
    list.push_back(*std::move(value));
  }
  return Value{std::move(list)};
}

std::optional<Value> table_of(const Json& json) {
  Table table;
  for (const auto& [name, element] : json.items()) {
    std::optional<Value> value = value_of(element);
    if (!value || !is_plain(name)) return std::nullopt;
    table.emplace(name, *std::move(value));
  }
  return Value{std::move(table)};
}

/// Nothing for null, fractions and numbers below 0, and text that is not plain.
std::optional<Value> value_of(const Json& json) {
  if (json.is_boolean()) return Value{json.get<bool>()};
  if (json.is_number_unsigned()) return Value{json.get<std::uint64_t>()};
  if (json.is_string() && is_plain(json.get_ref<const std::string&>())) {
    return Value{json.get<std::string>()};
  }
  if (json.is_array()) return list_of(json);
  if (json.is_object()) return table_of(json);
  return std::nullopt;
}

void append_text(std::string& out, std::string_view text) {
  ASSAY_CHECK(is_plain(text), "a document's text is not plain");
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void append_value(std::string& out, const Value& value);

void append_list(std::string& out, const List& list) {
  std::string_view before;
  out += '[';
  for (const Value& element : list) {
    out += before;
    append_value(out, element);
    before = ",";
  }
  out += ']';
}

void append_table(std::string& out, const Table& table) {
  std::string_view before;
  out += '{';
  for (const auto& [name, value] : table) {
    out += before;
    append_text(out, name);
    out += ':';
    append_value(out, value);
    before = ",";
  }
  out += '}';
}

void append_value(std::string& out, const Value& value) {
  if (const auto* truth = std::get_if<bool>(&value.held)) out += *truth ? "true" : "false";
  if (const auto* number = std::get_if<std::uint64_t>(&value.held)) out += std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value.held)) append_text(out, *text);
  if (const auto* list = std::get_if<List>(&value.held)) append_list(out, *list);
  if (const auto* table = std::get_if<Table>(&value.held)) append_table(out, *table);
}

}  // namespace

std::string plain(std::string text) {
  std::replace_if(text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
  return text;
}

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

Outcome<Value> read_document(std::string_view text) {
  if (text.size() > kLongestDocument) return Refusal{RefusalCode::DocumentTooLarge, {}};
  if (!nests_within(text, kDeepest)) return Refusal{RefusalCode::DocumentTooDeep, {}};
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return Refusal{RefusalCode::DocumentMalformed, {}};
  std::optional<Value> value = value_of(json);
  if (!value || write_document(*value) != text) {
    return Refusal{RefusalCode::DocumentMalformed, {}};
  }
  return *std::move(value);
}

std::string write_document(const Value& value) {
  std::string out;
  append_value(out, value);
  return out;
}

}  // namespace assay::loader
