// A header is one platform's: a section of the other is an error.
// flags: -I ../../../include/assay/bpf
// expect: A141 at 6:15
// expect: A141 at 7:20
#include <assay_windows.h>
SEC("tc") int of_linux(void *ctx) { return 0; }
SEC("process") int of_another_hook(bind_md_t *ctx) { return 2; }
SEC("xdp") int by_its_header(void *ctx) { return XDP_PASS; }
