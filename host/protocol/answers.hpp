// SPDX-License-Identifier: Apache-2.0
// What an answer's document says in every case: whether it was done, and if not, why.
#pragma once

#include "host/protocol/frame.hpp"

namespace assay::host {

/// {"ok":true} and what else there is to say.
[[nodiscard]] Frame good_answer(loader::Table more = {}, Bytes attachment = {});
/// A refusal's subject as it is shown: printable, and no longer than somebody reads.
[[nodiscard]] std::string shown(std::string subject);
/// {"code":CODE,"message":SENTENCE,"ok":false,"subject":SUBJECT}.
[[nodiscard]] Frame refusal_answer(const Refusal& refusal);

/// What an answer says, as a client reads it; MessageMalformed, or the refusal that it tells.
[[nodiscard]] Outcome<loader::Table> read_answer(const Frame& answer);

}  // namespace assay::host
