// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/oci_layout.hpp"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "ir/base/nesting.hpp"
#include "ir/digest/sha256.hpp"
#include "ir/package/media_type.hpp"
#include "loader/base/hex.hpp"

namespace assay::host {

using loader::Bytes;
using loader::Outcome;
using loader::Refusal;
using loader::RefusalCode;

namespace {

using nlohmann::json;

constexpr std::string_view kRootType = "application/vnd.assay.root.v1";
constexpr std::string_view kStatementType = "application/vnd.assay.statement.v1";
constexpr std::size_t kLongestIndex = std::size_t{1} << 20;
/// Of all manifests, for one look.
constexpr std::size_t kMostOfManifests = std::size_t{4} << 20;
constexpr std::size_t kDeepest = 16;
constexpr std::size_t kMostManifests = 256;
constexpr std::size_t kMostLayers = 16;
constexpr std::string_view kAlgorithm = "sha256:";

/// What is wrong with a layout; caught in this file.
class LayoutFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

const json& list_in(const json& document, const char* name, std::size_t most) {
  const auto found = document.is_object() ? document.find(name) : document.end();
  if (found == document.end() || !found->is_array()) throw LayoutFault(name);
  if (found->size() > most) throw LayoutFault(std::string("too many ") + name);
  return *found;
}

std::string text_in(const json& document, const char* name) {
  const auto found = document.is_object() ? document.find(name) : document.end();
  if (found == document.end() || !found->is_string()) throw LayoutFault(name);
  return found->get<std::string>();
}

/// The name of the file that is a blob.
std::string blob_name(const json& descriptor) {
  const std::string digest = text_in(descriptor, "digest");
  if (!digest.starts_with(kAlgorithm)) throw LayoutFault(digest);
  std::string hex = digest.substr(kAlgorithm.size());
  if (!loader::array_from_hex<32>(hex)) throw LayoutFault(digest);
  return hex;
}

json parsed(const Bytes& bytes) {
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (!nests_within(text, kDeepest)) throw LayoutFault("a document that nests too deep");
  return json::parse(text);
}

/// Reads manifests, and gathers what they name.
class Reader {
 public:
  explicit Reader(const loader::Folder& blobs) : blobs_(blobs) {}

  /// A manifest that was read before is not read again.
  void take_manifest(const json& descriptor) {
    const std::string name = blob_name(descriptor);
    if (!read_.insert(name).second) return;
    const json manifest = parsed(manifest_bytes(name));
    for (const json& layer : list_in(manifest, "layers", kMostLayers)) {
      const std::string type = text_in(layer, "mediaType");
      if (type == kRootType) add(BroughtFile::Kind::Root, blob_name(layer));
      if (type == kStatementType) add(BroughtFile::Kind::Statement, blob_name(layer));
      if (type == kPackageMediaType) add(BroughtFile::Kind::Package, blob_name(layer));
    }
  }

  [[nodiscard]] std::vector<BroughtFile> found() && {
    std::vector<BroughtFile> files;
    for (auto& [name, file] : found_) files.push_back(std::move(file));
    return files;
  }

 private:
  Bytes manifest_bytes(const std::string& name) {
    Outcome<Bytes> bytes = blobs_.read(name, std::min(kLongestIndex, left_));
    if (!bytes.ok()) throw LayoutFault(name + " is missing, too large, or no file");
    left_ -= bytes.value().size();
    if (loader::to_hex(sha256(bytes.value())) != name) {
      throw LayoutFault(name + " is another blob");
    }
    return std::move(bytes).value();
  }

  void add(BroughtFile::Kind kind, const std::string& name) {
    BroughtFile file{kind, name, std::nullopt};
    if (const Outcome<loader::FileStamp> stamp = blobs_.stamp(name); stamp.ok())
      file.stamp = stamp.value();
    found_.emplace(std::pair(name, kind), std::move(file));
  }

  const loader::Folder& blobs_;
  std::size_t left_ = kMostOfManifests;
  std::set<std::string> read_;
  std::map<std::pair<std::string, BroughtFile::Kind>, BroughtFile> found_;
};

}  // namespace

Outcome<Brought> brought_in_layout(const std::string& path) {
  const auto folder = loader::Folder::open(path);
  if (!folder.ok()) return folder.refusal();
  auto blobs = loader::Folder::open(path + "/blobs/sha256");
  if (!blobs.ok()) return blobs.refusal();
  const Outcome<Bytes> index = folder.value()->read("index.json", kLongestIndex);
  if (!index.ok()) return index.refusal();
  Brought brought{std::move(blobs).value(), NamedBy::Digest, {}};
  Reader reader(*brought.folder);
  try {
    const json known = parsed(index.value());
    for (const json& entry : list_in(known, "manifests", kMostManifests)) {
      reader.take_manifest(entry);
    }
  } catch (const LayoutFault& fault) {
    return Refusal{RefusalCode::LayoutMalformed, fault.what()};
  } catch (const json::exception& fault) {
    return Refusal{RefusalCode::LayoutMalformed, fault.what()};
  }
  brought.files = std::move(reader).found();
  return brought;
}

}  // namespace assay::host
