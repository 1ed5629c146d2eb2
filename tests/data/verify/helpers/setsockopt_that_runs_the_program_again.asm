// SPDX-License-Identifier: Apache-2.0
// TCP_NODELAY sends what is pending, and a segment asks the program for its header options again, without end.
// contract: linux/sock_ops
// expect: reject
// code: A704
// line: 19
  r6 = r1
  r7 = *(u32 *)(r6 + 0)                // op
  if r7 == 4 goto established          // BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB
  if r7 == 5 goto established          // BPF_SOCK_OPS_PASSIVE_ESTABLISHED_CB
  if r7 != 14 goto out                 // BPF_SOCK_OPS_HDR_OPT_LEN_CB
  *(u32 *)(r10 - 4) = 1
  r1 = r6
  r2 = 6                               // SOL_TCP
  r3 = 1                               // TCP_NODELAY
  r4 = r10
  r4 += -4
  r5 = 4
  call 49
  goto out
established:
  r1 = r6
  r2 = 64                              // BPF_SOCK_OPS_WRITE_HDR_OPT_CB_FLAG
  call 59
out:
  r0 = 1
  exit
