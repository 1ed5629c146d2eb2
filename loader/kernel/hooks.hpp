// SPDX-License-Identifier: Apache-2.0
// What the kernel calls the hooks whose programs can be loaded, and how programs get to them. A row
// is found by the contract that a program was checked against, and by its section, which says at
// which of the contract's hooks it wants to be: never by the section alone.
#pragma once

#include <linux/bpf.h>

#include <cstdint>
#include <string_view>

namespace assay::loader {

/// What a program is attached to.
enum class Place : std::uint8_t {
  Interface,   // of the network
  Cgroup,      // a control group
  Tracepoint,  // that the section names behind its prefix
  Function,    // of the kernel, or an event with types, that the section names likewise
  Probe,       // a function of the kernel, by a probe, that the section names likewise
  Return,      // of such a function, likewise
  Socket,      // of another process, which attaches the pinned program itself
};

struct KernelHook {
  std::string_view contract;
  std::string_view section;  // or what stands before its first '/', where it names a target
  bpf_prog_type type;
  bpf_attach_type attach;  // but for tracepoints and sockets
  std::uint32_t flags;     // BPF_F_*
  Place place;
};

/// Null where programs of that contract and section cannot be loaded.
[[nodiscard]] const KernelHook* find_hook(std::string_view contract, std::string_view section);

/// What a section names behind its prefix: "sys_enter" of "raw_tp/sys_enter"; or nothing.
[[nodiscard]] std::string_view target_of(std::string_view section);

}  // namespace assay::loader
