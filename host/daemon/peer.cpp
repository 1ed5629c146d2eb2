// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/peer.hpp"

#include <grp.h>
#include <pwd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <optional>

namespace assay::host {
namespace {

using loader::Refusal;
using loader::RefusalCode;

constexpr std::array kRights = {Right::Submit, Right::Dispatch, Right::Read, Right::Control};

std::optional<std::uint32_t> number_of(const std::string& text) {
  std::uint32_t value = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || rest != end) return std::nullopt;
  return value;
}

std::optional<uid_t> user_named(const std::string& name) {
  if (const auto number = number_of(name)) return *number;
  const passwd* const found = ::getpwnam(name.c_str());
  return found == nullptr ? std::nullopt : std::optional(found->pw_uid);
}

std::optional<gid_t> group_named(const std::string& name) {
  if (const auto number = number_of(name)) return *number;
  const group* const found = ::getgrnam(name.c_str());
  return found == nullptr ? std::nullopt : std::optional(found->gr_gid);
}

}  // namespace

std::string_view right_word(Right right) {
  switch (right) {
    case Right::Submit:
      return "submit";
    case Right::Dispatch:
      return "dispatch";
    case Right::Read:
      return "read";
    case Right::Control:
      return "control";
  }
  return "";
}

std::string Peer::name() const { return "uid " + std::to_string(user); }

loader::Outcome<Peer> peer_of(int socket) {
  ucred about{};
  socklen_t size = sizeof(about);
  if (::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &about, &size) != 0) {
    return Refusal{RefusalCode::SocketFailed, "SO_PEERCRED"};
  }
  Peer peer{about.uid, {about.gid}};
  std::vector<gid_t> groups(64);
  for (int tries = 0; tries < 2; ++tries) {
    size = static_cast<socklen_t>(groups.size() * sizeof(gid_t));
    if (::getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &size) == 0) {
      groups.resize(size / sizeof(gid_t));
      peer.groups.insert(groups.begin(), groups.end());
      return peer;
    }
    if (errno != ERANGE) break;
    groups.resize(size / sizeof(gid_t));
  }
  // Without its further groups the peer has fewer rights, not more.
  return peer;
}

loader::Done Rights::give(const std::string& rule) {
  const std::size_t equals = rule.find('=');
  const std::string word = rule.substr(0, equals);
  const auto right = std::ranges::find(kRights, word, right_word);
  const Refusal wrong{RefusalCode::SettingsWrong, "allow " + rule};
  if (equals == std::string::npos || right == kRights.end()) return wrong;
  Holders& holders = holders_[*right];
  const std::string who = rule.substr(equals + 1);
  if (who == "all") {
    holders.everybody = true;
  } else if (who.starts_with("user:")) {
    const auto user = user_named(who.substr(5));
    if (!user) return wrong;
    holders.users.insert(*user);
  } else if (who.starts_with("group:")) {
    const auto group = group_named(who.substr(6));
    if (!group) return wrong;
    holders.groups.insert(*group);
  } else {
    return wrong;
  }
  return loader::done();
}

bool Rights::has(const Peer& peer, Right right) const {
  const auto at = holders_.find(right);
  if (at == holders_.end()) return peer.user == ::geteuid();
  const Holders& holders = at->second;
  return holders.everybody || holders.users.contains(peer.user) ||
         std::ranges::any_of(peer.groups,
                             [&](gid_t group) { return holders.groups.contains(group); });
}

}  // namespace assay::host
