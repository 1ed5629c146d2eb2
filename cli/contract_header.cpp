// SPDX-License-Identifier: Apache-2.0
#include "cli/contract_header.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

#include "cli/tell.hpp"
#include "session/contract_header.hpp"
#include "session/source_messages.hpp"
#include "verifier/report/diagnostic_text.hpp"

namespace assay {

ContractHeader read_contract_header(const std::string& path, const CompileOptions& options) {
  if (path.empty()) return {builtin_catalogue()};
  Result<Extracted> extracted = extract_header(path, options);
  if (!extracted.ok()) return {{}, tell(extracted.error())};
  fmt::print(stderr, "{}", render_messages(extracted.value().messages));
  if (has_error(extracted.value().messages)) {
    return {{}, exit_status(extracted.value().messages)};
  }
  Result<Catalogue> all =
      with_contracts(builtin_catalogue(), path, std::move(extracted).value().contracts);
  if (!all.ok()) return {{}, tell(all.error())};
  return {std::move(all).value()};
}

}  // namespace assay
