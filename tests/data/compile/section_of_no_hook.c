// Sections of no hook. What libbpf does not know is not repaired to what it resembles unless it is
// sure; sections that every object has hold no programs.
// expect: A140 at 12:24
// expect: A140 at 13:16
// expect: A140 at 14:17
// expect: A140 at 15:20
// expect: A140 at 16:20
// expect: A140 at 17:23
#include "hook.h"
struct __sk_buff { unsigned len; };

SEC("from-netdev") int a_loaders_own(struct xdp_md *ctx) { return 2; }
SEC("2/7") int of_an_array(struct __sk_buff *ctx) { return 0; }
SEC("maps") int in_maps(struct xdp_md *ctx) { return 2; }
SEC("license") int in_license(struct xdp_md *ctx) { return 2; }
SEC("version") int in_version(struct xdp_md *ctx) { return 2; }
SEC("xdp_router") int no_slash(struct xdp_md *ctx) { return 2; }
