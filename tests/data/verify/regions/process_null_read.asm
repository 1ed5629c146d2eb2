// SPDX-License-Identifier: Apache-2.0
// In the null branch there is no byte to read
// contract: windows/process
// expect: reject
// code: A504
// line: 10
  r2 = *(u64 *)(r1 + 0)
  r0 = 0
  if r2 != 0 goto out
  r0 = *(u8 *)(r2 + 0) // refused here
out:
  exit
