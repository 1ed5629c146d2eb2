// SPDX-License-Identifier: Apache-2.0
// An address before null lies beyond every address: that way lives as well
// contract: windows/process
// expect: reject
// code: A503
// line: 12
  r2 = *(u64 *)(r1 + 0)
  r6 = r2
  r6 += -1
  r0 = 0
  if r6 < r2 goto out
  r0 = *(u8 *)(r1 + 200) // refused here
out:
  exit
