// SPDX-License-Identifier: Apache-2.0
// How many bytes of attachments each client has on its way, of questions until they are answered
// and of answers until they are taken, wherever they are by now. By any thread.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>

namespace assay::host {

struct AttachmentLimits {
  /// As small as a statement may be: not counted, since the number of clients bounds them, so that
  /// no attachment keeps a kill switch out, nor a statement that is one.
  std::size_t small = 0;
  std::size_t all = 0;
  std::size_t of_a_user = 0;
};

class Attachments {
 public:
  explicit Attachments(const AttachmentLimits& limits) : limits_(limits) {}

  /// Whether the client may have so many bytes on its way, in place of those that it had. Where it
  /// may not, it has none.
  [[nodiscard]] bool put(std::uint64_t client, uid_t user, std::size_t bytes);
  void remove(std::uint64_t client);

 private:
  struct Held {
    uid_t user = 0;
    std::size_t bytes = 0;
  };

  AttachmentLimits limits_;
  std::mutex lock_;
  std::map<std::uint64_t, Held> held_;  // by client
};

}  // namespace assay::host
