// SPDX-License-Identifier: Apache-2.0
#include "libbpf.hpp"

#include <bpf/btf.h>
#include <bpf/libbpf.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <memory>
#include <string_view>

namespace assay::loader {
namespace {

constexpr const char* kObjectName = "o";  // libbpf puts it before the names of sections
// Some settings of a kernel, for objects that ask for them.
constexpr const char* kKernelConfig =
    "CONFIG_HZ=250\nCONFIG_BPF=y\nCONFIG_DEFAULT_HOSTNAME=\"h\"\n";

using Object = std::unique_ptr<bpf_object, decltype(&bpf_object__close)>;

/// A file that holds the bytes, by a path, until it goes out of scope.
class MemoryFile {
 public:
  explicit MemoryFile(std::span<const std::uint8_t> bytes)
      : descriptor_(memfd_create("object", 0)) {
    if (write(descriptor_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size()))
      std::perror("memfd");
  }
  ~MemoryFile() { close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

std::string name_of(const bpf_map* map) {
  std::string_view name = bpf_map__name(map);
  // Of data, "o.rodata" or the whole name of a section of one's own.
  if (bpf_map__is_internal(map) && !name.starts_with('.')) name.remove_prefix(1);
  return std::string(name);
}

LoadedMap describe(bpf_map* map) {
  LoadedMap made;
  made.name = name_of(map);
  made.kind = bpf_map__type(map);
  made.key_size = bpf_map__key_size(map);
  made.value_size = bpf_map__value_size(map);
  made.max_entries = bpf_map__max_entries(map);
  made.flags = bpf_map__map_flags(map);
  made.is_data = bpf_map__is_internal(map);
  std::size_t size = 0;
  const auto* bytes =
      made.is_data ? static_cast<const std::uint8_t*>(bpf_map__initial_value(map, &size)) : nullptr;
  if (bytes != nullptr) made.contents.assign(bytes, bytes + size);
  return made;
}

LoadedSlot describe(const bpf_insn& slot) {
  return {slot.code, slot.dst_reg, slot.src_reg, slot.off, slot.imm};
}

}  // namespace

std::optional<Loaded> load(std::span<const std::uint8_t> bytes,
                           std::span<const std::uint8_t> target) {
  libbpf_set_print(nullptr);
  const MemoryFile file(target.empty() ? bytes : target);
  const std::string path = file.path();
  LIBBPF_OPTS(bpf_object_open_opts, options);
  options.object_name = kObjectName;
  options.kconfig = kKernelConfig;
  options.btf_custom_path = path.c_str();  // for CO-RE relocations
  const Object object(bpf_object__open_mem(bytes.data(), bytes.size(), &options),
                      &bpf_object__close);
  if (!object) return std::nullopt;
  Loaded loaded;
  bpf_map* map = nullptr;
  bpf_object__for_each_map(map, object.get()) loaded.maps.push_back(describe(map));
  bpf_program* program = nullptr;
  bpf_object__for_each_program(program, object.get()) {
    // Whatever its section: what a program is attached to does not change its instructions.
    bpf_program__set_type(program, BPF_PROG_TYPE_SOCKET_FILTER);
    bpf_program__set_autoload(program, true);
  }
  if (bpf_object__load(object.get()) != 0) return std::nullopt;
  std::size_t index = 0;
  bpf_object__for_each_map(map, object.get()) loaded.by_descriptor[bpf_map__fd(map)] = index++;
  bpf_object__for_each_program(program, object.get()) {
    LoadedProgram made{bpf_program__section_name(program), bpf_program__name(program), {}};
    const bpf_insn* slots = bpf_program__insns(program);
    for (std::size_t i = 0; i < bpf_program__insn_cnt(program); ++i)
      made.slots.push_back(describe(slots[i]));
    loaded.programs.push_back(std::move(made));
  }
  return loaded;
}

}  // namespace assay::loader
