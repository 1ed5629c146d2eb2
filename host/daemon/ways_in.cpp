// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/ways_in.hpp"

#include <utility>

#include "host/daemon/oci_layout.hpp"
#include "host/daemon/watched_folder.hpp"
#include "ir/digest/sha256.hpp"
#include "loader/base/hex.hpp"

namespace assay::host {
namespace {

constexpr std::chrono::seconds kAgain{30};

/// What lay there, to know it again: of all its bytes, a package's signatures included, so that one
/// with other signatures is looked at, too.
template <class Run>
std::string digest_of(const Run& bytes) {
  return loader::to_hex(sha256(bytes));
}

/// What a text claims to be; only its place in the order rests on it.
bool seems_release(std::string_view statement) {
  return statement.find("\"says\":\"release\"") != std::string_view::npos;
}

}  // namespace

bool WaysIn::is_due(const Brought& brought) {
  std::set<std::string> now;
  for (const std::string& text : brought.roots) now.insert(digest_of(text));
  for (const std::string& text : brought.statements) now.insert(digest_of(text));
  for (const Bytes& package : brought.packages) now.insert(digest_of(package));
  const bool changed = now != seen_;
  seen_ = std::move(now);
  if (!changed && Clock::now() < again_) return false;
  again_ = Clock::now() + kAgain;
  return true;
}

void WaysIn::note(const std::string& digest, const loader::Done& what) {
  const auto code = what.ok() ? std::nullopt : std::optional(what.refusal().code);
  const auto before = taken_.find(digest);
  const bool told = before != taken_.end() && before->second == code;
  if (!what.ok() && !told) untold_.push_back(what.refusal());
  taken_[digest] = code;
}

void WaysIn::take_brought(Host& host, const Brought& brought, const std::string& who) {
  const auto is_done = [this](const std::string& digest) {
    const auto before = taken_.find(digest);
    // A kill switch of what is not here is set all the same.
    return before != taken_.end() &&
           (!before->second || *before->second == RefusalCode::KillOfNothing);
  };
  for (const std::string& text : brought.roots) {
    const std::string digest = digest_of(text);
    if (!is_done(digest)) note(digest, host.admission().take_root(text, who));
  }
  for (const std::string& text : brought.statements) {
    const std::string digest = digest_of(text);
    // A new root lets go of releases, so they are said again; a kill switch is not set again that
    // an administrator has cleared.
    if (is_done(digest) && !seems_release(text)) continue;
    note(digest, host.admission().take_statement(text, who));
  }
  for (const Bytes& package : brought.packages) {
    const std::string digest = digest_of(package);
    if (!is_done(digest)) note(digest, host.submit(package, who));
  }
}

std::vector<Refusal> WaysIn::take(Host& host) {
  Brought all;
  const auto add = [&](const std::string& path, auto read) {
    if (path.empty()) return;
    Outcome<Brought> some = read(path, settings_.store.package_bytes);
    note(path, some.ok() ? loader::done() : loader::Done(some.refusal()));
    if (!some.ok()) return;
    for (const std::string& text : some.value().roots) all.roots.push_back(text);
    for (const std::string& text : some.value().statements) all.add_statement(text);
    for (const Bytes& package : some.value().packages) all.packages.push_back(package);
  };
  add(settings_.watch, brought_in_folder);
  add(settings_.layout, brought_in_layout);
  if (is_due(all)) take_brought(host, all, "folder");
  return std::exchange(untold_, {});
}

}  // namespace assay::host
