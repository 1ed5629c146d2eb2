// SPDX-License-Identifier: Apache-2.0
// The types of the kernel that programs are meant for, by name: what `--btf` gives.
//
// The file is a raw BTF (as /sys/kernel/btf has them) or an ELF file with a section `.BTF`, of any
// machine. Nothing else of it is read.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ir/base/result.hpp"
#include "ir/object/btf.hpp"

namespace assay {

class TargetTypes {
 public:
  /// The types of the file at `path`; `base`: the file whose types they go on from, or empty.
  /// Errors: FileUnreadable, ElfMalformed, BtfMalformed, LimitExceeded.
  [[nodiscard]] static Result<std::shared_ptr<const TargetTypes>> read(const std::string& path,
                                                                       const std::string& base);
  /// The same of bytes in memory, which are copied; `path` only names them.
  [[nodiscard]] static Result<std::shared_ptr<const TargetTypes>> read_bytes(
      std::vector<std::uint8_t> raw, const std::string& path);

  [[nodiscard]] const Btf& btf() const { return btf_; }
  /// As given.
  [[nodiscard]] const std::string& path() const { return path_; }
  /// "sha256:..." of the BTF's bytes, those of a base before its own.
  [[nodiscard]] const std::string& digest() const { return digest_; }
  /// Id of the first type that is not the base's.
  [[nodiscard]] std::uint32_t first_own() const { return first_own_; }
  /// Ids of the types whose name is `name` but for a flavour (core_match.hpp), ascending.
  [[nodiscard]] std::span<const std::uint32_t> named(std::string_view name) const;

 private:
  TargetTypes() = default;
  void index();

  std::vector<std::uint8_t> base_bytes_;
  std::vector<std::uint8_t> bytes_;
  Btf btf_;
  std::uint32_t first_own_ = 1;
  std::string path_;
  std::string digest_;
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_name_;
};

}  // namespace assay
