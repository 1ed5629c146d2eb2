// SPDX-License-Identifier: Apache-2.0
// CVE-2021-34866: a ring-buffer helper is given a map of another kind
// contract: linux/xdp
// map: entries array 4 16 1
// expect: reject
// code: A705
// line: 11
  r1 = map[0]
  r2 = 16
  r3 = 0
  call 131  // refused here
  if r0 == 0 goto out
  r1 = r0
  r2 = 0
  call 132
out:
  r0 = 2
  exit
