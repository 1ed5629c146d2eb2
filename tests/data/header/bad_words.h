// expect: A131 at 31:31
// expect: A131 at 32:30
// expect: A132 at 33:23
// expect: A134 at 34:3
// expect: A133 at 35:28
// expect: A133 at 36:25
// expect: A132 at 37:14
// expect: A132 at 38:3
// expect: A132 at 39:3
// expect: A131 at 40:13
// expect: A132 at 41:32
// expect: A132 at 45:14
// expect: A131 at 48:6
// expect: A131 at 50:25
// expect: A132 at 52:46
// expect: A134 at 53:33
// expect: A132 at 54:57
// expect: A133 at 56:1
// expect: A132 at 57:31
// expect: A134 at 58:1
// expect: A133 at 61:1
// expect: A132 at 61:20
// expect: A131 at 61:52
// expect: A132 at 64:1
// expect: A134 at 68:5
// expect: A134 at 68:5
// expect: A132 at 70:1
#include <assay_windows.h>

typedef struct words_md {
  u64 misspelt __attribute__((annotate("assay.read_onyl")));
  u64 foreign __attribute__((annotate("writable")));
  u64 begin_of_number ASSAY_BEGIN(numbers, 64);
  const u8 *nothing;
  u64 both ASSAY_READ_ONLY ASSAY_WRITABLE;
  u64 twice ASSAY_WHOLE ASSAY_WHOLE;
  u64 member ASSAY_CONSTANT;
  float real ASSAY_READ_ONLY;
  u32 bits : 3;
  u64 named ASSAY_WRITABLE_IN("word");
  u64 arguments __attribute__((annotate("assay.begin", 7)));
} words_md_t;

struct unused_md {
  u64 number ASSAY_READ_ONLY;
};

enum ASSAY_VALUES_OF(nobody, "words") { NOBODY = 1 };

typedef u32 input_index ASSAY_INDEX_OF(inputs, 20);

static s64 (*const bpf_no_helper)(u64 flags) ASSAY_MOVES_PACKET = (void *)70000;
static s64 (*const bpf_pointer)(void *what) ASSAY_HELPER = (void *)70001;
static s64 (*const bpf_constant_written)(const void *to ASSAY_WRITES ASSAY_BYTES(8))
    ASSAY_HELPER = (void *)70002;
static s64 (*const bpf_same_number)(void) ASSAY_HELPER = (void *)70002;
static s64 (*const bpf_small)(u8 flags) ASSAY_HELPER = (void *)70003;
static void *(*const bpf_what)(void) ASSAY_HELPER = (void *)70004;

ASSAY_HOOK("windows/words") ASSAY_SECTIONS("words")
ASSAY_RESULT(2, 1) ASSAY_LIMITS(0, 8, 33, 1000000) ASSAY_ALLOWS("everything")
int assay_hook_words(words_md_t *ctx);

ASSAY_HOOK("beos/words") ASSAY_ANY_RESULT ASSAY_LIMITS(512, 8, 33, 1)
int assay_hook_beos(words_md_t *ctx);

ASSAY_HOOK("windows/terse")
int assay_hook_terse(words_md_t *ctx);

ASSAY_ANY_RESULT int no_hook(words_md_t *ctx);
