// SPDX-License-Identifier: Apache-2.0
#include "loader/host/identity.hpp"

#include "ir/wire/package.hpp"
#include "loader/checker/reader.hpp"

namespace assay::loader {

std::optional<SaidIdentity> said_identity(std::span<const std::uint8_t> package) {
  checker::Reader in({package.data(), package.size()});
  (void)in.bytes(wire::kHeadBytes);
  const checker::Bytes name = in.word();
  const std::uint64_t version = in.u64();
  if (!in.ok()) return std::nullopt;
  return SaidIdentity{{reinterpret_cast<const char*>(name.data), name.size}, version};
}

}  // namespace assay::loader
