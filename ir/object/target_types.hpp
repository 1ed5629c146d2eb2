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
#include "ir/types/btf.hpp"

namespace assay {

class TargetTypes {
 public:
  /// The types of the file at `path`; `base`: the file whose types they go on from, or empty.
  /// Errors: FileUnreadable, ElfMalformed, BtfMalformed, LimitExceeded.
  [[nodiscard]] static Result<std::shared_ptr<const TargetTypes>> read(const std::string& path,
                                                                       const std::string& base);
  /// The same of bytes in memory; `path` only names them.
  [[nodiscard]] static Result<std::shared_ptr<const TargetTypes>> read_bytes(
      std::span<const std::uint8_t> raw, const std::string& path);

  [[nodiscard]] const Btf& btf() const { return *btf_; }
  /// As given.
  [[nodiscard]] const std::string& path() const { return path_; }
  /// "sha256:..." of the BTF's bytes, those of a base before its own.
  [[nodiscard]] const std::string& digest() const { return digest_; }
  /// Whether the types go on from those of a base: they are a module's.
  [[nodiscard]] bool has_base() const { return btf_->base() != nullptr; }
  /// Whether the type is one of the base's.
  [[nodiscard]] bool is_of_base(TypeId id) const { return btf_->base() && btf_->base()->has(id); }
  /// Ids of the types whose name is `name` but for a flavour (ir/types/core_match.hpp), ascending.
  [[nodiscard]] std::span<const TypeId> named(std::string_view name) const;

 private:
  TargetTypes(std::shared_ptr<const Btf> btf, std::string path, std::string digest);

  std::shared_ptr<const Btf> btf_;
  std::string path_;
  std::string digest_;
  std::unordered_map<std::string_view, std::vector<TypeId>> by_name_;
};

}  // namespace assay
