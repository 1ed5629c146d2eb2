// SPDX-License-Identifier: Apache-2.0
// Its bytes are what they are in the object
// contract: windows/bind
// rodata: limits 03000000
// expect: accept
  r2 = map_value[0]
  r0 = *(u32 *)(r2 + 0)
  exit
