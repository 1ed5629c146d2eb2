// SPDX-License-Identifier: Apache-2.0
#include "loader/kernel/hooks.hpp"

#include <gtest/gtest.h>

namespace assay::loader {
namespace {

TEST(KernelHooks, AreFoundByContractAndSectionTogether) {
  const KernelHook* const xdp = find_hook("linux/xdp", "xdp");
  ASSERT_NE(xdp, nullptr);
  EXPECT_EQ(xdp->type, BPF_PROG_TYPE_XDP);
  EXPECT_EQ(xdp->place, Place::Interface);
  EXPECT_EQ(find_hook("linux/xdp", "cgroup/connect4"), nullptr);
  EXPECT_EQ(find_hook("linux/cgroup_bind4", "cgroup/connect4"), nullptr);
  EXPECT_EQ(find_hook("windows/xdp", "xdp"), nullptr);
  EXPECT_EQ(find_hook("linux/sched_cls", "tc"), nullptr) << "which says no direction";
  EXPECT_EQ(find_hook("linux/sched_cls", "tcx/egress")->attach, 47);
}

TEST(KernelHooks, ASectionOfMoreWordsIsAnotherHookButForTracepoints) {
  EXPECT_EQ(find_hook("linux/xdp", "xdp/cpumap"), nullptr);
  EXPECT_EQ(find_hook("linux/xdp", "xdp.frags")->flags, std::uint32_t{BPF_F_XDP_HAS_FRAGS});
  ASSERT_NE(find_hook("linux/raw_tracepoint", "raw_tp/sys_enter"), nullptr);
  EXPECT_EQ(find_hook("linux/raw_tracepoint", "raw_tpx/sys_enter"), nullptr);
  EXPECT_EQ(find_hook("linux/lsm_sleepable", "lsm.s/file_open")->flags,
            std::uint32_t{BPF_F_SLEEPABLE});
}

TEST(KernelHooks, AProbeIsOfAFunctionOrOfItsReturn) {
  EXPECT_EQ(find_hook("linux/kprobe", "kprobe/do_exit")->place, Place::Probe);
  EXPECT_EQ(find_hook("linux/kprobe", "kretprobe/do_exit")->place, Place::Return);
  EXPECT_EQ(find_hook("linux/kprobe", "uprobe/main"), nullptr);
}

TEST(KernelHooks, TheTargetStandsBehindTheSlash) {
  EXPECT_EQ(target_of("raw_tp/sys_enter"), "sys_enter");
  EXPECT_EQ(target_of("raw_tp"), "");
}

}  // namespace
}  // namespace assay::loader
