// SPDX-License-Identifier: Apache-2.0
// An update looks the key up, and then copies it: two elements may have one key.
// contract: linux/sock_ops
// map: socks sockhash 8 4 16
// map: entries array 4 16 1
// expect: reject
// code: A701
// line: 20
  r6 = r1
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[1]
  call 1
  if r0 == 0 goto out
  r3 = r0
  r1 = r6
  r2 = map[0]
  r4 = 0
  call 70
out:
  r0 = 1
  exit
