// SPDX-License-Identifier: Apache-2.0
#include "loader/kernel/links.hpp"

#include <bpf/bpf.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace assay::loader {
namespace {

Refusal refused(const LoadedProgram& program, const char* why) {
  return {RefusalCode::KernelRefusedAttach, fmt::format("program '{}': {}", program.name, why)};
}

Refusal missing(const LoadedProgram& program, const char* what) {
  return {RefusalCode::PlaceMissing, fmt::format("program '{}' needs {}", program.name, what)};
}

/// The kernel's number of a control group is that of its folder.
std::uint64_t number_of(const Handle& cgroup) {
  struct stat about{};
  return ::fstat(cgroup.number(), &about) == 0 ? about.st_ino : 0;
}

/// What the kernel tells of links of traffic control (bpf_link_info.tcx), which Debian's header
/// lacks.
constexpr std::uint32_t kTcxLink = 11;
struct TcxLink {
  std::uint32_t interface;
  std::uint32_t attach;
};

TcxLink tcx_of(const bpf_link_info& link) {
  TcxLink tcx{};
  std::memcpy(&tcx, &link.xdp, sizeof tcx);  // the members of the union begin together
  return tcx;
}

bool is_at(const bpf_link_info& link, const KernelHook& hook, const Places& places) {
  const auto attach = static_cast<std::uint32_t>(hook.attach);
  if (hook.place == Place::Cgroup) {
    return link.type == BPF_LINK_TYPE_CGROUP && link.cgroup.cgroup_id == number_of(places.cgroup) &&
           link.cgroup.attach_type == attach;
  }
  if (hook.type == BPF_PROG_TYPE_XDP)
    return link.type == BPF_LINK_TYPE_XDP && link.xdp.ifindex == places.interface;
  const TcxLink tcx = tcx_of(link);
  return link.type == kTcxLink && tcx.interface == places.interface && tcx.attach == attach;
}

int make_link(const LoadedProgram& program, const Places& places) {
  const KernelHook& hook = *program.hook;
  switch (hook.place) {
    case Place::Interface:
      return bpf_link_create(program.handle.number(), static_cast<int>(places.interface),
                             hook.attach, nullptr);
    case Place::Cgroup:
      return bpf_link_create(program.handle.number(), places.cgroup.number(), hook.attach, nullptr);
    case Place::Tracepoint:
      return bpf_raw_tracepoint_open(std::string(target_of(program.section)).c_str(),
                                     program.handle.number());
    case Place::Function:  // of which the program was told when it was loaded
      return bpf_raw_tracepoint_open(nullptr, program.handle.number());
    case Place::Socket:
      break;
  }
  errno = EINVAL;
  return -1;
}

}  // namespace

Replacing replacing_of(Place place) {
  return place == Place::Interface || place == Place::Cgroup ? Replacing::Atomic
                                                             : Replacing::NewFirst;
}

Outcome<Handle> attach(const LoadedProgram& program, const Places& places) {
  const Place place = program.hook->place;
  if (place == Place::Interface && places.interface == 0)
    return missing(program, "a network interface (--interface)");
  if (place == Place::Cgroup && !places.cgroup.ok())
    return missing(program, "a control group (--cgroup)");
  if (place == Place::Tracepoint && target_of(program.section).empty())
    return missing(program, "a tracepoint's name in its section");
  Handle link(make_link(program, places));
  if (!link.ok()) return refused(program, std::strerror(errno));
  return link;
}

Done replace(const Handle& link, const LoadedProgram& program, const Places& places) {
  bpf_link_info about{};
  std::uint32_t size = sizeof about;
  if (bpf_obj_get_info_by_fd(link.number(), &about, &size) != 0)
    return refused(program, std::strerror(errno));
  if (!is_at(about, *program.hook, places))
    return refused(program, "the version before is attached elsewhere");
  if (bpf_link_update(link.number(), program.handle.number(), nullptr) != 0)
    return refused(program, std::strerror(errno));
  return done();
}

bool put_back(const Handle& link, const Handle& program) {
  return bpf_link_update(link.number(), program.number(), nullptr) == 0;
}

}  // namespace assay::loader
