// SPDX-License-Identifier: Apache-2.0
#include "loader/kernel/maps.hpp"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "ir/wire/package.hpp"
#include "loader/base/hex.hpp"
#include "loader/kernel/admitted.hpp"
#include "loader/kernel/names.hpp"

namespace assay::loader {
namespace {

bool is_read_only(const assay_checked_map& map) {
  return map.role == static_cast<std::uint32_t>(wire::MapRole::ReadOnlyData);
}

Refusal refused(const assay_checked_map& map, const char* what) {
  return {errno == EPERM ? RefusalCode::KernelForbids : RefusalCode::KernelRefusedMap,
          fmt::format("map '{}', {}: {}", text_of(map.name), what, std::strerror(errno))};
}

Outcome<Handle> create(const assay_checked_map& map, int inner) {
  bpf_map_create_opts options{};
  options.sz = sizeof options;
  options.map_flags = map.flags;
  if (is_read_only(map)) options.map_flags |= BPF_F_RDONLY_PROG;
  if (inner >= 0) options.inner_map_fd = static_cast<std::uint32_t>(inner);
  const Outcome<std::uint32_t> entries = entries_asked_for(map);
  if (!entries.ok()) return entries.refusal();
  Handle made(bpf_map_create(static_cast<bpf_map_type>(map.kind),
                             kernel_name(text_of(map.name)).c_str(), map.key_size, map.value_size,
                             entries.value(), &options));
  if (!made.ok()) return refused(map, "made");
  return made;
}

/// Data are one value of an array: of other kinds the kernel takes and gives other sizes than the
/// package has (one a processor), or reads numbers of descriptors in it.
bool is_of_role(const assay_checked_map& map) {
  return map.role == static_cast<std::uint32_t>(wire::MapRole::Table) ||
         map.kind == BPF_MAP_TYPE_ARRAY;
}

/// Writes the value that the package gives; of a read-only map no other is ever there.
Done fill(const assay_checked_map& map, const Handle& made) {
  const std::uint32_t key = 0;
  if (map.value.size != 0) {
    if (map.value.size != map.value_size) {
      return Refusal{RefusalCode::MapContentsDiffer, std::string(text_of(map.name))};
    }
    if (bpf_map_update_elem(made.number(), &key, map.value.data, BPF_ANY) != 0)
      return refused(map, "filled");
  }
  if (is_read_only(map) && bpf_map_freeze(made.number()) != 0) return refused(map, "frozen");
  return done();
}

Done compare(const assay_checked_map& map, const Handle& made) {
  if (map.value.size == 0) return done();
  const std::uint32_t key = 0;
  Bytes there(map.value_size);
  if (bpf_map_lookup_elem(made.number(), &key, there.data()) != 0) return refused(map, "read back");
  if (!std::equal(there.begin(), there.end(), map.value.data, map.value.data + map.value.size))
    return Refusal{RefusalCode::MapContentsDiffer, std::string(text_of(map.name))};
  return done();
}

Outcome<Handle> make(const assay_checked_map& map, int inner) {
  if (!is_of_role(map)) {
    errno = EINVAL;
    return refused(map, "data that are no array");
  }
  Outcome<Handle> made = create(map, inner);
  if (!made.ok()) return made;
  if (Done filled = fill(map, made.value()); !filled.ok()) return filled.refusal();
  if (Done same = compare(map, made.value()); !same.ok()) return same.refusal();
  return made;
}

}  // namespace

Outcome<std::uint32_t> entries_asked_for(const assay_checked_map& map) {
  if (map.kind != BPF_MAP_TYPE_PERF_EVENT_ARRAY || map.max_entries != 0) return map.max_entries;
  const int processors = libbpf_num_possible_cpus();
  if (processors < 0) {
    errno = -processors;
    return refused(map, "one entry for each processor");
  }
  return static_cast<std::uint32_t>(processors);
}

Outcome<std::vector<Handle>> make_maps(std::span<const assay_checked_map> maps) {
  std::vector<Handle> made(maps.size());
  const auto make_those = [&](auto wanted) -> Done {
    for (std::size_t i = 0; i < maps.size(); ++i) {
      const std::uint32_t inner = maps[i].inner;
      if (!wanted(inner)) continue;
      Outcome<Handle> one = make(maps[i], inner == ASSAY_CHECK_NONE ? -1 : made[inner].number());
      if (!one.ok()) return one.refusal();
      made[i] = std::move(one).value();
    }
    return done();
  };
  // A map of maps is made after the one that its maps are like, which holds none itself.
  Done plain = make_those([](std::uint32_t inner) { return inner == ASSAY_CHECK_NONE; });
  if (!plain.ok()) return plain.refusal();
  Done nested = make_those([](std::uint32_t inner) { return inner != ASSAY_CHECK_NONE; });
  if (!nested.ok()) return nested.refusal();
  return made;
}

}  // namespace assay::loader
