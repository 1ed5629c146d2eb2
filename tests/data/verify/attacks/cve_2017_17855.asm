// SPDX-License-Identifier: Apache-2.0
// CVE-2017-17855: a pointer is stored where others can read it
// contract: windows/bind
// map: entries array 4 16 1
// expect: reject
// code: A603
// line: 16
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[0]
  call 1
  if r0 == 0 goto out
  r9 = r0
  r6 = *(u64 *)(r9 + 0)
  *(u64 *)(r9 + 0) = r10  // refused here
out:
  r0 = 2
  exit
