// SPDX-License-Identifier: Apache-2.0
// A program in place of a function returns whatever it likes.
// contract: linux/fmod_ret
// expect: accept
  r0 = -22
  exit
