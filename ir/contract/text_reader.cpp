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
#include "ir/contract/text_use.hpp"
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
  TextReader(std::string_view text, TextParts parts) : in_(text), parts_(std::move(parts)) {}

  std::variant<Contract, TextFault> contract() {
    read_first_record();
    while (!has_fault() && !in_.at_end()) read_record(in_.name());
    if (has_fault()) return fault();
    sort_tables(contract_);
    const std::vector<std::string> wrong = contradictions(contract_);
    if (!wrong.empty()) return TextFault{1, 1, wrong.front()};
    return std::move(contract_);
  }
  std::variant<Contract, TextFault> head() {
    read_first_record();
    if (has_fault()) return fault();
    return std::move(contract_);
  }
  /// On top of what is known before.
  std::variant<Contract, TextFault> part(Contract before) {
    is_part_ = true;
    contract_ = std::move(before);
    while (!has_fault() && !in_.at_end()) read_record(in_.name());
    if (has_fault()) return fault();
    return std::move(contract_);
  }

 private:
  [[nodiscard]] bool has_fault() const { return in_.fault() || fault_in_part_; }
  [[nodiscard]] TextFault fault() const { return fault_in_part_ ? *fault_in_part_ : *in_.fault(); }

  void read_first_record() {
    const std::string_view keyword = in_.name();
    if (keyword.empty()) {
      in_.fail_here("a keyword is missing");
    } else if (keyword != schema::kKeyword<Contract>) {
      in_.fail(in_.begin(), "the first record is 'contract'");
    } else {
      last_ = keyword;
      read_facts(contract_);
    }
  }

  void read_record(std::string_view keyword) {
    const std::size_t at = in_.begin();
    if (keyword.empty()) {
      in_.fail_here("a keyword is missing");
    } else if (keyword == schema::kKeyword<Contract>) {
      in_.fail(at, is_part_ ? "a part has no record 'contract'" : "there is one contract");
    } else if (keyword == schema::kKeyword<TextUse>) {
      begin(keyword);
      read_use(at);
    } else if (!open(keyword, contract_)) {
      std::vector<std::string> keywords = keywords_of<Contract>();
      keywords.emplace_back(schema::kKeyword<TextUse>);
      const bool is_known = std::find(keywords.begin(), keywords.end(), keyword) != keywords.end();
      in_.fail(at, is_known ? fmt::format("'{}' does not stand after '{}'", keyword, last_)
                            : fmt::format("there is no record '{}'{}", keyword,
                                          suggestion(keyword, keywords)));
    }
  }

  void read_use(std::size_t at) {
    TextUse use;
    read_facts(use);
    const auto text = parts_ && !in_.fault() ? parts_(use.part) : std::nullopt;
    if (is_part_) {
      in_.fail(at, "a part uses no other");
    } else if (!text) {
      in_.fail(at, fmt::format("there is no part '{}'", use.part));
    }
    if (in_.fault()) return;
    std::variant<Contract, TextFault> read = TextReader(*text, {}).part(once_of(contract_));
    if (const auto* wrong = std::get_if<TextFault>(&read)) {
      fault_in_part_ = *wrong;
      fault_in_part_->part = use.part;
      return;
    }
    const std::string missing = add_part(use, std::get<Contract>(std::move(read)), contract_);
    if (!missing.empty())
      in_.fail(at, fmt::format("'{}' has no helper or kind of map '{}'", use.part, missing));
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
    if (std::optional<std::string> word = in_.word_in_pieces()) value = std::move(*word);
  }
  /// In one piece: two without a comma between them are a fault.
  void get_element(std::string& value) {
    if (std::optional<std::string> word = in_.word()) value = std::move(*word);
  }
  void get_element(std::integral auto& value) { get(value); }
  void get(Told& value) { get(value.text); }
  template <class Element>
  void get(std::vector<Element>& list) {
    if (!in_.take('[')) {
      in_.fail_here("a list in brackets is missing");
      return;
    }
    if (in_.take(']')) return;
    do {
      get_element(list.emplace_back());
    } while (!in_.fault() && in_.take(','));
    if (!in_.fault() && !in_.take(']')) in_.fail_here("the list does not end: , or ] is missing");
  }

  TextScanner in_;
  TextParts parts_;
  bool is_part_ = false;
  std::optional<TextFault> fault_in_part_;
  Contract contract_;
  std::string_view last_;     // the keyword of the last record that is no element of an array
  std::size_t elements_ = 0;  // of the array inside it
  std::vector<std::string_view> singles_;  // keywords of records that are there once
};

}  // namespace

std::variant<Contract, TextFault> read_text(std::string_view text, const TextParts& parts) {
  return TextReader(text, parts).contract();
}

std::variant<Contract, TextFault> read_head(std::string_view text) {
  return TextReader(text, {}).head();
}

std::variant<Contract, TextFault> read_part(std::string_view text) {
  return TextReader(text, {}).part({});
}

}  // namespace assay
