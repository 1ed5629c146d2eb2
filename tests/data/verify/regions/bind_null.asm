// SPDX-License-Identifier: Apache-2.0
// An empty application id is valid, with null pointers (net_ebpf_ext_bind.c, validate_and_truncate_appid)
// contract: windows/bind
// expect: reject
// code: A502
// line: 10
  r2 = *(u64 *)(r1 + 8)
  r0 = 0
  if r2 != 0 goto out
  r0 = *(u8 *)(r10 + 8) // reached, and refused here
out:
  exit
