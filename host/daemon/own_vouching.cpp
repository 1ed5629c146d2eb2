// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/own_vouching.hpp"

#include <sys/random.h>

#include <algorithm>
#include <limits>

#include "ir/digest/sha256.hpp"
#include "loader/admission/interpreted.hpp"
#include "loader/base/hex.hpp"
#include "loader/sign/signed_package.hpp"

namespace assay::host {

using loader::Bytes;
using loader::Done;
using loader::KeySeed;
using loader::Outcome;
using loader::Refusal;
using loader::RefusalCode;
using loader::Seconds;
using loader::SignedDocument;
using loader::SignedKind;

namespace {

/// What the host says to itself hangs on no clock, which may be set to anything when it begins:
/// whoever may bring packages may do so for as long as the host is one of this kind.
constexpr Seconds kAtAnyTime = 0;
constexpr Seconds kNever = std::numeric_limits<Seconds>::max();
constexpr std::string_view kRootRole = "root";
constexpr std::string_view kPackageRole = "package";
constexpr std::string_view kStatementRole = "statement";

std::string signed_with(const KeySeed& key, SignedKind kind, std::string document) {
  SignedDocument made{std::move(document), {}};
  loader::add_signature(made, kind, key);
  return loader::write_signed(made);
}

}  // namespace

Outcome<OwnVouching> OwnVouching::make(loader::Files& files) {
  KeySeed seed{};
  if (::getrandom(seed.data(), seed.size(), 0) != static_cast<ssize_t>(seed.size())) {
    return Refusal{RefusalCode::FileUnreadable, "getrandom"};
  }
  const std::string text = loader::to_hex(seed);
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  if (Done kept = loader::replace(files, kSeedFile, {bytes, text.size()}); !kept.ok()) {
    return kept.refusal();
  }
  return OwnVouching(seed);
}

Outcome<OwnVouching> OwnVouching::open(const loader::Files& files) {
  const Outcome<Bytes> bytes = files.read(kSeedFile, 2 * sizeof(KeySeed));
  if (!bytes.ok()) return bytes.refusal();
  const auto seed = loader::array_from_hex<sizeof(KeySeed)>(
      {reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size()});
  if (!seed) return Refusal{RefusalCode::DocumentMalformed, kSeedFile};
  return OwnVouching(*seed);
}

KeySeed OwnVouching::key_for(std::string_view role) const {
  Bytes material(seed_.begin(), seed_.end());
  material.insert(material.end(), role.begin(), role.end());
  return sha256(material);
}

std::string OwnVouching::root() const {
  const auto role = [this](std::string_view name) {
    return loader::Role{{loader::public_key_of(key_for(name))}, 1};
  };
  loader::Root root;
  root.version = 1;
  root.issued = kAtAnyTime;
  root.expires = kNever;
  root.root = role(kRootRole);
  root.package = role(kPackageRole);
  root.statement = role(kStatementRole);
  return signed_with(key_for(kRootRole), SignedKind::Root, loader::write_root(root));
}

Done OwnVouching::submit(loader::Admission& admission, std::span<const std::uint8_t> package,
                         const loader::CheckedPackage& checked,
                         const std::vector<loader::HookSpec>& hooks, const std::string& who) const {
  const Outcome<loader::SignedPackage> read = loader::read_signed_package(package);
  if (!read.ok()) return read.refusal();
  // Of others' signatures nothing rests here.
  const loader::SignedPackage& bare = read.value();
  // Before the host speaks of it: what it has said of a name stays in its state.
  if (Done may = loader::may_keep_maps(checked); !may.ok()) return may;
  if (Done place = admission.has_place_for(checked.name, bare.digest); !place.ok()) return place;
  const Outcome<Bytes> own = loader::with_signature(bare.bytes, key_for(kPackageRole));
  if (!own.ok()) return own.refusal();
  loader::Release release;
  release.package = checked.name;
  release.version = checked.version;
  for (const loader::CheckedProgram& program : checked.programs) {
    const auto hook = std::ranges::find(hooks, program.hook, &loader::HookSpec::name);
    if (hook != hooks.end()) release.digests[hook->digest] = bare.digest;
  }
  release.rings = {{ring_, loader::kAllHosts}};
  // Later versions are later statements.
  const loader::Statement statement{checked.version, kAtAnyTime, kNever, release};
  const Done said =
      admission.take_statement(signed_with(key_for(kStatementRole), SignedKind::Statement,
                                           loader::write_statement(statement)),
                               who);
  if (!said.ok()) return said;
  return admission.submit(own.value(), who);
}

}  // namespace assay::host
