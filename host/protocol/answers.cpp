// SPDX-License-Identifier: Apache-2.0
#include "host/protocol/answers.hpp"

#include <utility>

#include "loader/document/fields.hpp"

namespace assay::host {

using loader::Table;
using loader::Value;

std::string shown(std::string subject) {
  constexpr std::size_t kLongest = 512;
  if (subject.size() > kLongest) subject.replace(kLongest, std::string::npos, "...");
  return loader::plain(std::move(subject));
}

Frame good_answer(Table more, Bytes attachment) {
  more["ok"] = Value{true};
  return {loader::write_document(Value{std::move(more)}), std::move(attachment)};
}

Frame refusal_answer(const Refusal& refusal) {
  const Table table{{"code", Value{std::string(loader::refusal_id(refusal.code))}},
                    {"message", Value{std::string(loader::refusal_sentence(refusal.code))}},
                    {"ok", Value{false}},
                    {"subject", Value{shown(refusal.subject)}}};
  return {loader::write_document(Value{table}), {}};
}

Outcome<Table> read_answer(const Frame& answer) {
  const Outcome<Value> value = loader::read_document(answer.document);
  if (!value.ok()) return value.refusal();
  loader::Fields fields(value.value());
  if (fields.truth("ok")) return std::get<Table>(value.value().held);
  const auto code = loader::refusal_named(fields.text("code"));
  if (!code) return Refusal{RefusalCode::MessageMalformed, "an answer without a code"};
  return Refusal{*code, fields.text("subject")};
}

}  // namespace assay::host
