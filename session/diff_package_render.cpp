// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "ir/package/write.hpp"
#include "session/diff_package.hpp"

namespace assay {

namespace {

using Json = nlohmann::ordered_json;

/// More lines of a program's are counted for people, who are told where they see them.
constexpr std::size_t kMostLines = 40;

std::string title_of(const SealedPackage& package) {
  return fmt::format("{}, version {}, {}", package.name, package.version,
                     to_text(digest_of(package)));
}

std::string lines_words(const std::vector<ChangedLine>& lines) {
  std::string out;
  for (std::size_t i = 0; i < lines.size() && i < kMostLines; ++i) {
    const char sign = lines[i].side == ChangedLine::Side::Removed ? '-' : '+';
    out += fmt::format("  {} {:>5}  {}\n", sign, lines[i].slot, lines[i].text);
  }
  if (lines.size() > kMostLines) {
    out += fmt::format(
        "  and {} more, of which any may be the one that matters: --format json shows all\n",
        lines.size() - kMostLines);
  }
  return out;
}

std::string sentence(const PackageChange& change) {
  const bool signer = change.of == "signer";
  const std::string subject =
      change.name.empty() ? "the package" : fmt::format("{} {}", change.of, change.name);
  if (change.what == "added") return subject + (signer ? " has signed it\n" : " is new\n");
  if (change.what == "removed") {
    return subject + (signer ? " has not signed it any more\n" : " is gone\n");
  }
  if (!change.lines.empty()) {
    return fmt::format("{}: of its instructions {} are gone and {} are new\n", subject,
                       change.before, change.after) +
           lines_words(change.lines);
  }
  return fmt::format("{}: {} was {} and is {}\n", subject, change.words, change.before,
                     change.after);
}

Json title_json(const SealedPackage& package) {
  return {{"name", package.name},
          {"version", package.version},
          {"digest", to_text(digest_of(package))}};
}

Json change_json(const PackageChange& change) {
  Json out = {{"of", change.of}, {"name", nullptr}, {"what", change.what}};
  if (!change.name.empty()) out["name"] = change.name;
  out["before"] = nullptr;
  out["after"] = nullptr;
  if (!change.before.empty()) out["before"] = change.before;
  if (!change.after.empty()) out["after"] = change.after;
  if (change.lines.empty()) return out;
  out["lines"] = Json::array();
  for (const ChangedLine& line : change.lines) {
    const bool removed = line.side == ChangedLine::Side::Removed;
    out["lines"].push_back(
        {{"side", removed ? "removed" : "added"}, {"slot", line.slot}, {"text", line.text}});
  }
  return out;
}

}  // namespace

std::string render_changes(const SealedPackage& before, const SealedPackage& after) {
  std::string out = fmt::format("old: {}\nnew: {}\n", title_of(before), title_of(after));
  const std::vector<PackageChange> changes = changes_between(before, after);
  if (changes.empty()) out += "nothing changed\n";
  for (const PackageChange& change : changes) out += sentence(change);
  return out;
}

std::string render_changes_json(const SealedPackage& before, const SealedPackage& after) {
  Json out = {{"old", title_json(before)}, {"new", title_json(after)}};
  out["changes"] = Json::array();
  for (const PackageChange& change : changes_between(before, after))
    out["changes"].push_back(change_json(change));
  return out.dump(2) + "\n";
}

}  // namespace assay
