// SPDX-License-Identifier: Apache-2.0
#include "session/diff_package.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "ir/base/check.hpp"
#include "ir/digest/sha256.hpp"
#include "session/hexadecimal.hpp"
#include "session/map_words.hpp"

namespace assay {

namespace {

/// Longer runs of bytes are shown by their digest.
constexpr std::size_t kMostShown = 32;

std::string shown(const std::string& text) { return text.empty() ? "nothing" : text; }
std::string shown(std::uint64_t number) { return std::to_string(number); }
std::string shown(const Sha256& digest) { return to_text(digest); }
std::string shown(const std::optional<Sha256>& digest) {
  return digest ? to_text(*digest) : "nothing";
}
std::string shown(std::span<const std::uint8_t> bytes) {
  if (bytes.empty()) return "nothing";
  if (bytes.size() <= kMostShown) return hexadecimal(bytes);
  return fmt::format("{} bytes, {}", bytes.size(), to_text(sha256(bytes)));
}
std::string shown(const std::vector<std::uint32_t>& numbers) {
  std::string out;
  for (const std::uint32_t number : numbers)
    out += (out.empty() ? "" : ", ") + std::to_string(number);
  return shown(out);
}
std::string shown(const std::vector<ValueSpan>& spans) {
  std::string out;
  for (const ValueSpan& span : spans) {
    out += fmt::format("{}{} to {}", out.empty() ? "" : ", ", span.offset,
                       span.offset + span.size - 1);
  }
  return shown(out);
}
std::string shown(const std::vector<std::vector<std::uint8_t>>& certificates) {
  std::vector<std::uint8_t> all;
  for (const auto& one : certificates) all.insert(all.end(), one.begin(), one.end());
  return fmt::format("{} certificate{} of {} bytes, {}", certificates.size(),
                     certificates.size() == 1 ? "" : "s", all.size(), to_text(sha256(all)));
}

/// Collects the changes of one subject.
class Subject {
 public:
  Subject(std::vector<PackageChange>& out, std::string of, std::string name)
      : out_(out), of_(std::move(of)), name_(std::move(name)) {}

  /// Where the values differ: `what` for machines, and as a noun for people.
  template <class Value>
  void compare(std::string_view what, std::string_view words, const Value& before,
               const Value& after) {
    if (before != after) put(what, words, shown(before), shown(after));
  }
  PackageChange& put(std::string_view what, std::string_view words, std::string before,
                     std::string after) {
    out_.push_back({of_,
                    name_,
                    std::string(what),
                    std::string(words),
                    std::move(before),
                    std::move(after),
                    {}});
    return out_.back();
  }

 private:
  std::vector<PackageChange>& out_;
  std::string of_;
  std::string name_;
};

void compare_identity(Subject subject, const SealedPackage& before, const SealedPackage& after) {
  subject.compare("name", "its name", before.name, after.name);
  subject.compare("version", "its version", before.version, after.version);
  subject.compare("tool", "the tool that made it", before.tool, after.tool);
  subject.compare("tool_version", "the tool's version", before.tool_version, after.tool_version);
  subject.compare("time", "when it was made, in seconds since 1970", before.time, after.time);
  subject.compare("target", "the kernel's types that it is for", before.target, after.target);
  const AnnouncedWork& was = before.announced;
  const AnnouncedWork& is = after.announced;
  subject.compare("units", "the units of work that its check takes", was.units, is.units);
  subject.compare("edges", "the edges that its check takes", was.edges, is.edges);
  subject.compare("arena", "the bytes of memory that its check takes", was.arena, is.arena);
  subject.compare("depth", "the depth that its check takes", was.depth, is.depth);
}

/// Contents of one size by the bytes that differ, others as a whole.
void compare_contents(Subject subject, std::span<const std::uint8_t> before,
                      std::span<const std::uint8_t> after) {
  if (std::ranges::equal(before, after)) return;
  if (before.size() != after.size()) {
    subject.put("value", "its contents", shown(before), shown(after));
    return;
  }
  const auto first =
      static_cast<std::size_t>(std::ranges::mismatch(before, after).in1 - before.begin());
  std::size_t end = before.size();
  while (before[end - 1] == after[end - 1]) --end;
  subject.put("value", fmt::format("bytes {} to {} of its contents", first, end - 1),
              shown(before.subspan(first, end - first)), shown(after.subspan(first, end - first)));
}

/// The name of the map that its maps are like.
std::string inner_name(const SealedPackage& package, const SealedMap& map) {
  return map.inner ? package.maps.at(*map.inner).name : "";
}

void compare_maps(Subject subject, const SealedPackage& old_package, const SealedMap& before,
                  const SealedPackage& new_package, const SealedMap& after) {
  subject.compare("role", "its role", std::string(role_id(before.role)),
                  std::string(role_id(after.role)));
  subject.compare("kind", "its kind", before.kind, after.kind);
  subject.compare("key_size", "the size of its keys", before.key_size, after.key_size);
  subject.compare("value_size", "the size of its values", before.value_size, after.value_size);
  subject.compare("max_entries", "the most entries that it holds", before.max_entries,
                  after.max_entries);
  subject.compare("flags", "its flags", before.flags, after.flags);
  subject.compare("inner", "the map that those in it are like", inner_name(old_package, before),
                  inner_name(new_package, after));
  subject.compare("kept", "the bytes of a value that the platform keeps", before.kept, after.kept);
  subject.compare("contents", "what is said of its contents",
                  std::string(contents_id(before.contents)),
                  std::string(contents_id(after.contents)));
  subject.compare("settings", "the bytes of its contents that a loader may set", before.settings,
                  after.settings);
  compare_contents(subject, before.value, after.value);
}

/// How many lines are on that side.
std::size_t count_of(const std::vector<ChangedLine>& lines, ChangedLine::Side side) {
  return static_cast<std::size_t>(std::ranges::count(lines, side, &ChangedLine::side));
}

void compare_programs(Subject subject, const PackagedProgram& was, const PackagedProgram& is) {
  const SealedProgram& before = was.program;
  const SealedProgram& after = is.program;
  subject.compare("section", "its section", before.section, after.section);
  subject.compare("contract", "its contract", before.contract, after.contract);
  subject.compare("contract_version", "the version of its contract", before.contract_version,
                  after.contract_version);
  subject.compare("contract_digest", "the digest of its contract", before.contract_digest,
                  after.contract_digest);
  subject.compare("touched_digest", "the digest of what it touches of its contract",
                  before.touched_digest, after.touched_digest);
  subject.compare("worst_case_instructions", "the most instructions that a run of it executes",
                  before.worst_case, after.worst_case);
  subject.compare("context_bytes", "the number of bytes of its context that it reads",
                  before.context_bytes, after.context_bytes);
  std::vector<ChangedLine> lines = changed_lines(was, is);
  if (!lines.empty()) {
    PackageChange& code = subject.put("instructions", "instructions",
                                      shown(count_of(lines, ChangedLine::Side::Removed)),
                                      shown(count_of(lines, ChangedLine::Side::Added)));
    code.lines = std::move(lines);
  } else {
    // Lines do not say all: the bytes of what is no instruction, and the order of maps.
    subject.compare("code", "the bytes of its instructions", sha256(before.code),
                    sha256(after.code));
  }
  subject.compare("functions", "where its functions begin", before.functions, after.functions);
  subject.compare("certificate_of_way", "which proof each way of execution has",
                  before.certificate_of_way, after.certificate_of_way);
  subject.compare("certificates", "its proof", before.certificates, after.certificates);
}

/// Calls `both` for names that are in both lists; the others are gone or new. Both are sorted.
template <class Named, class Both>
void pair_up(std::vector<PackageChange>& out, const std::string& of,
             const std::vector<Named>& before, const std::vector<Named>& after, Both both) {
  std::map<std::string, std::pair<const Named*, const Named*>> all;
  for (const Named& one : before) all[one.name].first = &one;
  for (const Named& one : after) all[one.name].second = &one;
  for (const auto& [name, found] : all) {
    Subject subject(out, of, name);
    if (found.first == nullptr) {
      subject.put("added", "", "", "");
    } else if (found.second == nullptr) {
      subject.put("removed", "", "", "");
    } else {
      both(subject, *found.first, *found.second);
    }
  }
}

void compare_signers(std::vector<PackageChange>& out, const Signatures& before,
                     const Signatures& after) {
  for (const auto& [key, signature] : before) {
    Subject subject(out, "signer", hexadecimal(key));
    const auto now = after.find(key);
    if (now == after.end()) {
      subject.put("removed", "", "", "");
    } else if (signature != now->second) {
      subject.put("signature", "its signature", hexadecimal(signature), hexadecimal(now->second));
    }
  }
  for (const auto& [key, signature] : after) {
    if (!before.contains(key)) Subject(out, "signer", hexadecimal(key)).put("added", "", "", "");
  }
}

}  // namespace

std::vector<PackageChange> changes_between(const SealedPackage& before,
                                           const SealedPackage& after) {
  std::vector<PackageChange> out;
  compare_identity(Subject(out, "package", ""), before, after);
  pair_up(out, "program", before.programs, after.programs,
          [&](const Subject& subject, const SealedProgram& was, const SealedProgram& is) {
            compare_programs(subject, {before, was}, {after, is});
          });
  pair_up(out, "map", before.maps, after.maps,
          [&](const Subject& subject, const SealedMap& was, const SealedMap& is) {
            compare_maps(subject, before, was, after, is);
          });
  compare_signers(out, before.signatures, after.signatures);
  ASSAY_CHECK(out.empty() == (before == after), "a change of a package that has no word");
  return out;
}

}  // namespace assay
