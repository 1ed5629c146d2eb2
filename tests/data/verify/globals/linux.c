// SPDX-License-Identifier: Apache-2.0
/* Linux gives the variables of a file memory.
 * contract: linux/xdp
 * expect: accept
 * levels: O1 O2 O3 Os
 */
struct xdp_md;

int events;
int least = 2;

__attribute__((section("xdp"), used)) int count(struct xdp_md *ctx) {
  (void)ctx;
  return ++events < least ? 1 : 2;
}
