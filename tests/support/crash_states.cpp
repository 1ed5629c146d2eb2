// SPDX-License-Identifier: Apache-2.0
#include "support/crash_states.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <utility>

namespace assay::loader {
namespace {

/// A part of an operation that reaches the disk whole or not at all. Files go by number: names
/// move.
struct Part {
  enum class Kind : std::uint8_t { Name, Unname, Move, Block, Size } kind{};
  std::size_t file = 0;
  std::string name;        // Name, Unname, Move: the new one
  std::string from;        // Move
  std::size_t offset = 0;  // Block; Size: the new size
  Bytes bytes;             // Block
  std::size_t step = 0;    // the operation that it belongs to, from 1
  std::size_t synced = 0;  // the operation that made it durable, or 0
};

/// Operations as parts, each with the operation that makes it durable.
class Parts {
 public:
  Parts(const Image& durable, const std::vector<FileStep>& steps) {
    for (const auto& [name, bytes] : durable) {
      names_[name] = base_.size();
      sizes_.push_back(bytes.size());
      base_.push_back(bytes);
      base_names_[name] = base_.size() - 1;
    }
    for (const FileStep& step : steps) {
      ++number_;
      take(step);
    }
  }

  [[nodiscard]] const std::vector<Part>& all() const { return parts_; }
  [[nodiscard]] std::size_t steps() const { return number_; }

  /// The folder with those parts, in their order.
  [[nodiscard]] Image image(const std::vector<const Part*>& chosen) const {
    std::vector<Bytes> files = base_;
    files.resize(sizes_.size());
    std::map<std::string, std::size_t> names = base_names_;
    for (const Part* part : chosen) apply(*part, files, names);
    Image image;
    for (const auto& [name, file] : names) image[name] = files[file];
    return image;
  }

 private:
  static void apply(const Part& part, std::vector<Bytes>& files,
                    std::map<std::string, std::size_t>& names) {
    Bytes& file = files[part.file];
    const auto forget = [&](const std::string& name) {
      const auto at = names.find(name);
      if (at != names.end() && at->second == part.file) names.erase(at);
    };
    switch (part.kind) {
      case Part::Kind::Name:
        names[part.name] = part.file;
        return;
      case Part::Kind::Unname:
        forget(part.name);
        return;
      case Part::Kind::Move:
        forget(part.from);
        names[part.name] = part.file;
        return;
      case Part::Kind::Block:
        file.resize(std::max(file.size(), part.offset + part.bytes.size()));
        std::copy(part.bytes.begin(), part.bytes.end(),
                  file.begin() + static_cast<std::ptrdiff_t>(part.offset));
        return;
      case Part::Kind::Size:
        file.resize(part.offset);
        return;
    }
  }

  void take(const FileStep& step) {
    switch (step.act) {
      case FileAct::Write:
        write(opened(step.name), step.bytes, FileAct::Write);
        return;
      case FileAct::Append:
        write(opened(step.name), step.bytes, FileAct::Append);
        return;
      case FileAct::Truncate:
        resize(opened(step.name), step.size);
        return;
      case FileAct::Sync:
        sync_file(step.name);
        return;
      case FileAct::SyncFolder:
        sync_names();
        return;
      case FileAct::Rename:
        rename(step.name, step.to);
        return;
      case FileAct::Remove:
        remove(step.name);
        return;
    }
  }

  std::size_t opened(const std::string& name) {
    const auto [at, made] = names_.try_emplace(name, sizes_.size());
    if (made) {
      sizes_.push_back(0);
      parts_.push_back({Part::Kind::Name, at->second, name, {}, 0, {}, number_});
    }
    last_known_[name] = at->second;
    return at->second;
  }

  void write(std::size_t file, const Bytes& bytes, FileAct how) {
    if (how == FileAct::Write && sizes_[file] > 0) resize(file, 0);
    for (std::size_t done = 0; done < bytes.size();) {
      const std::size_t offset = sizes_[file];
      const std::size_t count = std::min(bytes.size() - done, kBlock - offset % kBlock);
      const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(done);
      parts_.push_back({Part::Kind::Block,
                        file,
                        {},
                        {},
                        offset,
                        Bytes(from, from + static_cast<std::ptrdiff_t>(count)),
                        number_});
      sizes_[file] += count;
      done += count;
    }
  }

  void resize(std::size_t file, std::size_t size) {
    parts_.push_back({Part::Kind::Size, file, {}, {}, size, {}, number_});
    sizes_[file] = size;
  }

  /// By the file that had the name when it was written: a sync works on what was opened.
  void sync_file(const std::string& name) {
    const auto known = last_known_.find(name);
    const auto named = names_.find(name);
    if (known == last_known_.end() && named == names_.end()) return;
    const std::size_t file = named != names_.end() ? named->second : known->second;
    for (Part& part : parts_) {
      const bool bytes = part.kind == Part::Kind::Block || part.kind == Part::Kind::Size;
      if (bytes && part.file == file && part.synced == 0) part.synced = number_;
    }
  }

  void sync_names() {
    for (Part& part : parts_) {
      const bool bytes = part.kind == Part::Kind::Block || part.kind == Part::Kind::Size;
      if (!bytes && part.synced == 0) part.synced = number_;
    }
  }

  /// Both names change at once, as POSIX promises of other processes and journals of crashes.
  void rename(const std::string& from, const std::string& to) {
    const auto at = names_.find(from);
    if (at == names_.end()) return;
    const std::size_t file = at->second;
    names_.erase(at);
    names_[to] = file;
    parts_.push_back({Part::Kind::Move, file, to, from, 0, {}, number_});
  }

  void remove(const std::string& name) {
    const auto at = names_.find(name);
    if (at == names_.end()) return;
    parts_.push_back({Part::Kind::Unname, at->second, name, {}, 0, {}, number_});
    names_.erase(at);
  }

  std::vector<Bytes> base_;
  std::map<std::string, std::size_t> base_names_;
  std::map<std::string, std::size_t> names_;  // as a process sees them
  std::map<std::string, std::size_t> last_known_;
  std::vector<std::size_t> sizes_;  // by file
  std::vector<Part> parts_;
  std::size_t number_ = 0;
};

/// Which of `count` parts are kept, one set after the other.
void for_each_subset(std::size_t count,
                     const std::function<void(const std::vector<bool>&)>& visit) {
  if (count <= kMostForAllSubsets) {
    for (std::size_t bits = 0; bits < (std::size_t{1} << count); ++bits) {
      std::vector<bool> kept(count);
      for (std::size_t i = 0; i < count; ++i) kept[i] = (bits >> i & 1U) != 0;
      visit(kept);
    }
    return;
  }
  visit(std::vector<bool>(count, true));
  visit(std::vector<bool>(count, false));
  for (std::size_t i = 0; i < count; ++i) {
    std::vector<bool> alone(count, false);
    alone[i] = true;
    visit(alone);
    std::vector<bool> dropped(count, true);
    dropped[i] = false;
    visit(dropped);
    for (std::size_t k = i + 1; k < count; ++k) {
      std::vector<bool> pair = dropped;
      pair[k] = false;
      visit(pair);
    }
  }
}

bool is_barrier(const FileStep& step) {
  return step.act == FileAct::Sync || step.act == FileAct::SyncFolder ||
         step.act == FileAct::Rename;
}

std::string words_of(const FileStep& step) {
  if (step.act == FileAct::SyncFolder) return "the sync of the folder";
  if (step.act == FileAct::Sync) return "the sync of " + step.name;
  return "the rename of " + step.name;
}

/// Two syncs: before the first, a crash leaves all that one leaves between them, in either order.
/// Or bytes of one file and the name of another.
bool commute(const FileStep& a, const FileStep& b) {
  const bool renames = a.act == FileAct::Rename || b.act == FileAct::Rename;
  const bool folder = a.act == FileAct::SyncFolder || b.act == FileAct::SyncFolder;
  return !renames || (!folder && a.name != b.name);
}

}  // namespace

std::size_t for_each_crash(const Image& durable, const std::vector<FileStep>& steps,
                           const std::function<void(const CrashState&)>& visit) {
  const Parts parts(durable, steps);
  std::size_t count = 0;
  std::set<std::pair<std::size_t, Image>> seen;
  for (std::size_t after = 0; after <= parts.steps(); ++after) {
    std::vector<const Part*> loose;
    for (const Part& part : parts.all()) {
      if (part.step <= after && (part.synced == 0 || part.synced > after)) loose.push_back(&part);
    }
    for_each_subset(loose.size(), [&](const std::vector<bool>& kept) {
      std::vector<const Part*> chosen;
      std::size_t next = 0;
      for (const Part& part : parts.all()) {
        if (part.step > after) continue;
        const bool is_loose = next < loose.size() && loose[next] == &part;
        if (!is_loose || kept[next++]) chosen.push_back(&part);
      }
      ++count;
      CrashState state{parts.image(chosen), after};
      // Ends of the sequence stay apart from its middle: more may be asked of them.
      if (seen.emplace(after == parts.steps() ? 1 : 0, state.image).second) visit(state);
    });
  }
  return count;
}

std::vector<Mistake> mistakes_of(const std::vector<FileStep>& steps) {
  std::vector<Mistake> mistakes;
  std::vector<std::size_t> barriers;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (is_barrier(steps[i])) barriers.push_back(i);
  }
  for (std::size_t b = 0; b < barriers.size(); ++b) {
    Mistake without{steps, "without " + words_of(steps[barriers[b]])};
    without.steps.erase(without.steps.begin() + static_cast<std::ptrdiff_t>(barriers[b]));
    mistakes.push_back(std::move(without));
    if (b + 1 == barriers.size()) continue;
    const FileStep& first = steps[barriers[b]];
    const FileStep& second = steps[barriers[b + 1]];
    if (commute(first, second)) continue;
    Mistake swapped{steps, words_of(first) + " after " + words_of(second)};
    std::swap(swapped.steps[barriers[b]], swapped.steps[barriers[b + 1]]);
    mistakes.push_back(std::move(swapped));
  }
  return mistakes;
}

}  // namespace assay::loader
