// SPDX-License-Identifier: Apache-2.0
// What a host asks to be judged or run, checked.
#pragma once

#include "api/handles.hpp"
#include "ir/base/result.hpp"
#include "session/input.hpp"
#include "session/judge.hpp"

namespace assay {

/// The options of the session with its contract's full name. Error: UsageError, for a null session,
/// an unknown contract, or a way of execution that there is not.
[[nodiscard]] Result<JudgeOptions> options_of(const assay_session* session);

/// A copy of the input. Error: UsageError, for null pointers and for a C source.
[[nodiscard]] Result<NamedBytes> bytes_of(const assay_input* input);

/// The programs of the input. Errors: those of read_in_memory.
[[nodiscard]] Result<std::vector<Candidate>> candidates_of(const assay_session& session,
                                                           NamedBytes file);

}  // namespace assay
