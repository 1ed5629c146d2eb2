// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/metrics_file.hpp"

#include <cstdio>
#include <fstream>

namespace assay::host {

void write_metrics_file(const std::string& path, const std::string& text) {
  if (path.empty()) return;
  const std::string fresh = path + ".new";
  {
    std::ofstream file(fresh, std::ios::binary | std::ios::trunc);
    file << text;
    if (!file.flush()) return;
  }
  (void)std::rename(fresh.c_str(), path.c_str());
}

}  // namespace assay::host
