// SPDX-License-Identifier: Apache-2.0
#include "api/request.hpp"

#include <utility>

#include "api/boundary.hpp"

namespace assay {

Result<JudgeOptions> options_of(const assay_session* session) {
  if (session == nullptr) return misuse("the session is a null pointer");
  JudgeOptions options = session->judge;
  if (options.contract.empty()) return options;
  Result<std::string> name =
      full_contract_name(options.catalogue, options.contract, options.platform);
  if (!name.ok()) return name.error();
  options.contract = std::move(name).value();
  return options;
}

Result<NamedBytes> bytes_of(const assay_input* input) {
  if (input == nullptr) return misuse("the input is a null pointer");
  const auto bytes = bytes_at(input->bytes, input->size);
  if (!bytes.ok()) return bytes.error();
  std::string name = text_at(input->name);
  if (language_of(name, Language::Object) == Language::C) return not_in_memory(name);
  return NamedBytes{std::move(name), {bytes.value().begin(), bytes.value().end()}};
}

Result<std::vector<Candidate>> candidates_of(const assay_session& session, NamedBytes file) {
  return read_in_memory(std::move(file), session.judge.catalogue, Language::Object, session.load);
}

}  // namespace assay
