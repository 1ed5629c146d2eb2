// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/ways_in.hpp"

#include <algorithm>
#include <ctime>
#include <string_view>
#include <utility>

#include "host/daemon/oci_layout.hpp"
#include "host/daemon/watched_folder.hpp"
#include "ir/digest/sha256.hpp"
#include "loader/base/hex.hpp"
#include "loader/sign/signed_document.hpp"

namespace assay::host {
namespace {

using loader::Done;

constexpr std::chrono::seconds kLookEvery{1};
constexpr std::chrono::seconds kAgain{30};
/// For how long after a change another one may have the same time (nanoseconds).
constexpr std::int64_t kSettling = 1'000'000'000;

std::string_view text_of(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// What a text claims to be; only its place in the order rests on it.
bool seems_kill(std::string_view statement) {
  return statement.find("\"says\":\"kill\"") != std::string_view::npos;
}
bool seems_release(std::string_view statement) {
  return statement.find("\"says\":\"release\"") != std::string_view::npos;
}

/// Of all bytes of a file, a package's signatures included, so that one with other signatures is
/// taken, too.
std::string digest_of(const Bytes& bytes) { return loader::to_hex(sha256(bytes)); }

bool is_settled(const BroughtFile& file) {
  timespec now{};
  if (::clock_gettime(CLOCK_REALTIME, &now) != 0) return false;
  const std::int64_t time = std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
  return !file.stamp || file.stamp->changed < time - kSettling ||
         file.stamp->changed > time + kSettling;
}

/// The file's bytes, with the digest that it is named by, if it is. FileMissing and the like.
Outcome<Bytes> bytes_in(const Brought& found, const std::string& name, std::size_t most) {
  Outcome<Bytes> bytes = found.folder->read(name, most);
  if (!bytes.ok()) return bytes;
  if (found.named == NamedBy::Digest && digest_of(bytes.value()) != name) {
    return Refusal{RefusalCode::LayoutMalformed, name + " is another blob"};
  }
  return bytes;
}

}  // namespace

std::optional<Urgency> WaysIn::next() const {
  for (std::size_t i = 0; i < stages_.size(); ++i) {
    if (stages_.at(i).empty()) continue;
    return static_cast<Stage>(i) == Stage::Packages ? Urgency::Submit : Urgency::Read;
  }
  return std::nullopt;
}

void WaysIn::step(Host& host) {
  // Also where the last look's packages are not through: a kill switch may have come since.
  if (!next() || Clock::now() >= next_look_) return look();
  const auto first =
      std::ranges::find_if(stages_, [](const auto& items) { return !items.empty(); });
  Item item = std::move(first->front());
  first->pop_front();
  take(host, std::move(item), static_cast<Stage>(first - stages_.begin()));
}

std::vector<Refusal> WaysIn::untold() { return std::exchange(untold_, {}); }

bool WaysIn::is_due(const Known& known) const {
  if (known.round == 0) return true;
  // A new root lets go of releases, so they are said again.
  return known.round < round_ && (known.refused || known.is_release);
}

void WaysIn::find(const std::string& path, Outcome<Brought> (*read)(const std::string&),
                  std::vector<Item>& found) {
  if (path.empty()) return;
  Outcome<Brought> brought = read(path);
  note(ways_[path], brought.ok() ? loader::done() : Done(brought.refusal()));
  if (!brought.ok()) return;
  const auto shared = std::make_shared<const Brought>(std::move(brought).value());
  for (std::size_t i = 0; i < shared->files.size(); ++i) {
    const BroughtFile& file = shared->files[i];
    const char kind = static_cast<char>('0' + static_cast<int>(file.kind));
    found.push_back({path + '/' + file.name + ' ' + kind, shared, i, is_settled(file)});
  }
}

void WaysIn::look() {
  next_look_ = Clock::now() + kLookEvery;
  for (auto& items : stages_) items.clear();
  std::vector<Item> found;
  find(settings_.watch, brought_in_folder, found);
  find(settings_.layout, brought_in_layout, found);
  std::map<std::string, Known> known;
  bool changed = known_.size() != found.size();
  for (const Item& item : found) {
    const std::optional<loader::FileStamp>& stamp = item.found->files[item.file].stamp;
    Known& now = known[item.key];
    if (const auto before = known_.find(item.key); before != known_.end()) now = before->second;
    if (now.round != 0 && now.stamp == stamp) continue;
    changed = changed || now.stamp != stamp;
    now.stamp = stamp;
    now.round = 0;
  }
  known_ = std::move(known);
  if (changed || Clock::now() >= again_) {
    ++round_;
    again_ = Clock::now() + kAgain;
  }
  // What was not tried yet goes before what was refused.
  std::ranges::sort(found, {}, [this](const Item& item) {
    return std::pair(known_.at(item.key).round, std::string_view(item.key));
  });
  for (Item& item : found) {
    if (!is_due(known_.at(item.key))) continue;
    switch (item.found->files[item.file].kind) {
      case BroughtFile::Kind::Root:
        stage(Stage::Roots).push_back(std::move(item));
        break;
      case BroughtFile::Kind::Statement:
        stage(Stage::Statements).push_back(std::move(item));
        break;
      case BroughtFile::Kind::Package:
        stage(Stage::Packages).push_back(std::move(item));
        break;
    }
  }
}

Outcome<Bytes> WaysIn::read(const Item& item) const {
  const BroughtFile& file = item.found->files[item.file];
  const bool package = file.kind == BroughtFile::Kind::Package;
  return bytes_in(*item.found, file.name,
                  package ? settings_.store.package_bytes : loader::kLongestSigned);
}

void WaysIn::take(Host& host, Item item, Stage from) {
  const Outcome<Bytes> bytes = read(item);
  const std::string text =
      bytes.ok() && from != Stage::Packages ? std::string(text_of(bytes.value())) : std::string();
  if (from == Stage::Statements && bytes.ok() && !seems_kill(text)) {
    return stage(Stage::OtherStatements).push_back(std::move(item));
  }
  Known& known = known_.at(item.key);
  known.round = item.settled ? round_ : 0;
  if (!bytes.ok()) return note(known.refused, bytes.refusal());
  const std::string digest = digest_of(bytes.value());
  const bool same = known.digest == digest;
  known.is_release = seems_release(text);
  if (same && !known.refused && !known.is_release) return;
  known.digest = digest;
  const std::string who = "folder";
  switch (from) {
    case Stage::Roots:
      return note(known.refused, host.admission().take_root(text, who));
    case Stage::Statements:
    case Stage::OtherStatements:
      return note(known.refused, host.admission().take_statement(text, who));
    case Stage::Packages:
      return note(known.refused, host.submit(bytes.value(), who));
  }
}

void WaysIn::note(std::optional<RefusalCode>& before, const Done& what) {
  const auto code = what.ok() ? std::nullopt : std::optional(what.refusal().code);
  if (code && before != code) untold_.push_back(what.refusal());
  before = code;
}

}  // namespace assay::host
