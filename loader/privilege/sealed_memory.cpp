// SPDX-License-Identifier: Apache-2.0
#include "loader/privilege/sealed_memory.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>

namespace assay::loader {
namespace {

constexpr int kSeals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;

bool write_all(int file, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

Outcome<int> sealed_memory(std::span<const std::uint8_t> bytes) {
  const int file = ::memfd_create("package", MFD_ALLOW_SEALING);
  if (file < 0) return Refusal{RefusalCode::FileUnwritable, std::strerror(errno)};
  if (write_all(file, bytes) && ::lseek(file, 0, SEEK_SET) == 0 &&
      ::fcntl(file, F_ADD_SEALS, kSeals) == 0)
    return file;
  const std::string why = std::strerror(errno);
  ::close(file);
  return Refusal{RefusalCode::FileUnwritable, why};
}

Outcome<Bytes> read_sealed_memory(int descriptor, std::size_t most) {
  const int seals = ::fcntl(descriptor, F_GET_SEALS);
  if (seals < 0 || (seals & kSeals) != kSeals) return Refusal{RefusalCode::NotSealedInMemory, {}};
  struct stat about{};
  if (::fstat(descriptor, &about) != 0)
    return Refusal{RefusalCode::FileUnreadable, std::strerror(errno)};
  const auto size = static_cast<std::size_t>(about.st_size);
  if (size > most) return Refusal{RefusalCode::FileTooLarge, std::to_string(size)};
  Bytes bytes(size);
  for (std::size_t had = 0; had < size;) {
    const ssize_t count =
        ::pread(descriptor, bytes.data() + had, size - had, static_cast<off_t>(had));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return Refusal{RefusalCode::FileUnreadable, std::strerror(errno)};
    had += static_cast<std::size_t>(count);
  }
  return bytes;
}

}  // namespace assay::loader
