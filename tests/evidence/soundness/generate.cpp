// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/generate.hpp"

#include <string_view>

#include "evidence/soundness/loaded.hpp"
#include "evidence/soundness/scene.hpp"
#include "ir/base/check.hpp"
#include "support/builtin.hpp"

namespace assay::soundness {
namespace {

std::optional<std::uint32_t> kind_number(const Contract& contract, std::string_view name) {
  for (const MapKind& kind : contract.map_kinds) {
    if (kind.name == name) return kind.number;
  }
  return std::nullopt;
}

/// The maps of a program: sizes around those that matter, contents with a pattern.
MapSet add_maps(Program& program, const Contract& contract, Random& random) {
  MapSet set;
  const auto add = [&](const char* name, const char* kind, std::uint32_t key,
                       std::uint32_t value) -> std::optional<std::uint32_t> {
    const auto number = kind_number(contract, kind);
    if (!number) return std::nullopt;
    Map map;
    map.name = name;
    map.kind = *number;
    map.key_size = key;
    map.value_size = value;
    map.max_entries = 1 + static_cast<std::uint32_t>(random.below(8));
    program.maps.push_back(map);
    return static_cast<std::uint32_t>(program.maps.size() - 1);
  };
  const auto size = [&] { return static_cast<std::uint32_t>(8 * (1 + random.below(8))); };
  set.array = add("numbers", random.one_in(3) ? "percpu_array" : "array", 4, size());
  set.hash = add("table", "hash", random.one_in(2) ? 4 : 8, size());
  set.ring = add("events", "ringbuf", 0, 0);
  if (set.ring) program.maps[*set.ring].max_entries = 4096;
  set.programs = add("others", "prog_array", 4, 4);
  for (const bool constant : {true, false}) {
    Map map;
    map.name = constant ? ".rodata" : ".data";
    map.kind = kind_number(contract, "array").value_or(2);
    map.key_size = 4;
    map.value_size = static_cast<std::uint32_t>(4 + random.below(60));
    map.max_entries = 1;
    map.is_data = true;
    map.read_only = constant;
    std::vector<std::uint8_t> bytes(map.value_size);
    const std::uint64_t top = std::uint64_t{1} << random.below(9);
    for (std::uint8_t& b : bytes) b = static_cast<std::uint8_t>(random.below(top));
    map.contents = SharedBytes(std::move(bytes));
    program.maps.push_back(map);
    (constant ? set.constants : set.data) = static_cast<std::uint32_t>(program.maps.size() - 1);
  }
  return set;
}

/// In some programs the kernel keeps bytes of the values for itself.
void add_special_fields(Program& program, Random random) {
  for (Map& map : program.maps) {
    if (map.read_only || map.value_size < 16 || !random.one_in(6)) continue;
    const std::uint64_t last = map.value_size / 4 - 2;
    map.special_fields = {{SpecialFieldKind::SpinLock,
                           static_cast<std::uint32_t>(4 * random.below(last)),
                           static_cast<std::uint32_t>(random.one_in(2) ? 4 : 8)}};
  }
}

std::shared_ptr<const Contract> contract_for(Random& random) {
  static constexpr std::string_view kNames[] = {
      "linux/xdp",    "linux/xdp",   "linux/xdp",       "linux/sched_cls",  "linux/socket_filter",
      "linux/kprobe", "windows/xdp", "windows/bind",    "windows/xdp",      "linux/cgroup_skb",
      "unspec",       "linux/xdp",   "windows/process", "windows/netevent", "linux/sock_ops"};
  const auto contract = test_catalogue().named(kNames[random.below(std::size(kNames))]);
  ASSAY_CHECK(contract != nullptr, "a contract that the generator wants is gone");
  return contract;
}

}  // namespace

Generated generate(std::uint64_t seed) {
  Random random(seed);
  Generated made;
  made.contract = contract_for(random);
  const Contract& contract = *made.contract;
  Program& program = made.program;
  program.name = "generated";
  const MapSet maps = add_maps(program, contract, random);
  add_special_fields(program, Random(~seed));
  Builder code;
  std::vector<Builder::Label> callees;
  for (std::uint64_t i = random.below(6); i > 3; --i) callees.push_back(code.new_label());
  std::vector<std::uint32_t> begins = {0};
  Scene(code, random, program, contract, maps)
      .entry(callees, 3 + static_cast<int>(random.below(random.one_in(4) ? 14 : 7)));
  for (const Builder::Label callee : callees) {
    begins.push_back(code.size());
    code.place(callee);
    Scene(code, random, program, contract, maps).function(1 + static_cast<int>(random.below(5)));
  }
  const std::uint32_t end = code.size();
  begins.push_back(end);
  program.instructions = code.finish();
  program.locations.resize(program.instructions.size());
  for (std::size_t f = 0; f + 1 < begins.size(); ++f)
    program.functions.push_back({"f" + std::to_string(f), begins[f], begins[f + 1]});
  add_load_time(program, random);
  return made;
}

}  // namespace assay::soundness
