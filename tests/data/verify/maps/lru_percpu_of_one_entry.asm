// SPDX-License-Identifier: Apache-2.0
// With fewer entries than lists of them no entry gets cold, and an update of the full table never ends.
// contract: windows/xdp
// map: recent lru_percpu_hash 4 8 1
// expect: reject
// code: A708
// line: 14
  call 8                         // the processor's number, as a key
  *(u32 *)(r10 - 4) = r0
  *(u64 *)(r10 - 16) = 1
  r2 = r10
  r2 += -4
  r3 = r10
  r1 = map[0]
  r3 += -16
  r4 = 0
  call 2
  r0 = 1
  exit
