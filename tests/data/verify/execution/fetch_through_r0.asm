// SPDX-License-Identifier: Apache-2.0
// uBPF's compiler loads the old value into the register of r0, where the address is.
// contract: windows/bind
// map: m array 4 8 1
// expect: reject
// code: A205
// line: 15
  *(u32 *)(r10 - 4) = 0
  r1 = map[0]
  r2 = r10
  r2 += -4
  call 1
  if r0 == 0 goto out
  r1 = 1
  r1 = atomic_fetch_add((u64 *)(r0 + 0), r1)  // refused here
out:
  r0 = 0
  exit
