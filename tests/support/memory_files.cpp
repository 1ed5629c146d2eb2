// SPDX-License-Identifier: Apache-2.0
#include "support/memory_files.hpp"

#include <algorithm>

namespace assay::loader {

Outcome<Bytes> MemoryFiles::read(const std::string& name, std::size_t most) const {
  if (name == unreadable_) return Refusal{RefusalCode::FileUnreadable, name};
  const auto found = image_.find(name);
  if (found == image_.end()) return Refusal{RefusalCode::FileMissing, name};
  if (found->second.size() > most) return Refusal{RefusalCode::FileTooLarge, name};
  return found->second;
}

Outcome<std::vector<std::string>> MemoryFiles::list() const {
  std::vector<std::string> names;
  for (const auto& [name, bytes] : image_) names.push_back(name);
  return names;
}

Done MemoryFiles::note(FileStep step) {
  if (step.act != FileAct::SyncFolder && !is_file_name(step.name)) {
    return Refusal{RefusalCode::FileNameInvalid, step.name};
  }
  if (fails_ && fails_(step)) return Refusal{RefusalCode::FileUnwritable, step.name};
  steps_.push_back(std::move(step));
  return done();
}

void MemoryFiles::fail_once(FileAct act, std::size_t after) {
  fail_when([act, left = after + 1](const FileStep& step) mutable {
    return step.act == act && left > 0 && --left == 0;
  });
}

Done MemoryFiles::write(const std::string& name, std::span<const std::uint8_t> bytes) {
  if (Done noted = note({FileAct::Write, name, {}, {bytes.begin(), bytes.end()}}); !noted.ok()) {
    return noted;
  }
  const auto kept = full() ? bytes.first(bytes.size() / 2) : bytes;
  image_[name].assign(kept.begin(), kept.end());
  if (full()) return Refusal{RefusalCode::FileUnwritable, name};
  return done();
}

Done MemoryFiles::append(const std::string& name, std::span<const std::uint8_t> bytes) {
  if (Done noted = note({FileAct::Append, name, {}, {bytes.begin(), bytes.end()}}); !noted.ok()) {
    return noted;
  }
  const auto kept = full() ? bytes.first(bytes.size() / 2) : bytes;
  Bytes& file = image_[name];
  file.insert(file.end(), kept.begin(), kept.end());
  if (full()) return Refusal{RefusalCode::FileUnwritable, name};
  return done();
}

Done MemoryFiles::truncate(const std::string& name, std::size_t size) {
  if (Done noted = note({FileAct::Truncate, name, {}, {}, size}); !noted.ok()) return noted;
  const auto found = image_.find(name);
  if (found == image_.end() || found->second.size() < size) {
    return Refusal{RefusalCode::FileUnwritable, name};
  }
  found->second.resize(size);
  return done();
}

Done MemoryFiles::sync(const std::string& name) {
  if (!image_.contains(name)) return Refusal{RefusalCode::FileMissing, name};
  return note({FileAct::Sync, name, {}, {}});
}

Done MemoryFiles::sync_folder() { return note({FileAct::SyncFolder, {}, {}, {}}); }

Done MemoryFiles::rename(const std::string& from, const std::string& to) {
  if (!is_file_name(to)) return Refusal{RefusalCode::FileNameInvalid, to};
  if (!image_.contains(from)) return Refusal{RefusalCode::FileMissing, from};
  if (Done noted = note({FileAct::Rename, from, to, {}}); !noted.ok()) return noted;
  auto moved = image_.extract(from);
  moved.key() = to;
  image_.erase(to);
  image_.insert(std::move(moved));
  return done();
}

Done MemoryFiles::remove(const std::string& name) {
  if (!image_.contains(name)) return Refusal{RefusalCode::FileMissing, name};
  if (Done noted = note({FileAct::Remove, name, {}, {}}); !noted.ok()) return noted;
  image_.erase(name);
  return done();
}

std::size_t MemoryFiles::count(FileAct act) const {
  return static_cast<std::size_t>(
      std::count_if(steps_.begin(), steps_.end(), [&](const FileStep& s) { return s.act == act; }));
}

}  // namespace assay::loader
