// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <concepts>

#include "ir/contract/enumerators.hpp"
#include "ir/contract/schema.hpp"
#include "ir/contract/text_form.hpp"

namespace assay {

namespace {

using schema::each_fact;
using schema::Record;

constexpr std::size_t kLineWidth = 100;

std::string value_text(bool value) { return value ? "true" : "false"; }
std::string value_text(std::integral auto value) { return fmt::format("{}", value); }
template <class Enum>
  requires std::is_enum_v<Enum>
std::string value_text(Enum value) {
  return std::string(schema::word_of(value));
}
std::string value_text(const std::string& word) {
  std::string text = "\"";
  for (const char letter : word) {
    if (letter == '"' || letter == '\\') text += '\\';
    text += letter;
  }
  return text + '"';
}
/// Where a fact that is one word, and too long for its line, goes on behind a space: no character
/// of the word lies beyond `width`, where a space allows it. The rest, with its quotation mark;
/// empty where the fact cannot be cut.
std::string cut(std::string& fact, std::size_t width) {
  const std::size_t space = fact.rfind(' ', width - 2);
  if (!fact.ends_with('"') || space == std::string::npos || space < fact.find('"')) return {};
  std::string rest = '"' + fact.substr(space + 1);
  fact.erase(space + 1);
  fact += '"';
  return rest;
}
std::string value_text(const Told& told) { return value_text(told.text); }
template <class Element>
std::string value_text(const std::vector<Element>& list) {
  std::string text = "[";
  for (const Element& element : list) text += (text.size() > 1 ? ", " : "") + value_text(element);
  return text + "]";
}

/// Two values of a fact are the same; told texts count, which equality leaves out.
template <class Value>
bool is_same(const Value& left, const Value& right) {
  return left == right;
}
bool is_same(const Told& left, const Told& right) { return left.text == right.text; }

class TextWriter {
 public:
  /// A record and those inside it, which are indented.
  template <Record Owner>
  void put(const Owner& owner, std::size_t depth = 0) {
    begin(schema::kKeyword<Owner>, depth);
    put_facts(owner, "");
    put_inner(owner, depth);
  }

  [[nodiscard]] std::string take() { return std::move(text_) + "\n"; }

 private:
  void begin(std::string_view keyword, std::size_t depth) {
    if (!text_.empty()) text_ += '\n';
    line_ = text_.size();
    indent_ = 2 * depth;
    text_ += std::string(indent_, ' ') + std::string(keyword);
  }

  template <Record Owner>
  void put_facts(const Owner& owner, const std::string& prefix) {
    const Owner usual{};
    each_fact<Owner>([&]<class Value>(const schema::Fact<Owner, Value>& row) {
      const std::string name = prefix + std::string(row.name);
      if constexpr (schema::kIsPart<Value>) {
        put_facts(owner.*row.member, name + ".");
      } else if constexpr (schema::kIsLeaf<Value>) {
        if (!is_same(owner.*row.member, usual.*row.member))
          put_fact(name + "=" + value_text(owner.*row.member));
      }
    });
  }

  void put_fact(std::string fact) {
    ++facts_;
    if (text_.size() - line_ + 1 + fact.size() <= kLineWidth) {
      text_ += ' ' + fact;
      return;
    }
    while (!fact.empty()) {
      text_ += '\n';
      line_ = text_.size();
      text_ += std::string(indent_ + 4, ' ');
      const std::size_t width = kLineWidth - indent_ - 4;
      std::string rest = fact.size() > width ? cut(fact, width) : "";
      text_ += fact;
      fact = std::move(rest);
    }
  }

  template <Record Owner>
  void put_inner(const Owner& owner, std::size_t depth) {
    const std::size_t inner = std::is_same_v<Owner, Contract> ? 0 : depth + 1;
    each_fact<Owner>([&]<class Value>(const schema::Fact<Owner, Value>& row) {
      const Value& value = owner.*row.member;
      if constexpr (schema::kIsTable<Value>) {
        for (const auto& element : value) put(element, inner);
      } else if constexpr (schema::kIsArray<Value>) {
        put_array(value, inner);
      } else if constexpr (Record<Value> && !schema::kIsPart<Value>) {
        put_if_any(value, inner);
      }
    });
  }

  /// Nothing where all facts are the defaults.
  template <Record Owner>
  void put_if_any(const Owner& owner, std::size_t depth) {
    const std::string text = text_;
    const std::size_t line = line_;
    const std::size_t facts = facts_;
    put(owner, depth);
    if (facts_ != facts) return;
    text_ = text;
    line_ = line;
  }

  /// All up to the last that is not the default.
  template <class Elements>
  void put_array(const Elements& elements, std::size_t depth) {
    std::size_t count = elements.size();
    while (count > 0 && elements[count - 1] == typename Elements::value_type{}) --count;
    for (std::size_t i = 0; i < count; ++i) put(elements[i], depth);
  }

  std::string text_;
  std::size_t line_ = 0;  // where the last line begins
  std::size_t indent_ = 0;
  std::size_t facts_ = 0;  // that are written
};

}  // namespace

std::string write_text(const Contract& contract) {
  TextWriter writer;
  writer.put(contract);
  return writer.take();
}

}  // namespace assay
