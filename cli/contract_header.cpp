// SPDX-License-Identifier: Apache-2.0
#include "cli/contract_header.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

#include "cli/c_module.hpp"
#include "cli/commands.hpp"
#include "cli/tell.hpp"

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

ContractHeader read_contract_header(const std::string& path, const CompileOptions& options) {
  const Catalogue builtin = builtin_catalogue();
  if (path.empty()) return {builtin};
  Result<Extracted> extracted = extract_header(path, options);
  if (!extracted.ok()) return {{}, tell(extracted.error())};
  fmt::print(stderr, "{}", render_messages(extracted.value().messages));
  if (has_error(extracted.value().messages)) {
    return {{}, exit_status(extracted.value().messages)};
  }
  std::vector<Contract> contracts = std::move(extracted).value().contracts;
  if (const Contract* contract = at_odds(contracts, builtin)) {
    return {{},
            tell({ErrorCode::ContractContradiction,
                  fmt::format("{}: {} is built in and says otherwise; give the hook a name of its "
                              "own ('assay contract extract' and 'assay contract show' tell where "
                              "they differ)",
                              path, contract->name)})};
  }
  return {builtin.with(std::move(contracts))};
}

}  // namespace assay
