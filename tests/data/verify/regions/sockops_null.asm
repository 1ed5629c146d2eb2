// SPDX-License-Identifier: Apache-2.0
// A callback without an skb: skb_data is null (net/core/filter.c, sock_ops_convert_ctx_access), so that
// the branch lives
// contract: linux/sock_ops
// map: m array 4 8 1
// expect: reject
// code: A501
// line: 20
// also: A901:22
  r6 = r1
  r2 = *(u64 *)(r1 + 192)
  if r2 == 0 goto bad
  r0 = 1
  exit
bad:
  r3 = map_value[0] + 0
  r4 = *(u32 *)(r6 + 0)
  r4 <<= 20
  r3 += r4
  r0 = *(u64 *)(r3 + 0) // refused here
  r0 = 99
  exit
