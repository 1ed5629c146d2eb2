// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/oci_layout.hpp"

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <ranges>
#include <set>
#include <stdexcept>
#include <string_view>

#include "ir/base/nesting.hpp"
#include "ir/digest/sha256.hpp"
#include "ir/event/json_tree.hpp"
#include "ir/package/media_type.hpp"
#include "loader/base/hex.hpp"

namespace assay::host {

using loader::Bytes;
using loader::Done;
using loader::Outcome;
using loader::Refusal;
using loader::RefusalCode;

namespace {

using nlohmann::json;

constexpr std::string_view kRootType = "application/vnd.assay.root.v1";
constexpr std::string_view kStatementType = "application/vnd.assay.statement.v1";
constexpr std::string_view kOurTypes = "application/vnd.assay.";
/// Of all manifests, for one look.
constexpr std::size_t kMostOfManifests = std::size_t{4} << 20;
constexpr std::size_t kMostLayers = 16;
constexpr std::string_view kAlgorithm = "sha256:";

/// What is wrong with an index or a manifest; caught in this file.
class LayoutFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Null where there is none.
const json* list_in(const json& document, const char* name) {
  const auto found = document.is_object() ? document.find(name) : document.end();
  return found == document.end() || !found->is_array() ? nullptr : &*found;
}

/// Empty where there is none.
std::string text_in(const json& document, const char* name) {
  const auto found = document.is_object() ? document.find(name) : document.end();
  return found == document.end() || !found->is_string() ? "" : found->get<std::string>();
}

/// The name of the file that is a blob.
std::string blob_name(const json& descriptor) {
  const std::string digest = text_in(descriptor, "digest");
  std::string hex = digest.substr(std::min(kAlgorithm.size(), digest.size()));
  if (!digest.starts_with(kAlgorithm) || !loader::array_from_hex<32>(hex)) {
    throw LayoutFault("'" + digest + "' is no digest by SHA-256");
  }
  return hex;
}

JsonTree parsed(const Bytes& bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (!nests_within(text, kDeepestIndex)) throw LayoutFault("nests too deep");
  return JsonTree(text);
}

Refusal malformed(const std::string& what) { return {RefusalCode::LayoutMalformed, what}; }

std::optional<BroughtFile::Kind> kind_of_layer(std::string_view type) {
  if (type == kRootType) return BroughtFile::Kind::Root;
  if (type == kStatementType) return BroughtFile::Kind::Statement;
  if (type == kPackageMediaType) return BroughtFile::Kind::Package;
  return std::nullopt;
}

using Layers = std::vector<std::pair<BroughtFile::Kind, std::string>>;

/// Of a manifest that is somebody else's, nothing.
Layers layers_of(const json& manifest) {
  Layers layers;
  const json* const all = list_in(manifest, "layers");
  if (all == nullptr) {
    if (!text_in(manifest, "artifactType").starts_with(kOurTypes)) return layers;
    throw LayoutFault("has no layers");
  }
  for (const json& layer : *all) {
    const auto kind = kind_of_layer(text_in(layer, "mediaType"));
    if (!kind) continue;
    if (layers.size() == kMostLayers) throw LayoutFault("has too many layers");
    layers.emplace_back(*kind, blob_name(layer));
  }
  return layers;
}

/// Each of the names where it stands last.
std::vector<std::string> once_each(const std::vector<std::string>& names) {
  std::set<std::string_view> seen;
  std::vector<std::string> once;
  for (const std::string& name : names | std::views::reverse) {
    if (seen.insert(name).second) once.push_back(name);
  }
  std::ranges::reverse(once);
  return once;
}

}  // namespace

OciLayout::Index OciLayout::index_of(const Bytes& bytes) {
  const JsonTree tree = parsed(bytes);
  const json* const manifests = list_in(tree.root(), "manifests");
  if (manifests == nullptr) throw LayoutFault("lists no manifests");
  Index index;
  std::vector<std::string> names;
  for (const json& entry : *manifests) {
    try {
      names.push_back(blob_name(entry));
    } catch (const LayoutFault& fault) {
      index.passed.push_back(malformed(std::string(kLayoutIndex) + ": " + fault.what()));
    }
  }
  index.listed = once_each(names);
  if (const std::size_t all = index.listed.size(); all > kMostManifests) {
    index.listed.erase(index.listed.begin(), index.listed.end() - std::ptrdiff_t{kMostManifests});
    index.passed.push_back(malformed("of " + std::to_string(all) + " manifests the last " +
                                     std::to_string(kMostManifests) + " are looked at"));
  }
  return index;
}

Done OciLayout::read_index(const loader::Folder& folder) {
  const Outcome<loader::FileStamp> stamp = folder.stamp(kLayoutIndex);
  if (!stamp.ok()) return stamp.refusal();
  if (index_.stamp == stamp.value()) return loader::done();
  index_ = {};
  const bool settled = is_settled(stamp.value());
  const Outcome<Bytes> bytes = folder.read(kLayoutIndex, kLongestIndex);
  if (!bytes.ok()) return bytes.refusal();
  try {
    index_ = index_of(bytes.value());
  } catch (const LayoutFault& fault) {
    return malformed(std::string(kLayoutIndex) + ": " + fault.what());
  } catch (const json::exception& fault) {
    return malformed(std::string(kLayoutIndex) + ": " + json_fault_words(fault));
  }
  if (settled) index_.stamp = stamp.value();
  return loader::done();
}

OciLayout::Manifest OciLayout::read_manifest(const loader::Folder& blobs, const std::string& name,
                                             std::size_t most) {
  Manifest manifest;
  const Outcome<Bytes> bytes = blobs.read(name, most);
  if (!bytes.ok()) {
    manifest.wrong = malformed(name + ": is missing, too large, or no file");
    return manifest;
  }
  manifest.size = bytes.value().size();
  manifest.is_the_blob = loader::to_hex(sha256(bytes.value())) == name;
  try {
    if (!manifest.is_the_blob) throw LayoutFault("is another blob");
    manifest.layers = layers_of(parsed(bytes.value()).root());
  } catch (const LayoutFault& fault) {
    manifest.wrong = malformed(name + ": " + fault.what());
  } catch (const json::exception& fault) {
    manifest.wrong = malformed(name + ": " + json_fault_words(fault));
  }
  return manifest;
}

const OciLayout::Manifest& OciLayout::manifest_of(const loader::Folder& blobs,
                                                  const std::string& name, std::size_t most) {
  Manifest& manifest = manifests_[name];
  // Of a blob that is the one that its name says nothing can change.
  if (!manifest.is_the_blob) manifest = read_manifest(blobs, name, most);
  return manifest;
}

Outcome<Brought> OciLayout::look() {
  const auto folder = loader::Folder::open(path_);
  if (!folder.ok()) return folder.refusal();
  auto blobs = loader::Folder::open(path_ + "/blobs/sha256");
  if (!blobs.ok()) return blobs.refusal();
  if (const Done read = read_index(*folder.value()); !read.ok()) return read.refusal();
  Brought brought{std::move(blobs).value(), NamedBy::Digest, {}, index_.passed};
  std::erase_if(manifests_, [this](const auto& known) {
    return std::ranges::find(index_.listed, known.first) == index_.listed.end();
  });
  std::set<std::pair<std::string, BroughtFile::Kind>> found;
  std::size_t left = kMostOfManifests;
  for (const std::string& name : index_.listed | std::views::reverse) {
    const std::size_t most = std::min(kLongestIndex, left);
    const Manifest& manifest = manifest_of(*brought.folder, name, most);
    if (manifest.size > most) {
      brought.passed.push_back(malformed(name + ": is one too many, of all together"));
      continue;
    }
    left -= manifest.size;
    if (manifest.wrong) brought.passed.push_back(*manifest.wrong);
    for (const auto& [kind, layer] : manifest.layers) found.emplace(layer, kind);
  }
  for (const auto& [name, kind] : found) {
    const Outcome<loader::FileStamp> stamp = brought.folder->stamp(name);
    brought.files.push_back({kind, name, stamp.ok() ? std::optional(stamp.value()) : std::nullopt});
  }
  return brought;
}

}  // namespace assay::host
