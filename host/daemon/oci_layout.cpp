// SPDX-License-Identifier: Apache-2.0
#include "host/daemon/oci_layout.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>
#include <vector>

#include "ir/digest/sha256.hpp"
#include "loader/base/hex.hpp"
#include "loader/files/folder.hpp"
#include "loader/sign/signed_document.hpp"

namespace assay::host {

using loader::Bytes;
using loader::Outcome;
using loader::Refusal;
using loader::RefusalCode;

namespace {

using nlohmann::json;

constexpr std::string_view kRootType = "application/vnd.assay.root.v1";
constexpr std::string_view kStatementType = "application/vnd.assay.statement.v1";
constexpr std::string_view kPackageType = "application/vnd.assay.package.v1";
constexpr std::size_t kLongestIndex = std::size_t{1} << 20;
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

Bytes blob(const loader::Folder& blobs, const json& descriptor, std::size_t most) {
  const std::string digest = text_in(descriptor, "digest");
  if (!digest.starts_with(kAlgorithm)) throw LayoutFault(digest);
  const std::string hex = digest.substr(kAlgorithm.size());
  if (!loader::array_from_hex<32>(hex)) throw LayoutFault(digest);
  Outcome<Bytes> bytes = blobs.read(hex, most);
  if (!bytes.ok()) throw LayoutFault(hex + " is missing, too large, or no file");
  if (loader::to_hex(sha256(bytes.value())) != hex) throw LayoutFault(hex + " is another blob");
  return std::move(bytes).value();
}

std::string text_of(const Bytes& bytes) { return {bytes.begin(), bytes.end()}; }

void take_manifest(const loader::Folder& blobs, const json& manifest, std::size_t most,
                   Brought& brought) {
  for (const json& layer : list_in(manifest, "layers", kMostLayers)) {
    const std::string type = text_in(layer, "mediaType");
    const auto text = [&] { return text_of(blob(blobs, layer, loader::kLongestSigned)); };
    if (type == kRootType) brought.roots.push_back(text());
    if (type == kStatementType) brought.add_statement(text());
    if (type == kPackageType) brought.packages.push_back(blob(blobs, layer, most));
  }
}

json parsed(const Bytes& bytes) { return json::parse(bytes.begin(), bytes.end()); }

}  // namespace

Outcome<Brought> brought_in_layout(const std::string& path, std::size_t most) {
  const auto folder = loader::Folder::open(path);
  if (!folder.ok()) return folder.refusal();
  const auto blobs = loader::Folder::open(path + "/blobs/sha256");
  if (!blobs.ok()) return blobs.refusal();
  const Outcome<Bytes> index = folder.value()->read("index.json", kLongestIndex);
  if (!index.ok()) return index.refusal();
  Brought brought;
  try {
    const json known = parsed(index.value());
    for (const json& entry : list_in(known, "manifests", kMostManifests)) {
      take_manifest(*blobs.value(), parsed(blob(*blobs.value(), entry, kLongestIndex)), most,
                    brought);
    }
  } catch (const LayoutFault& fault) {
    return Refusal{RefusalCode::LayoutMalformed, fault.what()};
  } catch (const json::exception& fault) {
    return Refusal{RefusalCode::LayoutMalformed, fault.what()};
  }
  return brought;
}

}  // namespace assay::host
