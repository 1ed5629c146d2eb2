// SPDX-License-Identifier: Apache-2.0
#include "session/contract_header.hpp"

#include <fmt/format.h>

#include <utility>

#include "ir/base/errors.hpp"
#include "session/c_module.hpp"
#include "session/source_messages.hpp"

namespace assay {
namespace {

/// A contract of the header that has the name of another one and says something else, or null.
const Contract* at_odds(const std::vector<Contract>& contracts, const Catalogue& others) {
  for (const Contract& contract : contracts) {
    const auto other = others.named(contract.name);
    if (other != nullptr && !(contract == *other)) return &contract;
  }
  return nullptr;
}

}  // namespace

Result<Extracted> extract_header(const std::string& path, const CompileOptions& options) {
  const Result<CompileRequest> request = request_for(path, options);
  if (!request.ok()) return request.error();
  const Result<const CModule*> module = load_c_module();
  if (!module.ok()) return module.error();
  return extract_guarded(*module.value(), request.value(), options);
}

Result<std::vector<Contract>> extract_here(const std::string& name, std::string text,
                                           const CompileOptions& options) {
  const Result<const CModule*> module = load_c_module();
  if (!module.ok()) return module.error();
  Extracted extracted = module.value()->extract(request_of(name, std::move(text), options));
  if (has_error(extracted.messages)) return first_error(extracted.messages);
  return std::move(extracted.contracts);
}

Result<Catalogue> with_contracts(const Catalogue& catalogue, const std::string& path,
                                 std::vector<Contract> contracts) {
  if (const Contract* contract = at_odds(contracts, catalogue)) {
    return Error{ErrorCode::ContractContradiction,
                 fmt::format("{}: {} is built in and differs; give the hook another name ('assay "
                             "contract extract' and 'assay contract show' show the difference)",
                             path, contract->name)};
  }
  return catalogue.with(std::move(contracts));
}

}  // namespace assay
