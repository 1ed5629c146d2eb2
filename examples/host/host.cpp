// SPDX-License-Identifier: Apache-2.0
// A host in C++ that loads only what Assay accepts: it reads each object into memory, verifies it
// in a thread of its own, and prints what was found.
//
// usage: host_cpp OBJECT...
// exit status: 0 all accepted, 1 one refused, 2 one that cannot be judged
#include <algorithm>
#include <assay/assay.hpp>
#include <fstream>
#include <future>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace {

assay::Result verify(const assay::Session& session, const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot be read");
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  return session.verify(path, bytes);
}

void print(const std::string& path, const assay::Program& program) {
  if (program.verdict == ASSAY_VERDICT_ACCEPT) {
    std::cout << path << ": " << program.name << ": accepted, at most " << program.worst_case
              << " instructions\n";
    return;
  }
  std::cout << path << ": " << program.name << ": refused\n";
  for (const assay::Finding& finding : program.findings) {
    std::cout << "  ";
    if (finding.place.line != 0)  // the object says where in its source
      std::cout << finding.place.file << ":" << finding.place.line << ": ";
    std::cout << finding.message << " [" << finding.code << "]\n";
    for (const assay::Note& note : finding.notes) std::cout << "    note: " << note.message << "\n";
    if (!finding.suggestion.empty()) std::cout << "    help: " << finding.suggestion << "\n";
  }
}

int status_of(assay_verdict verdict) {
  return verdict == ASSAY_VERDICT_ACCEPT ? 0 : verdict == ASSAY_VERDICT_REJECT ? 1 : 2;
}

}  // namespace

int main(int argc, char** argv) try {
  const assay::Session session;
  const std::vector<std::string> paths(argv + 1, argv + argc);
  std::vector<std::future<assay::Result>> results;
  for (const std::string& path : paths)
    results.push_back(std::async(std::launch::async, [&] { return verify(session, path); }));
  int status = 0;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    try {
      const assay::Result result = results[i].get();
      for (const assay::Program& program : result.programs()) print(paths[i], program);
      status = std::max(status, status_of(result.verdict()));
    } catch (const assay::Error& error) {
      std::cerr << paths[i] << ": " << error.what() << " [" << error.code() << "]\n";
      status = 2;
    }
  }
  return status;
} catch (const std::exception& fault) {
  std::cerr << fault.what() << "\n";
  return 2;
}
