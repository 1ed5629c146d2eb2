/* SPDX-License-Identifier: Apache-2.0 */
/* Where an executor of your own goes: a host whose programs are told about, and not run. An
 * interpreter or a compiler takes the place of `describe`, and what it has made is called in `pass`.
 *
 * usage: own_executor FOLDER CONTRACT ROOT STATEMENT PACKAGE: installs a host into FOLDER and brings
 * it the package, then one event
 * exit status: 0 all was done, 1 something was refused, 2 a file cannot be read */
#include <assay/loader.h>
#include <stdio.h>
#include <stdlib.h>

/* The context of the hook, as this host lays it out. */
struct packet {
  const unsigned char *data;
  const unsigned char *data_end;
  unsigned long long data_meta;
  unsigned ingress_ifindex;
};

static void *describe(void *context, const assay_loader_program *program) {
  (void)context;
  printf("%s %llu, program %s of section %s for %s: %llu bytes of code, %llu of the context, at most "
         "%llu instructions\n",
         program->package, (unsigned long long)program->version, program->name, program->section,
         program->hook, (unsigned long long)program->slots_size,
         (unsigned long long)program->context_bytes, (unsigned long long)program->bound);
  for (size_t i = 0; i < program->map_count; i++) {
    const assay_loader_map *map = program->maps[i];
    printf("map %s: kind %u, %u entries of %u and %u bytes\n", map->name, (unsigned)map->kind,
           (unsigned)map->max_entries, (unsigned)map->key_size, (unsigned)map->value_size);
  }
  /* A program that looks further than this host's context goes is not admitted (L623). */
  if (program->context_bytes > sizeof(struct packet)) return NULL;
  return calloc(1, 1);
}

static int pass(void *context, void *loaded, assay_loader_run *run) {
  (void)context;
  (void)loaded;
  const struct packet *packet = run->event;
  printf("an event of %u byte(s)\n", (unsigned)(packet->data_end - packet->data));
  run->answer = 1;
  return ASSAY_LOADER_ANSWERED;
}

static void unload(void *context, void *loaded) {
  (void)context;
  free(loaded);
}

/* Reads the file into `bytes`; its size. More than there is room for is none. */
static size_t read_file(const char *path, char *bytes, size_t room) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    perror(path);
    exit(2);
  }
  const size_t size = fread(bytes, 1, room, file);
  fclose(file);
  return size == room ? 0 : size;
}

/* Ends with what was refused. */
static void must(assay_loader_error *error) {
  if (error == NULL) return;
  fprintf(stderr, "%s: %s [%s]\n", assay_loader_error_subject(error),
          assay_loader_error_message(error), assay_loader_error_code(error));
  exit(1);
}

int main(int argc, char **argv) {
  static char bytes[1 << 20];
  if (argc != 6) return 2;
  const assay_loader_executor executor = {.struct_size = sizeof executor,
                                          .load = describe,
                                          .run = pass,
                                          .unload = unload};
  assay_loader_settings settings = {.struct_size = sizeof settings, .folder = argv[1]};
  settings.executor = &executor;
  settings.root = bytes;
  settings.root_size = read_file(argv[3], bytes, sizeof bytes);
  assay_loader *loader = NULL;
  must(assay_loader_open(&settings, &loader));
  const assay_loader_hook hook = {bytes, read_file(argv[2], bytes, sizeof bytes), 0};
  must(assay_loader_set_hooks(loader, &hook, 1));
  size_t size = read_file(argv[4], bytes, sizeof bytes);
  must(assay_loader_statement(loader, bytes, size, NULL));
  size = read_file(argv[5], bytes, sizeof bytes);
  must(assay_loader_submit(loader, bytes, size, NULL));
  static const unsigned char frame[60];
  const struct packet packet = {frame, frame + sizeof frame, 0, 1};
  assay_loader_answer answer;
  must(assay_loader_dispatch(loader, "windows/xdp", &packet, sizeof packet, &answer));
  must(assay_loader_close(loader));
  return answer.programs == 1 && answer.answer == 1 ? 0 : 1;
}
