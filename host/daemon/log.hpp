// SPDX-License-Identifier: Apache-2.0
// The host's log: a line of JSON for each thing that happened, on standard error. No bytes of
// events, no keys.
#pragma once

#include <string_view>

#include "loader/document/document.hpp"

namespace assay::host {

/// {"event":EVENT,"time":SECONDS} and what else there is to say.
void log_line(std::string_view event, loader::Table more = {});
/// With the refusal's code, message and subject.
void log_refusal(std::string_view event, const loader::Refusal& refusal);

}  // namespace assay::host
