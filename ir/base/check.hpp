// SPDX-License-Identifier: Apache-2.0
// Always-on internal checks: a broken invariant of Assay's own is never a verdict.
//
// ASSAY_CHECK stays on in release builds. It throws InternalFault, which the command line reports
// with exit status 3; the program under verification is then not accepted.
#pragma once

#include <stdexcept>
#include <string>

namespace assay {

/// A bug in Assay itself (never a property of the input). Thrown by ASSAY_CHECK only.
class InternalFault : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

[[noreturn]] inline void internal_fault(const char* file, int line, const std::string& what) {
  throw InternalFault(std::string(file) + ":" + std::to_string(line) + ": " + what);
}

}  // namespace assay

#define ASSAY_CHECK(condition, what)                                       \
  do {                                                                     \
    if (!(condition)) ::assay::internal_fault(__FILE__, __LINE__, (what)); \
  } while (false)
