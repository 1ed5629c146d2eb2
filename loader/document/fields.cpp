// SPDX-License-Identifier: Apache-2.0
#include "loader/document/fields.hpp"

namespace assay::loader {

Fields::Fields(const Value& value) : table_(std::get_if<Table>(&value.held)) {
  if (table_ == nullptr) wrong_ = Refusal{RefusalCode::DocumentIncomplete, {}};
}

template <class T>
const T& Fields::member(std::string_view name) {
  static const T kNothing{};
  asked_.emplace(name);
  if (table_ != nullptr) {
    const auto found = table_->find(name);
    if (found != table_->end()) {
      if (const T* held = std::get_if<T>(&found->second.held)) return *held;
    }
  }
  refuse(name);
  return kNothing;
}

std::uint64_t Fields::number(std::string_view name) { return member<std::uint64_t>(name); }
bool Fields::truth(std::string_view name) { return member<bool>(name); }
std::string Fields::text(std::string_view name) { return member<std::string>(name); }
const List& Fields::list(std::string_view name) { return member<List>(name); }
const Table& Fields::table(std::string_view name) { return member<Table>(name); }

const Value& Fields::value(std::string_view name) {
  static const Value kNothing{};
  asked_.emplace(name);
  if (table_ != nullptr) {
    if (const auto found = table_->find(name); found != table_->end()) return found->second;
  }
  refuse(name);
  return kNothing;
}

void Fields::refuse(std::string_view name) {
  if (!wrong_) wrong_ = Refusal{RefusalCode::DocumentIncomplete, std::string(name)};
}

Done Fields::finish() const {
  if (wrong_) return *wrong_;
  for (const auto& [name, value] : *table_) {
    if (!asked_.contains(name)) return Refusal{RefusalCode::DocumentUnknownPart, name};
  }
  return done();
}

std::vector<std::string> texts_in(Fields& fields, std::string_view name) {
  std::vector<std::string> texts;
  for (const Value& value : fields.list(name)) {
    const auto* text = std::get_if<std::string>(&value.held);
    if (text == nullptr) {
      fields.refuse(name);
      return {};
    }
    texts.push_back(*text);
  }
  return texts;
}

std::map<std::string, std::uint64_t> numbers_in(Fields& fields, std::string_view name) {
  std::map<std::string, std::uint64_t> numbers;
  for (const auto& [key, value] : fields.table(name)) {
    const auto* number = std::get_if<std::uint64_t>(&value.held);
    if (number == nullptr) {
      fields.refuse(name);
      return {};
    }
    numbers.emplace(key, *number);
  }
  return numbers;
}

Value list_value(const std::vector<std::string>& texts) {
  List list;
  for (const std::string& text : texts) list.push_back(Value{text});
  return Value{std::move(list)};
}

Value table_value(const std::map<std::string, std::uint64_t>& numbers) {
  Table table;
  for (const auto& [key, number] : numbers) table.emplace(key, Value{number});
  return Value{std::move(table)};
}

}  // namespace assay::loader
