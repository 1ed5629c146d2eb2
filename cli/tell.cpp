// SPDX-License-Identifier: Apache-2.0
#include "cli/tell.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "cli/commands.hpp"
#include "verifier/report/printable.hpp"

namespace assay {

int exit_status(const Error& error) {
  return error_class(error.code) == ErrorClass::Internal ? kExitInternal : kExitInput;
}

int tell(const Error& error) {
  // What was told before should stand before it where both go to one place.
  std::fflush(stdout);
  fmt::print(stderr, "assay: error: {} [{}]\n", printable(error.message), error_id(error.code));
  return exit_status(error);
}

}  // namespace assay
