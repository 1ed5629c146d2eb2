// SPDX-License-Identifier: Apache-2.0
/* Windows gives the variables of a file memory.
 * contract: windows/netevent
 * expect: accept
 * levels: O1 O2 O3 Os
 */
int events;
int least = 2;

__attribute__((section("netevent_monitor"), used)) int count(void *ctx) {
  (void)ctx;
  return ++events < least ? 1 : 2;
}
