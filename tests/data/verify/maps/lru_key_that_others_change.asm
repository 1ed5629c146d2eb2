// SPDX-License-Identifier: Apache-2.0
// A new entry copies the key twice; where the copies differ, a full table tries without end to delete it.
// contract: windows/xdp
// map: recent lru_hash 8 8 64
// map: entries array 4 16 1
// expect: reject
// code: A701
// line: 21
  *(u32 *)(r10 - 4) = 0
  r2 = r10
  r2 += -4
  r1 = map[1]
  call 1
  if r0 == 0 goto out
  *(u64 *)(r10 - 16) = 1
  r2 = r0
  r3 = r10
  r3 += -16
  r1 = map[0]
  r4 = 0
  call 2
out:
  r0 = 1
  exit
