// SPDX-License-Identifier: Apache-2.0
// The register of the context may be null
// contract: linux/sched_cls
// expect: reject
// code: A701
// line: 12
  r6 = r1
  call 7
  if r0 == 0 goto keep
  r6 = 0
keep:
  r0 = *(u16 *)skb[12]  // refused here
  r0 = 0
  exit
