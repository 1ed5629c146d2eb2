// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/ways_in.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "host/daemon/watched_folder.hpp"
#include "ir/base/check.hpp"
#include "ir/digest/sha256.hpp"
#include "loader/base/hex.hpp"
#include "loader/sign/signed_document.hpp"

namespace assay::host {
namespace {

using loader::Done;
using Stage = Order::Stage;

constexpr std::chrono::seconds kLookEvery{1};
constexpr std::chrono::seconds kLatestAgain{30};
/// Between two looks, of the documents that are tried again, how many do not wait for packages that
/// clients submit.
constexpr std::size_t kSoon = 16;

std::string_view text_of(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// What a text claims to be; only its place in the order rests on it.
bool seems_kill(std::string_view statement) {
  return statement.find(R"("says":"kill")") != std::string_view::npos;
}
bool seems_release(std::string_view statement) {
  return statement.find(R"("says":"release")") != std::string_view::npos;
}

/// Of all bytes of a file, a package's signatures included, so that one with other signatures is
/// taken, too.
std::string digest_of(const Bytes& bytes) { return loader::to_hex(sha256(bytes)); }

/// The file's bytes, with the digest that it is named by, if it is. FileMissing and the like.
Outcome<Bytes> bytes_in(const Brought& found, const std::string& name, std::size_t most) {
  Outcome<Bytes> bytes = found.folder->read(name, most);
  if (!bytes.ok()) return bytes;
  if (found.named == NamedBy::Digest && digest_of(bytes.value()) != name) {
    return Refusal{RefusalCode::LayoutMalformed, name + ": is another blob"};
  }
  return bytes;
}

Stage first_stage(BroughtFile::Kind kind) {
  switch (kind) {
    case BroughtFile::Kind::Root:
      return Stage::Roots;
    case BroughtFile::Kind::Statement:
      return Stage::Statements;
    case BroughtFile::Kind::Package:
      return Stage::Packages;
  }
  return Stage::Packages;
}

/// How long what was tried so many times waits.
std::chrono::seconds wait_after(std::uint32_t times) {
  constexpr std::uint32_t kDoublings = 5;
  return std::min(std::chrono::seconds{1U << std::min(times, kDoublings)}, kLatestAgain);
}

}  // namespace

Clock::time_point next_look(Clock::time_point began, Clock::time_point ended) {
  return ended + std::max<Clock::duration>(kLookEvery, ended - began);
}

std::string who_brings(Order::Way way, std::string path) {
  while (path.size() > 1 && path.ends_with('/')) path.pop_back();
  const std::size_t slash = path.rfind('/');
  if (slash != std::string::npos && path.size() > 1) path.erase(0, slash + 1);
  path.resize(std::min(path.size(), kLongestFolderName));
  return (way == Order::Way::Folder ? "folder " : "oci ") + loader::plain(std::move(path));
}

std::string WaysIn::who(Order::Way way) const {
  return who_brings(way, way == Order::Way::Folder ? settings_.watch : settings_.layout);
}

std::optional<Urgency> WaysIn::next() const {
  const auto next = order_.next(Clock::now());
  if (!next) return std::nullopt;
  const bool soon = next->item.stage != Stage::Packages && soon_ < kSoon;
  return soon || order_.has_new_document() ? Urgency::Read : Urgency::Submit;
}

std::vector<FolderRefusal> WaysIn::untold() { return std::exchange(untold_, {}); }

void WaysIn::look() {
  ++look_;
  soon_ = 0;
  if (!settings_.watch.empty()) {
    meet(Order::Way::Folder, settings_.watch, brought_in_folder(settings_.watch));
  }
  if (!settings_.layout.empty()) meet(Order::Way::Layout, settings_.layout, layout_.look());
  for (auto known = known_.begin(); known != known_.end();) {
    if (known->second.look == look_) {
      ++known;
      continue;
    }
    order_.remove(known->first);
    known = known_.erase(known);
  }
  std::erase_if(passed_, [this](const auto& passed) { return passed.second != look_; });
  // A package may have waited for its release, a statement for the root with its key.
  if (!std::exchange(took_document_, false)) return;
  order_.hasten(Clock::now());
  if (in_hand_) in_hand_->has_new_document = true;
}

void WaysIn::meet(Order::Way way, const std::string& path, Outcome<Brought> brought) {
  note(way, ways_[path], brought.ok() ? loader::done() : Done(brought.refusal()));
  if (!brought.ok()) return;
  const auto found = std::make_shared<const Brought>(std::move(brought).value());
  for (const Refusal& passed : found->passed) {
    const auto [at, is_new] = passed_.try_emplace(path + ' ' + passed.subject);
    at->second = look_;
    if (is_new) untold_.push_back({who(way), passed});
  }
  for (std::size_t i = 0; i < found->files.size(); ++i) {
    const BroughtFile& file = found->files[i];
    const char kind = static_cast<char>('0' + static_cast<int>(file.kind));
    meet_file({path + '/' + file.name + ' ' + kind, way, first_stage(file.kind)}, found, i);
  }
}

void WaysIn::meet_file(const Order::Item& item, const std::shared_ptr<const Brought>& found,
                       std::size_t file) {
  Known& known = known_[item.key];
  const std::optional<loader::FileStamp>& stamp = found->files[file].stamp;
  const bool as_it_was = known.stamp == stamp && (known.waits || known.is_through);
  known.found = found;
  known.file = file;
  known.look = look_;
  known.is_settled = is_settled(stamp);
  if (as_it_was) return;
  // What was not read yet keeps its place, however often it is written anew.
  if (!known.waits) order_.put(item);
  known.waits = true;
  if (known.stamp != stamp) {
    known.times = 0;
    known.since_start = look_ == 1;
  }
  known.stamp = stamp;
}

Outcome<Bytes> WaysIn::read(const Known& known) const {
  const BroughtFile& file = known.found->files[known.file];
  const bool package = file.kind == BroughtFile::Kind::Package;
  return bytes_in(*known.found, file.name,
                  package ? settings_.store.package_bytes : loader::kLongestSigned);
}

std::optional<FolderPackage> WaysIn::take(Host& host) {
  auto next = order_.take(Clock::now());
  if (!next) return std::nullopt;
  if (next->age == Order::Age::Again) ++soon_;
  Known& known = known_.at(next->item.key);
  const bool settled = known.is_settled;
  // So the next look puts it into the order again where what follows throws.
  known.waits = false;
  known.is_through = false;
  std::optional<Bytes> package = try_file(host, next->item);
  known.is_through = settled;
  if (!package) return std::nullopt;
  in_hand_ = InHand{std::move(next->item)};
  order_.hold_packages();
  return FolderPackage{who(in_hand_->item.way), *std::move(package)};
}

std::optional<Bytes> WaysIn::try_file(Host& host, const Order::Item& item) {
  Outcome<Bytes> bytes = read(known_.at(item.key));
  if (item.stage == Stage::Packages) return try_package(item, std::move(bytes));
  if (item.stage == Stage::Statements && bytes.ok() && !seems_kill(text_of(bytes.value()))) {
    order_.put({item.key, item.way, Stage::OtherStatements});
  } else {
    try_document(host, item, bytes);
  }
  return std::nullopt;
}

void WaysIn::try_document(Host& host, const Order::Item& item, const Outcome<Bytes>& bytes) {
  Known& known = known_.at(item.key);
  if (!bytes.ok()) {
    note_file(item.way, known, bytes.refusal());
    return try_again(item, known);
  }
  const std::string text(text_of(bytes.value()));
  const std::string digest = digest_of(bytes.value());
  const bool is_new = known.digest != digest || known.refused.has_value();
  // A new root lets go of releases, so they are said again.
  known.is_release = item.stage == Stage::OtherStatements && seems_release(text);
  if (!is_new && !known.is_release) return;
  known.digest = digest;
  const std::string from = who(item.way);
  const Done done = item.stage == Stage::Roots ? host.admission().take_root(text, from)
                                               : host.admission().take_statement(text, from);
  note_file(item.way, known, done);
  if (done.ok() && is_new) took_document_ = true;
  if (known.refused || known.is_release) try_again(item, known);
}

/// The package, where it is another one or was refused.
std::optional<Bytes> WaysIn::try_package(const Order::Item& item, Outcome<Bytes> bytes) {
  Known& known = known_.at(item.key);
  if (!bytes.ok()) {
    note_file(item.way, known, bytes.refusal());
    try_again(item, known);
    return std::nullopt;
  }
  std::string digest = digest_of(bytes.value());
  if (known.digest == digest && !known.refused) return std::nullopt;
  known.digest = std::move(digest);
  return std::move(bytes).value();
}

void WaysIn::brought(const Done& what) {
  order_.let_packages_go();
  ASSAY_CHECK(in_hand_.has_value(), "no package is being brought");
  const InHand hand = *std::exchange(in_hand_, std::nullopt);
  const auto found = known_.find(hand.item.key);
  if (found == known_.end()) {
    // Its file is gone, and so is what became of it before.
    std::optional<RefusalCode> before;
    return note(hand.item.way, before, what);
  }
  Known& known = found->second;
  note_file(hand.item.way, known, what);
  // Whoever wrote it anew meanwhile has it tried as it is now.
  if (!known.refused || known.waits) return;
  try_again(hand.item, known);
  if (hand.has_new_document) order_.hasten(Clock::now());
}

void WaysIn::try_again(const Order::Item& item, Known& known) {
  order_.put_again(item, Clock::now() + wait_after(known.times));
  ++known.times;
}

/// Of one file, which is named. What lay there when the host began was brought before, as far as it
/// was heard: that is nothing to tell of.
void WaysIn::note_file(Order::Way way, Known& known, const Done& what) {
  if (what.ok()) return note(way, known.refused, what);
  Refusal why = what.refusal();
  if (why.code == RefusalCode::StatementReplayed && known.since_start) {
    known.refused = why.code;
    return;
  }
  const std::string& name = known.found->files[known.file].name;
  const std::string about = why.subject.empty() ? "" : ": " + why.subject;
  if (!why.subject.starts_with(name)) why.subject = name + about;
  note(way, known.refused, why);
}

void WaysIn::note(Order::Way way, std::optional<RefusalCode>& before, const Done& what) {
  const auto code = what.ok() ? std::nullopt : std::optional(what.refusal().code);
  if (code && before != code) untold_.push_back({who(way), what.refusal()});
  before = code;
}

}  // namespace assay::host
