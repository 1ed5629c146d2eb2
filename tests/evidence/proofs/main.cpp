// SPDX-License-Identifier: Apache-2.0
// assay_proofs [--seconds N] [--seconds-each N] [--jobs N] [--only TEXT] [--quick]: prints the
// table of what is proved of the abstract operations. Exit status: 0 nothing unsound and nothing
// without a proof; 1 otherwise; 2 usage.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "runner.hpp"

namespace {

using namespace assay::proofs;

struct Options {
  Limits limits;
  std::string only;
  bool quick = false;
  bool valid = true;
};

unsigned number(const char* text) {
  const long value = std::strtol(text, nullptr, 10);
  return value > 0 && value < 1000000 ? static_cast<unsigned>(value) : 0;
}

Options parse(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc && options.valid; ++i) {
    const std::string_view name = argv[i];
    if (name == "--quick") {
      options.quick = true;
      continue;
    }
    const char* value = i + 1 < argc ? argv[++i] : "";
    unsigned* target = name == "--seconds"        ? &options.limits.seconds
                       : name == "--seconds-each" ? &options.limits.seconds_each
                       : name == "--jobs"         ? &options.limits.jobs
                                                  : nullptr;
    if (name == "--only") {
      options.only = value;
    } else if (target != nullptr && number(value) > 0) {
      *target = number(value);
    } else {
      options.valid = false;
    }
  }
  return options;
}

bool wanted(const Options& options, const Evidence& evidence) {
  if (options.quick && !evidence.quick) return false;
  const std::string name =
      evidence.subject.group + " " + evidence.subject.operation + " " + evidence.subject.width;
  return name.find(options.only) != std::string::npos;
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = parse(argc, argv);
  if (!options.valid) {
    std::fputs(
        "usage: assay_proofs [--seconds N] [--seconds-each N] [--jobs N] [--only TEXT] [--quick]\n",
        stderr);
    return 2;
  }
  assay::limit_solver_memory(1800);
  const Library library = everything();
  std::vector<const Evidence*> chosen;
  for (const Evidence& evidence : library) {
    if (wanted(options, evidence)) chosen.push_back(&evidence);
  }
  const Table table = tabulate(run(chosen, options.limits));
  std::fputs(table.text.c_str(), stdout);
  return table.unsound == 0 && table.unfinished == 0 ? 0 : 1;
}
