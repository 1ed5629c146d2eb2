// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <concepts>
#include <limits>
#include <optional>
#include <system_error>
#include <vector>

#include "ir/base/nearest.hpp"
#include "ir/contract/enumerators.hpp"
#include "ir/contract/schema.hpp"
#include "ir/contract/text_form.hpp"
#include "ir/contract/text_scanner.hpp"
#include "ir/contract/validate.hpp"

namespace assay {

namespace {

using schema::each_fact;
using schema::Record;

std::string suggestion(std::string_view wanted, const std::vector<std::string>& words) {
  const std::string near = nearest_word(std::string(wanted), words);
  return near.empty() ? "" : fmt::format(" (did you mean '{}'?)", near);
}

class TextReader {
 public:
  explicit TextReader(std::string_view text) : in_(text) {}

  std::variant<Contract, TextFault> run() {
    do {
      read_record();
    } while (!in_.fault() && !in_.at_end());
    if (in_.fault()) return *in_.fault();
    const std::vector<std::string> wrong = contradictions(contract_);
    if (!wrong.empty()) return TextFault{1, 1, wrong.front()};
    return std::move(contract_);
  }

 private:
  void read_record() {
    const std::string_view keyword = in_.name();
    const std::size_t at = in_.begin();
    const bool is_contract = keyword == schema::kKeyword<Contract>;
    if (keyword.empty()) {
      in_.fail_here("a keyword is missing");
    } else if (is_contract != last_.empty()) {
      in_.fail(at, is_contract ? "there is one contract" : "the first record is 'contract'");
    } else if (is_contract) {
      last_ = keyword;
      read_facts(contract_);
    } else if (!open(keyword, contract_)) {
      const std::vector<std::string> keywords = keywords_of<Contract>();
      const bool is_known = std::find(keywords.begin(), keywords.end(), keyword) != keywords.end();
      in_.fail(at, is_known ? fmt::format("'{}' does not stand after '{}'", keyword, last_)
                            : fmt::format("there is no record '{}'{}", keyword,
                                          suggestion(keyword, keywords)));
    }
  }

  /// Reads the facts of a record inside `owner`, or inside the last element of one of its lists.
  template <Record Owner>
  bool open(std::string_view keyword, Owner& owner) {
    bool is_found = false;
    each_fact<Owner>([&]<class Value>(const schema::Fact<Owner, Value>& row) {
      if (is_found) return;
      [[maybe_unused]] Value& value = owner.*row.member;
      if constexpr (schema::kIsTable<Value>) {
        if (keyword == schema::kKeyword<typename Value::value_type>) {
          is_found = true;
          begin(keyword);
          read_facts(value.emplace_back());
        } else if (!value.empty()) {
          is_found = open(keyword, value.back());
        }
      } else if constexpr (schema::kIsArray<Value>) {
        is_found = keyword == schema::kKeyword<typename Value::value_type> &&
                   last_ == schema::kKeyword<Owner>;
        if (is_found) read_next(value);
      } else if constexpr (Record<Value> && !schema::kIsPart<Value>) {
        is_found = keyword == schema::kKeyword<Value>;
        if (is_found) read_only_one(keyword, value);
      }
    });
    return is_found;
  }

  void begin(std::string_view keyword) {
    last_ = keyword;
    elements_ = 0;
  }
  template <class Elements>
  void read_next(Elements& elements) {
    if (elements_ == elements.size()) {
      in_.fail(in_.begin(), fmt::format("there are at most {} of these", elements.size()));
      return;
    }
    read_facts(elements[elements_++]);
  }
  template <Record Owner>
  void read_only_one(std::string_view keyword, Owner& owner) {
    begin(keyword);
    if (std::find(singles_.begin(), singles_.end(), keyword) != singles_.end()) {
      in_.fail(in_.begin(), fmt::format("'{}' is there twice", keyword));
      return;
    }
    singles_.emplace_back(keyword);
    read_facts(owner);
  }

  template <Record Owner>
  void read_facts(Owner& owner) {
    std::vector<std::string_view> said;
    while (!in_.fault() && !in_.at_end()) {
      const std::string_view name = in_.name();
      const std::size_t at = in_.begin();
      if (name.empty()) return;
      if (!in_.take('=')) {
        in_.go_back(at);  // the keyword of the next record
        return;
      }
      if (std::find(said.begin(), said.end(), name) != said.end()) {
        in_.fail(at, fmt::format("'{}' is said twice", name));
      } else if (!read_fact(owner, name)) {
        in_.fail(at, fmt::format("'{}' has no fact '{}'{}", schema::kKeyword<Owner>, name,
                                 suggestion(name, names_of<Owner>(""))));
      }
      said.push_back(name);
    }
  }

  /// False where there is no such fact.
  template <Record Owner>
  bool read_fact(Owner& owner, std::string_view name) {
    bool is_known = false;
    each_fact<Owner>([&]<class Value>(const schema::Fact<Owner, Value>& row) {
      if (is_known || !name.starts_with(row.name)) return;
      const std::string_view rest = name.substr(row.name.size());
      if constexpr (schema::kIsPart<Value>) {
        is_known = rest.starts_with('.') && read_fact(owner.*row.member, rest.substr(1));
      } else if constexpr (schema::kIsLeaf<Value>) {
        is_known = rest.empty();
        if (is_known) get(owner.*row.member);
      }
    });
    return is_known;
  }

  template <Record Owner>
  static std::vector<std::string> names_of(const std::string& prefix) {
    std::vector<std::string> names;
    each_fact<Owner>([&]<class Value>(const schema::Fact<Owner, Value>& row) {
      const std::string name = prefix + std::string(row.name);
      if constexpr (schema::kIsPart<Value>) {
        for (const std::string& inner : names_of<Value>(name + ".")) names.push_back(inner);
      } else if constexpr (schema::kIsLeaf<Value>) {
        names.push_back(name);
      }
    });
    return names;
  }
  /// Of the records inside.
  template <Record Owner>
  static std::vector<std::string> keywords_of() {
    std::vector<std::string> keywords;
    each_fact<Owner>([&]<class Value>(const schema::Fact<Owner, Value>&) {
      if constexpr (schema::kIsTable<Value> || schema::kIsArray<Value>) {
        using Element = typename Value::value_type;
        keywords.emplace_back(schema::kKeyword<Element>);
        for (const std::string& inner : keywords_of<Element>()) keywords.push_back(inner);
      } else if constexpr (Record<Value> && !schema::kIsPart<Value>) {
        keywords.emplace_back(schema::kKeyword<Value>);
      }
    });
    return keywords;
  }

  void get(bool& value) {
    const std::string_view text = in_.name();
    value = text == "true";
    if (!value && text != "false") in_.fail(in_.begin(), "neither true nor false");
  }
  template <std::integral Number>
  void get(Number& value) {
    const std::string_view text = in_.name();
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error == std::errc::result_out_of_range) {
      in_.fail(in_.begin(),
               fmt::format("a number from {} to {} is meant", std::numeric_limits<Number>::min(),
                           std::numeric_limits<Number>::max()));
    } else if (text.empty() || error != std::errc{} || stop != end) {
      in_.fail(in_.begin(), "a number is missing");
    }
  }
  template <class Enum>
    requires std::is_enum_v<Enum>
  void get(Enum& value) {
    const std::string_view text = in_.name();
    std::vector<std::string> words;
    for (const schema::Enumerator<Enum>& row : schema::kEnumerators<Enum>) {
      words.emplace_back(row.word);
      if (row.word != text) continue;
      value = row.value;
      return;
    }
    in_.fail(in_.begin(), fmt::format("'{}' is none of {}{}", text, fmt::join(words, ", "),
                                      suggestion(text, words)));
  }
  void get(std::string& value) {
    if (std::optional<std::string> word = in_.word()) value = std::move(*word);
  }
  void get(Told& value) { get(value.text); }
  template <class Element>
  void get(std::vector<Element>& list) {
    if (!in_.take('[')) {
      in_.fail_here("a list in brackets is missing");
      return;
    }
    if (in_.take(']')) return;
    do {
      get(list.emplace_back());
    } while (!in_.fault() && in_.take(','));
    if (!in_.fault() && !in_.take(']')) in_.fail_here("the list does not end: , or ] is missing");
  }

  TextScanner in_;
  Contract contract_;
  std::string_view last_;     // the keyword of the last record that is no element of an array
  std::size_t elements_ = 0;  // of the array inside it
  std::vector<std::string_view> singles_;  // keywords of records that are there once
};

}  // namespace

std::variant<Contract, TextFault> read_text(std::string_view text) {
  return TextReader(text).run();
}

}  // namespace assay
