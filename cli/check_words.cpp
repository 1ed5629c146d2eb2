// SPDX-License-Identifier: Apache-2.0
#include "cli/check_words.hpp"

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/tell.hpp"
#include "ir/base/errors.hpp"
#include "session/read_text.hpp"
#include "verifier/report/printable.hpp"

namespace assay {

std::string spent_words(const AnnouncedWork& spent) {
  return fmt::format("{} units of work, {} edges, {} bytes of memory, depth {}", spent.units,
                     spent.edges, spent.arena, spent.depth);
}

int tell_refused(const std::string& path, const PackageVerdict& verdict) {
  Error error = error_of(verdict);
  if (error.code != ErrorCode::PackageRefused) {
    error.message = fmt::format("{}: {}", shown_path(path), error.message);
    return tell(error);
  }
  fmt::print("refused  {}  {} [{}, checker's code {}]\n  {}\n", printable(shown_path(path)),
             printable(error.message), error_id(error.code), verdict.code,
             spent_words(verdict.spent));
  return kExitRejected;
}

}  // namespace assay
