// SPDX-License-Identifier: Apache-2.0
// The platform denies where the number has no name.
// contract: windows/bind
// map: policy array 4 4 1
// expect: accept
  r1 = map_value[0] + 0
  r0 = *(u32 *)(r1 + 0)
  exit
