// SPDX-License-Identifier: Apache-2.0
// One request to Clang, from its guarded start to the messages that tell how it ended.
#pragma once

#include <exception>
#include <memory>
#include <utility>
#include <vector>

#include "ir/base/errors.hpp"
#include "rules/c/compile.hpp"
#include "rules/c/guarded.hpp"
#include "rules/c/messages.hpp"

namespace assay {

/// Does `work` for the request under run_guarded() and within the request's time. `Outcome` has
/// `messages`, which tell a death, a late end and an exception, too; a late one has nothing else.
template <class Outcome>
[[nodiscard]] Outcome run_job(const CompileRequest& request,
                              void (*work)(Outcome&, CompileRequest&)) {
  // Work that is late goes on with what it was given, so that it gets copies of all of it.
  struct Job {
    CompileRequest request;
    Outcome result;
  };
  const auto job = std::make_shared<Job>(Job{request, {}});
  Outcome result;
  try {
    const Ended ended =
        run_guarded([job, work] { work(job->result, job->request); }, request.time_limit);
    if (ended.how == Ending::Late) {
      result.messages.push_back(too_slow(request));
      return result;
    }
    result = std::move(job->result);
    if (ended.how == Ending::GaveUp) {
      // Where it told an error before, that is the reason.
      if (!has_error(result.messages)) {
        result.messages.push_back(told_surrender(request, ended.reason));
      }
    } else if (ended.how == Ending::Died) {
      result.messages.push_back(told_death(request, result.messages));
    } else if (ended.how == Ending::Failed) {
      result.messages.push_back(plain_message(ErrorCode::InternalError, ended.reason));
    }
  } catch (const std::exception& fault) {
    result.messages.push_back(plain_message(ErrorCode::InternalError, fault.what()));
  }
  return result;
}

}  // namespace assay
