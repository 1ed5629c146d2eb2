// SPDX-License-Identifier: Apache-2.0
#include "evidence/soundness/corpus.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "ir/contract/choose.hpp"
#include "ir/object/read_object.hpp"
#include "ir/text/print.hpp"
#include "session/asm_file.hpp"
#include "support/builtin.hpp"

namespace assay::soundness {
namespace {

void add(std::vector<Sample>& out, const std::string& path, const Program& program,
         const std::string& contract_name, std::size_t most_slots) {
  if (program.instructions.size() > most_slots || !program.unresolved.empty()) return;
  ContractChoice choice;
  choice.catalogue = test_catalogue();
  choice.name = contract_name;
  const auto contract = choose_contract(program, choice);
  if (contract.ok())
    out.push_back({fmt::format("{}:{}", path, program.name), program, contract.value().contract});
}

}  // namespace

std::vector<Sample> read_corpus(const std::vector<std::string>& folders, std::size_t most_slots) {
  std::vector<std::string> paths;
  for (const std::string& folder : folders) {
    if (!std::filesystem::is_directory(folder)) continue;
    const auto options = std::filesystem::directory_options::follow_directory_symlink;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, options)) {
      const std::string extension = entry.path().extension().string();
      if (extension == ".asm" || extension == ".o") paths.push_back(entry.path().string());
    }
  }
  std::sort(paths.begin(), paths.end());
  std::vector<Sample> out;
  for (const std::string& path : paths) {
    if (is_asm_path(path)) {
      const auto file = read_asm_file(path, test_catalogue());
      if (file.ok()) add(out, path, file.value().program, file.value().contract, most_slots);
      continue;
    }
    const auto object = read_object(path);
    if (!object.ok()) continue;
    for (const ObjectEntry& entry : object.value().programs) {
      if (!entry.only_when_named && entry.program.ok())
        add(out, path, entry.program.value(), "", most_slots);
    }
  }
  return out;
}

std::string as_test_file(const Program& program, const Contract& contract,
                         const std::string& title) {
  std::string text = fmt::format("// SPDX-License-Identifier: Apache-2.0\n// {}\n// contract: {}\n",
                                 title, contract.name);
  for (const Map& map : program.maps) {
    std::string name = map.name;
    std::erase(name, '.');
    if (map.is_data) {
      text += fmt::format("// rodata: {} ", name);
      for (std::size_t i = 0; i < map.contents.size(); ++i)
        text += fmt::format("{:02x}", map.contents[i]);
      text += map.read_only ? "\n" : "\n// (in the run this section was writable)\n";
    } else {
      text += fmt::format("// map: {} {} {} {} {}\n", name, map.kind, map.key_size, map.value_size,
                          map.max_entries);
    }
    for (const SpecialField& field : map.special_fields)
      text +=
          fmt::format("// field: {} {} {}\n", name, special_field_name(field.kind), field.offset);
  }
  return text + "// expect: reject\n" + print_program(program.instructions);
}

}  // namespace assay::soundness
