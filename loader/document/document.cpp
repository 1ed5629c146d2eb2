// SPDX-License-Identifier: Apache-2.0
#include "loader/document/document.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "ir/base/check.hpp"
#include "ir/base/nesting.hpp"

namespace assay::loader {
namespace {

using Json = nlohmann::json;

/// Builds a value of what the reader meets, and refuses null, fractions, numbers below 0, a member
/// twice, and text that is not plain. The reader's own tree would need memory to be taken apart.
class Builder {
 public:
  bool null() { return false; }
  bool boolean(Json::boolean_t truth) { return put(Value{truth}); }
  bool number_integer(Json::number_integer_t /*below_0*/) { return false; }
  bool number_unsigned(Json::number_unsigned_t number) { return put(Value{std::uint64_t{number}}); }
  bool number_float(Json::number_float_t /*number*/, const std::string& /*text*/) { return false; }
  bool binary(Json::binary_t& /*bytes*/) { return false; }
  bool string(std::string& text) { return is_plain(text) && put(Value{std::move(text)}); }
  bool key(std::string& name) {
    open_.back().member = std::move(name);
    return is_plain(open_.back().member);
  }
  bool start_object(std::size_t /*size*/) { return start(What::Table); }
  bool end_object() { return end(); }
  bool start_array(std::size_t /*size*/) { return start(What::List); }
  bool end_array() { return end(); }
  bool parse_error(std::size_t /*at*/, const std::string& /*token*/,
                   const Json::exception& /*what*/) {
    return false;
  }
  /// What was built of a whole text.
  [[nodiscard]] const Value& whole() const { return whole_; }

 private:
  enum class What : std::uint8_t { List, Table };
  /// A list or table that has not ended, and the name of the member that comes.
  struct Open {
    What what{};
    List list;
    Table table;
    std::string member;
  };

  bool start(What what) {
    open_.emplace_back().what = what;
    return true;
  }
  bool end() {
    Open ended = std::move(open_.back());
    open_.pop_back();
    if (ended.what == What::List) return put(Value{std::move(ended.list)});
    return put(Value{std::move(ended.table)});
  }
  bool put(Value&& value) {
    if (open_.empty()) {
      whole_ = std::move(value);
      return true;
    }
    Open& into = open_.back();
    if (into.what == What::Table) {
      return into.table.emplace(into.member, std::move(value)).second;
    }
    into.list.push_back(std::move(value));
    return true;
  }

  std::vector<Open> open_;
  Value whole_;
};

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
  Builder builder;
  if (!Json::sax_parse(text.begin(), text.end(), &builder) ||
      write_document(builder.whole()) != text) {
    return Refusal{RefusalCode::DocumentMalformed, {}};
  }
  return builder.whole();
}

std::string write_document(const Value& value) {
  std::string out;
  append_value(out, value);
  return out;
}

}  // namespace assay::loader
