// SPDX-License-Identifier: Apache-2.0
// CVE-2017-17855: a pointer is stored where others can read it: a near miss that is safe
// contract: windows/bind
// map: entries array 4 16 1
// expect: accept
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  *(u64 *)(r9 + 0) = r6
out:
  r0 = 2
  exit
