// SPDX-License-Identifier: Apache-2.0
// Two functions that are called one after the other share the room
// contract: linux/xdp
// expect: accept
  *(u64 *)(r10 - 64) = 0
  call first
  call second
  r0 = 2
  exit
first:
  *(u64 *)(r10 - 400) = 0
  r0 = 0
  exit
second:
  *(u64 *)(r10 - 400) = 0
  r0 = 0
  exit
