// SPDX-License-Identifier: Apache-2.0
// Asks a checker, whole or with a rule off, about forgeries that `assay_forgeries --write` left:
// reads lines "NUMBER CONTRACT" and prints "NUMBER CODE" of each. Linked with that checker alone.
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "loader/checker/assay_checker.h"

namespace {

std::vector<std::uint8_t> read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::uint32_t ask(const std::string& forgery, const std::string& contract) {
  const auto package = read(forgery + ".package");
  const auto record = read(forgery + ".contract");
  std::vector<std::uint8_t> arena(std::size_t{4} << 20);
  const assay_host_contract host{
      {reinterpret_cast<const std::uint8_t*>(contract.data()), contract.size()},
      {record.data(), record.size()}};
  const assay_check_input input{{package.data(), package.size()},
                                &host,
                                1,
                                {1u << 20, 1u << 18, ~std::uint64_t{0}, 64},
                                arena.data(),
                                arena.size(),
                                0};
  assay_check_result result{};
  return assay_check_package(&input, &result);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::string number;
  std::string contract;
  while (std::cin >> number >> contract) {
    std::cout << number << " " << std::flush;
    std::cout << ask(std::string(argv[1]) + "/" + number, contract) << std::endl;
  }
  return 0;
}
