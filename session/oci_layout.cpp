// SPDX-License-Identifier: Apache-2.0
#include "session/oci_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/base/nesting.hpp"
#include "ir/digest/sha256.hpp"
#include "ir/package/media_type.hpp"
#include "session/hexadecimal.hpp"

namespace assay {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kManifestType = "application/vnd.oci.image.manifest.v1+json";
constexpr const char* kIndexType = "application/vnd.oci.image.index.v1+json";
constexpr const char* kEmptyType = "application/vnd.oci.empty.v1+json";
constexpr const char* kEmptyInBase64 = "e30=";
constexpr const char* kReference = "org.opencontainers.image.ref.name";
constexpr const char* kTitle = "org.opencontainers.image.title";

std::vector<std::uint8_t> bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

bool is_letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Letters and digits, and between them one of "-._": what every client takes for a reference.
bool is_reference(std::string_view text) {
  bool letter = false;
  for (const char c : text) {
    const bool separates = letter && (c == '-' || c == '.' || c == '_');
    if (!separates && !is_letter_or_digit(c)) return false;
    letter = !separates;
  }
  return letter;
}

/// The blob as a file, behind the others, and what points to it.
Json stored(std::vector<LayoutFile>& files, const char* type, std::vector<std::uint8_t> bytes) {
  const std::string digest = hexadecimal(sha256(bytes));
  Json descriptor = {{"mediaType", type}, {"digest", "sha256:" + digest}, {"size", bytes.size()}};
  files.push_back({kLayoutBlobs + digest, std::move(bytes)});
  return descriptor;
}

/// The index as it is, without manifests that have that reference. Throws Json::exception where it
/// is none.
Json index_without(const std::string& index, const std::string& reference) {
  if (index.empty())
    return {{"schemaVersion", 2}, {"mediaType", kIndexType}, {"manifests", Json::array()}};
  Json known = Json::parse(nests_within(index, kDeepestIndex) ? index : std::string());
  Json others = Json::array();
  for (const Json& manifest : known.at("manifests").get_ref<const Json::array_t&>()) {
    const Json annotations = manifest.value("annotations", Json::object());
    if (annotations.value(kReference, "") != reference) others.push_back(manifest);
  }
  known["manifests"] = std::move(others);
  return known;
}

}  // namespace

Result<std::vector<LayoutFile>> layout_of(std::span<const std::uint8_t> package,
                                          const std::string& reference, const std::string& index) {
  if (!is_reference(reference)) {
    return Error{ErrorCode::UsageError,
                 fmt::format("'{}' cannot name a package in an OCI layout: letters and digits can, "
                             "with one of '-', '.' and '_' between them",
                             reference)};
  }
  Json all;
  try {
    all = index_without(index, reference);
  } catch (const Json::exception&) {
    return Error{ErrorCode::UsageError,
                 fmt::format("its {} is no index of an OCI layout", kLayoutIndex)};
  }
  if (const std::size_t others = all["manifests"].size(); others >= kMostManifests) {
    return Error{ErrorCode::UsageError,
                 fmt::format("its {} lists {} manifests, and a host looks at no more than {}: take "
                             "another folder, or remove what no host needs",
                             kLayoutIndex, others, kMostManifests)};
  }
  const Json mark = {{"imageLayoutVersion", "1.0.0"}};
  std::vector<LayoutFile> files = {{kLayoutMark, bytes_of(mark.dump())}};
  const char* const type = kPackageMediaType.data();
  Json layer = stored(files, type, {package.begin(), package.end()});
  layer["annotations"] = {{kTitle, reference + ".pkg"}};
  Json config = stored(files, kEmptyType, bytes_of("{}"));
  config["data"] = kEmptyInBase64;
  const Json manifest = {{"schemaVersion", 2},
                         {"mediaType", kManifestType},
                         {"artifactType", type},
                         {"config", std::move(config)},
                         {"layers", Json::array({std::move(layer)})}};
  Json listed = stored(files, kManifestType, bytes_of(manifest.dump()));
  listed["artifactType"] = type;
  listed["annotations"] = {{kReference, reference}};
  all["manifests"].push_back(std::move(listed));
  std::vector<std::uint8_t> listing = bytes_of(all.dump());
  if (listing.size() > kLongestIndex) {
    return Error{ErrorCode::UsageError,
                 fmt::format("its {} would be larger than the {} bytes that a host reads",
                             kLayoutIndex, kLongestIndex)};
  }
  files.push_back({kLayoutIndex, std::move(listing)});
  return files;
}

}  // namespace assay
