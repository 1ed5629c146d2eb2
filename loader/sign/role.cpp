// SPDX-License-Identifier: Apache-2.0
#include "loader/sign/role.hpp"

#include "loader/base/hex.hpp"

namespace assay::loader {

Done check_signatures(const Role& role, std::string_view message,
                      const std::map<PublicKey, Signature>& signatures, std::string_view what) {
  std::uint64_t count = 0;
  for (const auto& [key, signature] : signatures) {
    if (!role.keys.contains(key)) continue;
    if (!signature_holds(key, message, signature)) {
      return Refusal{RefusalCode::SignatureWrong, to_hex(key)};
    }
    ++count;
  }
  if (role.threshold == 0 || count < role.threshold) {
    return Refusal{RefusalCode::SignatureMissing, std::string(what)};
  }
  return done();
}

}  // namespace assay::loader
