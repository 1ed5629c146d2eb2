// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/text_use.hpp"

#include <algorithm>
#include <iterator>
#include <type_traits>

namespace assay {

namespace {

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_meant(const TextUse& use, const std::string& name) {
  return (use.only.empty() || has(use.only, name)) && !has(use.without, name);
}

template <class Element>
constexpr bool kIsChosenByName =
    std::is_same_v<Element, Helper> || std::is_same_v<Element, MapKind>;

bool is_named(const Contract& part, const std::string& name) {
  const auto same = [&name](const auto& element) { return element.name == name; };
  return std::any_of(part.helpers.begin(), part.helpers.end(), same) ||
         std::any_of(part.map_kinds.begin(), part.map_kinds.end(), same);
}

}  // namespace

Contract once_of(const Contract& contract) {
  Contract once;
  schema::each_fact<Contract>([&]<class Value>(const schema::Fact<Contract, Value>& row) {
    if constexpr (schema::Record<Value>) once.*row.member = contract.*row.member;
  });
  return once;
}

std::string add_part(const TextUse& use, Contract part, Contract& contract) {
  for (const auto* names : {&use.only, &use.without}) {
    for (const std::string& name : *names) {
      if (!is_named(part, name)) return name;
    }
  }
  schema::each_fact<Contract>([&]<class Value>(const schema::Fact<Contract, Value>& row) {
    [[maybe_unused]] Value& from = part.*row.member;
    [[maybe_unused]] Value& to = contract.*row.member;
    if constexpr (schema::kIsTable<Value>) {
      if constexpr (kIsChosenByName<typename Value::value_type>)
        std::erase_if(from, [&use](const auto& element) { return !is_meant(use, element.name); });
      to.insert(to.end(), std::make_move_iterator(from.begin()),
                std::make_move_iterator(from.end()));
    } else if constexpr (schema::Record<Value>) {
      to = std::move(from);
    }
  });
  return {};
}

void sort_tables(Contract& contract) {
  std::ranges::sort(contract.helpers, {}, &Helper::id);
  std::ranges::sort(contract.map_kinds, {}, &MapKind::number);
}

}  // namespace assay
