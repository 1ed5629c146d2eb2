// SPDX-License-Identifier: Apache-2.0
#include "loader/sign/key.hpp"

#include <sodium/core.h>
#include <sodium/crypto_sign_ed25519.h>
#include <sodium/utils.h>

#include "ir/base/check.hpp"

namespace assay::loader {
namespace {

static_assert(std::tuple_size_v<PublicKey> == crypto_sign_ed25519_PUBLICKEYBYTES);
static_assert(std::tuple_size_v<Signature> == crypto_sign_ed25519_BYTES);
static_assert(std::tuple_size_v<KeySeed> == crypto_sign_ed25519_SEEDBYTES);

/// Both halves; the secret one is wiped when they go.
struct Pair {
  PublicKey known{};
  std::array<std::uint8_t, crypto_sign_ed25519_SECRETKEYBYTES> secret{};

  explicit Pair(const KeySeed& seed) {
    ASSAY_CHECK(sodium_init() >= 0, "libsodium cannot be used");
    crypto_sign_ed25519_seed_keypair(known.data(), secret.data(), seed.data());
  }
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  ~Pair() { sodium_memzero(secret.data(), secret.size()); }
};

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

}  // namespace

PublicKey public_key_of(const KeySeed& seed) { return Pair(seed).known; }

Signature sign(const KeySeed& seed, std::string_view message) {
  const Pair pair(seed);
  Signature signature{};
  crypto_sign_ed25519_detached(signature.data(), nullptr, bytes_of(message), message.size(),
                               pair.secret.data());
  return signature;
}

bool signature_holds(const PublicKey& key, std::string_view message, const Signature& signature) {
  ASSAY_CHECK(sodium_init() >= 0, "libsodium cannot be used");
  return crypto_sign_ed25519_verify_detached(signature.data(), bytes_of(message), message.size(),
                                             key.data()) == 0;
}

}  // namespace assay::loader
