// SPDX-License-Identifier: Apache-2.0
// assay_forgeries: prints the table of forgeries, and holds it: each refusal of the checker and
// each fact of contracts has a forgery, or stands in unreached.txt with its reason. Exit status: 0
// so it is, 1 it is not; 2 bad usage.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <fstream>

#include "evidence/checker/facts.hpp"
#include "evidence/checker/outcome.hpp"
#include "evidence/checker/table.hpp"

namespace assay::forge {
namespace {

struct Options {
  TableOptions table;
  std::string unreached;  // file of names with reasons
  std::string write;      // folder for the forgeries; empty: none
  std::size_t least = 0;  // forgeries in all
};

std::map<std::string, std::string> read_reasons(const std::string& path) {
  std::map<std::string, std::string> out;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const auto end = line.find(' ');
    if (!line.starts_with("#") && end != std::string::npos)
      out[line.substr(0, end)] = line.substr(line.find_first_not_of(' ', end));
  }
  return out;
}

/// Names that must be reached, with what reaches them.
using Reached = std::map<std::string, const Entry*>;

Reached reached_of(const Table& table) {
  Reached out;
  const auto first = [](const auto& of, const auto& key) -> const Entry* {
    const auto found = of.find(key);
    return found == of.end() || found->second.empty() ? nullptr : &found->second.front();
  };
#define ASSAY_CHECK_CODE(name, number) out[#name] = first(table.by_code, std::uint32_t{number});
#include "loader/checker/codes.def"
#undef ASSAY_CHECK_CODE
  out.erase("Ok");
  for (const std::string& fact : fact_names()) out[fact] = first(table.by_fact, fact);
  return out;
}

std::string short_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

/// How many rows are wrong.
int print(const Reached& reached, const std::map<std::string, std::string>& reasons) {
  int wrong = 0;
  for (const auto& [name, entry] : reached) {
    const auto reason = reasons.find(name);
    const bool excused = reason != reasons.end();
    if (entry != nullptr) {
      fmt::print("{:42} {} ({}: {})\n", name, code_name(entry->code), short_name(entry->from),
                 entry->forgery.what);
    } else {
      fmt::print("{:42} NO FORGERY{}\n", name, excused ? ": " + reason->second : "");
    }
    if (entry != nullptr && excused) fmt::print("  (its reason why there is none can go)\n");
    wrong += entry == nullptr && !excused ? 1 : 0;
  }
  return wrong;
}

void write_all(const std::string& folder, const Table& table) {
  std::filesystem::create_directories(folder);
  const auto write = [&](const std::string& name, const std::vector<std::uint8_t>& bytes) {
    std::ofstream(folder + "/" + name, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()),
               static_cast<std::streamsize>(bytes.size()));
  };
  std::ofstream list(folder + "/list.txt");
  std::size_t number = 0;
  const auto one = [&](const Entry& entry) {
    const std::string name = fmt::format("{:04}", number++);
    write(name + ".package", entry.forgery.bytes);
    write(name + ".contract", entry.forgery.record);
    list << fmt::format("{} {} {} {}: {}\n", name, code_name(entry.code), entry.contract,
                        short_name(entry.from), entry.forgery.what);
  };
  for (const auto& [code, entries] : table.by_code) std::ranges::for_each(entries, one);
  for (const auto& [fact, entries] : table.by_fact) std::ranges::for_each(entries, one);
  std::ranges::for_each(table.genuine, one);
}

int run(const Options& options) {
  const Table table = make_table(options.table);
  int wrong = print(reached_of(table), read_reasons(options.unreached));
  std::size_t forgeries = 0;
  for (const auto& [fact, entries] : table.by_fact) forgeries += entries.size();
  for (const auto& [code, entries] : table.by_code) forgeries += entries.size();
  for (const std::string& name : table.admitted) fmt::print("ADMITTED {}\n", name);
  wrong += static_cast<int>(table.admitted.size());
  if (!options.write.empty()) write_all(options.write, table);
  fmt::print("{} forgeries of {} asked about, {} rejected programs; {} wrong rows\n", forgeries,
             table.asks, table.attacks, wrong);
  return wrong == 0 && forgeries >= options.least ? 0 : 1;
}

int start(int argc, char** argv) {
  Options options;
  CLI::App app("Finds forgeries for each refusal of the checker.");
  app.add_option("folders", options.table.folders, "where programs lie")->required();
  app.add_option("--stride", options.table.stride, "of the programs take each n-th")
      ->check(CLI::Range(1, 10000));
  app.add_option("--quota", options.table.quota, "forgeries of a code");
  app.add_option("--every", options.table.every, "of the changes of a program take each n-th")
      ->check(CLI::Range(1, 1000000));
  app.add_option("--unreached", options.unreached, "codes and facts without one, and why");
  app.add_option("--least", options.least, "forgeries in all");
  app.add_option("--write", options.write,
                 "folder for the forgeries that are kept, and genuine packages");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return run(options);
}

}  // namespace
}  // namespace assay::forge

int main(int argc, char** argv) {
  try {
    return assay::forge::start(argc, argv);
  } catch (const std::exception& error) {
    std::fputs(error.what(), stderr);
    return 1;
  }
}
