// SPDX-License-Identifier: Apache-2.0
#include "cli/tell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "cli/commands.hpp"
#include "ir/base/errors.hpp"
#include "session/source_messages.hpp"
#include "verifier/report/diagnostic_text.hpp"

namespace assay {

int exit_status(const Error& error) {
  return error_class(error.code) == ErrorClass::Internal ? kExitInternal : kExitInput;
}

int exit_status(const std::vector<Diagnostic>& messages) {
  int status = kExitAccepted;
  for (const Diagnostic& message : messages) {
    if (message.severity != Severity::Error) continue;
    switch (error_class(code_of(message))) {
      case ErrorClass::Input:
        status = std::max(status, kExitInput);
        break;
      case ErrorClass::Unsupported:
      case ErrorClass::Unproved:
        status = std::max(status, kExitRejected);
        break;
      case ErrorClass::Internal:
        status = std::max(status, kExitInternal);
        break;
    }
  }
  return status;
}

std::string error_line(const Error& error) {
  return render_headline({"assay", Severity::Error, error.message, error_id(error.code)},
                         Colour::Off);
}

int tell(const Error& error) {
  // What was told before should stand before it where both go to one place.
  std::fflush(stdout);
  fmt::print(stderr, "{}\n", error_line(error));
  return exit_status(error);
}

}  // namespace assay
