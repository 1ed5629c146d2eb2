// SPDX-License-Identifier: Apache-2.0
#include "loader/privilege/descriptors.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace assay::loader {

void take_standard_descriptors() {
  int opened = ::open("/dev/null", O_RDWR);
  while (opened >= 0 && opened <= STDERR_FILENO) opened = ::open("/dev/null", O_RDWR);
  if (opened >= 0) ::close(opened);
}

}  // namespace assay::loader
