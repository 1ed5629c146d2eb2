// SPDX-License-Identifier: Apache-2.0
#include "ir/object/target_types.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

#include "ir/base/errors.hpp"
#include "ir/digest/sha256.hpp"
#include "ir/object/elf_headers.hpp"
#include "ir/object/file_bytes.hpp"
#include "ir/types/btf_reader.hpp"
#include "ir/types/core_match.hpp"

namespace assay {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// The kernel's own limit on the types of one BTF is 16 MiB, and on its strings as much.
constexpr std::uint64_t kMostBtfBytes = 64ull << 20;
constexpr std::uint64_t kMostElfBytes = 4ull << 30;

bool is_raw_btf(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 2 && bytes[0] == 0x9f && bytes[1] == 0xeb;
}

Result<Bytes> copied(std::span<const std::uint8_t> bytes, const std::string& path) {
  if (bytes.size() > kMostBtfBytes) {
    return Error{ErrorCode::LimitExceeded,
                 fmt::format("'{}' has {} bytes of type information, more than {}", path,
                             bytes.size(), kMostBtfBytes)};
  }
  return Bytes(bytes.begin(), bytes.end());
}

Error neither(const std::string& path, std::string_view what) {
  return {ErrorCode::ElfMalformed,
          fmt::format("'{}' is neither BTF nor a 64-bit little-endian ELF file: {}", path, what)};
}

/// How many bytes the file may have, by those that it begins with.
Result<std::uint64_t> most_bytes(std::span<const std::uint8_t> begin, const std::string& path) {
  if (is_raw_btf(begin)) return kMostBtfBytes;
  if (is_elf(begin)) return kMostElfBytes;
  return neither(path, "no ELF header at offset 0");
}

/// The bytes of the section `.BTF`.
Result<Bytes> section_of(std::span<const std::uint8_t> bytes, const std::string& path) {
  const auto malformed = [&](std::string_view what) { return neither(path, what); };
  if (!is_little_64(bytes)) return malformed("another class or byte order");
  const auto headers = read_elf_headers(bytes);
  if (!headers) return malformed(headers.error().message);
  for (const SectionHeader& section : headers.value().sections) {
    if (section.type == kSectionNull) continue;
    const auto name = table_string(headers.value().names, section.name, ErrorCode::ElfMalformed);
    if (!name) return malformed(name.error().message);
    if (name.value() != ".BTF") continue;
    const auto contents = section_bytes(bytes, section);
    if (!contents) return malformed(contents.error().message);
    return copied(contents.value(), path);
  }
  return Error{ErrorCode::BtfMalformed, fmt::format("'{}' has no section '.BTF'", path)};
}

Result<Bytes> btf_bytes(const std::string& path) {
  std::error_code fault;
  const auto kind = std::filesystem::status(path, fault).type();
  const bool readable =
      kind == std::filesystem::file_type::regular || kind == std::filesystem::file_type::fifo;
  if (!readable) {
    return Error{
        ErrorCode::FileUnreadable,
        fmt::format("'{}' cannot be read: {}", path, fault ? fault.message() : "it is not a file")};
  }
  const auto file = FileBytes::read(
      path, [&](std::span<const std::uint8_t> begin) { return most_bytes(begin, path); });
  if (!file) return file.error();
  const std::span<const std::uint8_t> bytes = file.value().bytes();
  return is_raw_btf(bytes) ? copied(bytes, path) : section_of(bytes, path);
}

Error in_file(const std::string& path, const Error& error) {
  return {error.code, fmt::format("'{}': {}", path, error.message)};
}

}  // namespace

TargetTypes::TargetTypes(std::shared_ptr<const Btf> btf, std::string path, std::string digest)
    : btf_(std::move(btf)), path_(std::move(path)), digest_(std::move(digest)) {
  for (std::uint32_t number = 1; number < btf_->size(); ++number) {
    const TypeId id{number};
    const std::string_view name = btf_->name(id);
    if (!name.empty()) by_name_[without_flavour(name)].push_back(id);
  }
}

std::span<const TypeId> TargetTypes::named(std::string_view name) const {
  const auto found = by_name_.find(without_flavour(name));
  if (found == by_name_.end()) return {};
  return found->second;
}

Result<std::shared_ptr<const TargetTypes>> TargetTypes::read_bytes(
    std::span<const std::uint8_t> raw, const std::string& path) {
  auto btf = read_btf(raw);
  if (!btf) return in_file(path, btf.error());
  return std::shared_ptr<const TargetTypes>(
      new TargetTypes(std::move(btf).value(), path, to_text(sha256(raw))));
}

Result<std::shared_ptr<const TargetTypes>> TargetTypes::read(const std::string& path,
                                                             const std::string& base) {
  const auto bytes = btf_bytes(path);
  if (!bytes) return bytes.error();
  if (base.empty()) return read_bytes(bytes.value(), path);
  const auto below = btf_bytes(base);
  if (!below) return below.error();
  auto base_btf = read_btf(below.value());
  if (!base_btf) return in_file(base, base_btf.error());
  auto btf = read_split_btf(bytes.value(), std::move(base_btf).value());
  if (!btf) return in_file(path, btf.error());
  Bytes all = below.value();
  all.insert(all.end(), bytes.value().begin(), bytes.value().end());
  return std::shared_ptr<const TargetTypes>(
      new TargetTypes(std::move(btf).value(), path, to_text(sha256(all))));
}

}  // namespace assay
