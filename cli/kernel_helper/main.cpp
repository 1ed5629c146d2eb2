// SPDX-License-Identifier: Apache-2.0
// `assay-load`: the one process that has rights in the kernel. It takes a package in sealed memory
// as its standard input, believes nobody that it was checked, and asks no file system for it.
#include <fcntl.h>
#include <fmt/format.h>
#include <net/if.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "cli/kernel_helper/arguments.hpp"
#include "loader/kernel/install.hpp"
#include "loader/privilege/capabilities.hpp"
#include "loader/privilege/descriptors.hpp"
#include "loader/privilege/sealed_memory.hpp"

namespace assay::loader {
namespace {

constexpr std::size_t kMostPackageBytes = std::size_t{1} << 30;
constexpr const char* kKernelTypes = "/sys/kernel/btf/vmlinux";
constexpr int kRefused = 1;
constexpr int kUsage = 2;
constexpr int kInternal = 3;

std::string_view words_of(Fate fate) {
  switch (fate) {
    case Fate::Attached:
      return "attached";
    case Fate::Replaced:
      return "attached, in place of the version before";
    case Fate::Followed:
      return "attached, and the version before has left";
    case Fate::Pinned:
      return "loaded, for the owner of a socket to attach";
  }
  return "";
}

int tell(const Refusal& refusal) {
  const std::string subject = refusal.subject.empty() ? "" : ": " + refusal.subject;
  fmt::print(stderr, "assay: error: {}{} [{}]\n", refusal_sentence(refusal.code), subject,
             refusal_id(refusal.code));
  return kRefused;
}

Outcome<Places> places_of(const HelperArguments& arguments) {
  Places places;
  if (!arguments.interface.empty()) {
    places.interface = ::if_nametoindex(arguments.interface.c_str());
    if (places.interface == 0)
      return Refusal{RefusalCode::PlaceMissing, "there is no interface " + arguments.interface};
  }
  if (!arguments.cgroup.empty()) {
    places.cgroup = Handle(::open(arguments.cgroup.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!places.cgroup.ok())
      return Refusal{RefusalCode::PlaceMissing, "there is no folder " + arguments.cgroup};
  }
  return places;
}

/// Half an installation is none: nobody's Ctrl-C falls between two steps.
void finish_what_is_begun() {
  sigset_t all;
  ::sigfillset(&all);
  ::sigprocmask(SIG_BLOCK, &all, nullptr);
}

Outcome<Installed> load(const HelperArguments& arguments) {
  if (Done kept = keep_kernel_rights_only(); !kept.ok()) return kept.refusal();
  const Outcome<Bytes> bytes = read_sealed_memory(STDIN_FILENO, kMostPackageBytes);
  if (!bytes.ok()) return bytes.refusal();
  const auto package = Admitted::check(bytes.value(), kKernelTypes);
  if (!package.ok()) return package.refusal();
  Outcome<Places> places = places_of(arguments);
  if (!places.ok()) return places.refusal();
  finish_what_is_begun();
  return install(*package.value(),
                 {arguments.folder, arguments.license, std::move(places).value()});
}

int run(const HelperArguments& arguments) {
  const Outcome<Installed> loaded = load(arguments);
  if (!loaded.ok()) return tell(loaded.refusal());
  for (const Installed::Program& program : loaded.value().programs)
    fmt::print("{}  {}\n", program.name, words_of(program.fate));
  fmt::print("kept in {}\n", loaded.value().path);
  if (std::fflush(stdout) == 0) return 0;
  return tell({RefusalCode::FileUnwritable, "standard output; the package is loaded"});
}

}  // namespace
}  // namespace assay::loader

int main(int argc, char** argv) {
  assay::loader::take_standard_descriptors();
  const auto arguments = assay::loader::read_arguments({argv + 1, argv + argc});
  if (!arguments) {
    fmt::print(stderr, "assay-load is started by 'assay load', which has the options\n");
    return assay::loader::kUsage;
  }
  try {
    return assay::loader::run(*arguments);
  } catch (const std::exception& error) {
    fmt::print(stderr, "assay: error: internal error in Assay: {}\n", error.what());
    return assay::loader::kInternal;
  }
}
