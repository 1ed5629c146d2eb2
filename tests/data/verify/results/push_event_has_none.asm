// SPDX-License-Identifier: Apache-2.0
// The function behind netevent_push_event has no result: r0 is what it left there.
// contract: windows/netevent
// expect: reject
// code: A401
// line: 8
  call 65536
  exit  // refused here
