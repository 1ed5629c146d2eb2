// SPDX-License-Identifier: Apache-2.0
#include "loader/files/process_mark.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>

namespace assay::loader {
namespace {

/// The kernel takes whole pages of it.
constexpr std::size_t kBytes = 1;

}  // namespace

ProcessMark::ProcessMark() : process_(::getpid()) {
  void* const page =
      ::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (page == MAP_FAILED) return;
  if (::madvise(page, kBytes, MADV_WIPEONFORK) != 0) {
    ::munmap(page, kBytes);
    return;
  }
  mark_ = static_cast<unsigned char*>(page);
  *mark_ = 1;
}

ProcessMark::~ProcessMark() {
  if (mark_ != nullptr) ::munmap(mark_, kBytes);
}

bool ProcessMark::is_own() const {
  return process_ == ::getpid() && (mark_ == nullptr || *mark_ == 1);
}

}  // namespace assay::loader
