// SPDX-License-Identifier: Apache-2.0
#include "cli/verify_arguments.hpp"

#include <algorithm>
#include <thread>

namespace assay {

std::size_t worker_count(const VerifyArguments& arguments) {
  if (arguments.jobs != 0) return arguments.jobs;
  return std::max(1u, std::thread::hardware_concurrency());
}

}  // namespace assay
