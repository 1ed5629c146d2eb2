// SPDX-License-Identifier: Apache-2.0
#include "loader/kernel/links.hpp"

#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>

#include "loader/kernel/names.hpp"

namespace assay::loader {
namespace {

Refusal refused(const LoadedProgram& program, const char* why) {
  return {RefusalCode::KernelRefusedAttach, fmt::format("program '{}': {}", program.name, why)};
}

Refusal missing(const LoadedProgram& program, const char* what) {
  return {RefusalCode::PlaceMissing, fmt::format("program '{}' needs {}", program.name, what)};
}

/// The kernel's number of a control group is that of its folder, in their file system alone; 0:
/// none.
std::uint64_t number_of(const Handle& cgroup) {
  struct stat about{};
  struct statfs system{};
  const bool known =
      ::fstat(cgroup.number(), &about) == 0 && ::fstatfs(cgroup.number(), &system) == 0;
  return known && system.f_type == CGROUP2_SUPER_MAGIC ? about.st_ino : 0;
}

/// Whether the interface runs that program. Numbers of interfaces are those of one network
/// namespace, and a link does not say of which.
bool runs_here(const KernelHook& hook, unsigned interface, std::uint32_t program) {
  if (hook.type == BPF_PROG_TYPE_XDP) {
    std::uint32_t here = 0;
    return bpf_xdp_query_id(static_cast<int>(interface), 0, &here) == 0 && here == program;
  }
  std::array<std::uint32_t, 64> here{};  // the kernel has no more at one place
  auto count = static_cast<std::uint32_t>(here.size());
  return bpf_prog_query(static_cast<int>(interface), hook.attach, 0, nullptr, here.data(),
                        &count) == 0 &&
         std::ranges::find(here.begin(), here.begin() + count, program) != here.begin() + count;
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
    const std::uint64_t number = number_of(places.cgroup);
    return number != 0 && link.type == BPF_LINK_TYPE_CGROUP && link.cgroup.cgroup_id == number &&
           link.cgroup.attach_type == attach;
  }
  if (places.interface == 0 || !runs_here(hook, places.interface, link.prog_id)) return false;
  if (hook.type == BPF_PROG_TYPE_XDP)
    return link.type == BPF_LINK_TYPE_XDP && link.xdp.ifindex == places.interface;
  const TcxLink tcx = tcx_of(link);
  return link.type == kTcxLink && tcx.interface == places.interface && tcx.attach == attach;
}

/// The kernel's number of the hook at which the link is; nothing where its program cannot be
/// replaced.
std::optional<unsigned> hook_of(const bpf_link_info& link) {
  switch (link.type) {
    case BPF_LINK_TYPE_CGROUP:
      return link.cgroup.attach_type;
    case BPF_LINK_TYPE_XDP:
      return BPF_XDP;
    case kTcxLink:
      return tcx_of(link).attach;
    default:
      return std::nullopt;
  }
}

template <class Info>
bool ask(const Handle& handle, Info& info) {
  std::uint32_t size = sizeof info;
  return bpf_obj_get_info_by_fd(handle.number(), &info, &size) == 0;
}

/// A link to a probe at the function that the program's section names, or at its return. Of the
/// kernel's two ways it is the one that asks for no right to perf events, which Debian's kernels
/// give to nobody but the administrator.
int probe(const LoadedProgram& program) {
  const std::string function(target_of(program.section));
  const char* const name = function.c_str();
  bpf_link_create_opts options{};
  options.sz = sizeof options;
  options.kprobe_multi.syms = const_cast<const char**>(&name);
  options.kprobe_multi.cnt = 1;
  const bool at_return = program.hook->place == Place::Return;
  options.kprobe_multi.flags = at_return ? BPF_F_KPROBE_MULTI_RETURN : 0;
  return bpf_link_create(program.handle.number(), 0, program.hook->attach, &options);
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
    case Place::Probe:
    case Place::Return:
      return probe(program);
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
  const bool is_probe = place == Place::Probe || place == Place::Return;
  if (is_probe && target_of(program.section).empty())
    return missing(program, "a function's name in its section");
  Handle link(make_link(program, places));
  if (!link.ok()) return refused(program, std::strerror(errno));
  return link;
}

Done replace(const Handle& link, const LoadedProgram& program, const Places& places) {
  bpf_link_info about{};
  if (!ask(link, about)) return refused(program, std::strerror(errno));
  if (!is_at(about, *program.hook, places))
    return refused(program, "the version before is attached elsewhere");
  if (bpf_link_update(link.number(), program.handle.number(), nullptr) != 0)
    return refused(program, std::strerror(errno));
  return done();
}

bool runs(const Handle& link, const Handle& program) {
  bpf_link_info one{};
  bpf_prog_info other{};
  return ask(link, one) && ask(program, other) && one.prog_id == other.id;
}

bool put_back(const Handle& link, const Handle& program) {
  bpf_link_info place{};
  bpf_prog_info about{};
  if (!ask(link, place) || !ask(program, about)) return false;
  const std::optional<unsigned> hook = hook_of(place);
  return hook && is_for_hook(about.name, *hook) &&
         bpf_link_update(link.number(), program.number(), nullptr) == 0;
}

}  // namespace assay::loader
