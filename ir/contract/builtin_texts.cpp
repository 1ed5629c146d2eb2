// SPDX-License-Identifier: Apache-2.0
#include "ir/contract/builtin_texts.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>
#include <variant>

#include "ir/contract/text_form.hpp"

namespace assay {

namespace {

Contract sound(std::string_view name, std::variant<Contract, TextFault> read) {
  if (const auto* fault = std::get_if<TextFault>(&read)) {
    const std::string_view place = fault->part.empty() ? name : fault->part;
    internal_fault(__FILE__, __LINE__,
                   fmt::format("{}:{}:{}: {}", place, fault->line, fault->column, fault->what));
  }
  return std::get<Contract>(std::move(read));
}

std::optional<std::string_view> part_text(std::string_view name) {
  for (const BuiltinText& part : builtin_part_texts()) {
    if (part.name == name) return part.text;
  }
  return std::nullopt;
}

}  // namespace

Contract builtin_head(const BuiltinText& text) { return sound(text.name, read_head(text.text)); }

Contract builtin_contract(const BuiltinText& text) {
  return sound(text.name, read_text(text.text, part_text));
}

Contract builtin_part(std::string_view name) {
  const std::optional<std::string_view> text = part_text(name);
  ASSAY_CHECK(text.has_value(), "no part " + std::string(name));
  return sound(name, read_part(*text));
}

}  // namespace assay
