// SPDX-License-Identifier: Apache-2.0
// Whether something is this process's own, or the copy of it that fork() made: also where the child
// has its parent's number, as the first process of another namespace may.
#pragma once

#include <sys/types.h>

namespace assay::loader {

class ProcessMark {
 public:
  ProcessMark();
  ProcessMark(const ProcessMark&) = delete;
  ProcessMark& operator=(const ProcessMark&) = delete;
  ~ProcessMark();

  /// Whether this process made it.
  [[nodiscard]] bool is_own() const;

 private:
  pid_t process_;
  /// A byte that is 1, and that the kernel makes 0 in a child; null where it cannot do that, and
  /// the number alone must do.
  unsigned char* mark_ = nullptr;
};

}  // namespace assay::loader
