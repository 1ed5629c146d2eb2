/* SPDX-License-Identifier: Apache-2.0 */
/* The trusted checker inside a host: it checks a sealed package against one contract of the host's
 * own, says what the host has to make, and makes the instructions loadable.
 *
 * usage: check_package PACKAGE HOOK CONTRACT
 * exit status: 0 the package may be loaded, 1 it is refused, 2 a file cannot be read
 *
 * HOOK is a contract's name, such as windows/xdp; CONTRACT is the file that `assay contract show
 * HOOK -o CONTRACT` writes, or `assay contract extract` for a hook of the host's own. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "loader/checker/assay_checker.h"

enum { MOST_FILE = 32 << 20, ARENA = 16 << 20, RECORD_HEAD = 12 };

/* The bytes of the file, of which nobody else has a copy; no data if it cannot be read. */
static struct assay_check_bytes read_file(const char *path) {
  struct assay_check_bytes bytes = {NULL, 0};
  FILE *file = fopen(path, "rb");
  if (file == NULL) return bytes;
  uint8_t *data = malloc(MOST_FILE);
  if (data != NULL) bytes.size = fread(data, 1, MOST_FILE, file);
  fclose(file);
  bytes.data = data;
  return bytes;
}

/* The first of a contract's two records, which is the one that the checker takes: its head says in
 * the last four bytes how many follow. Not cut where it is malformed: the checker refuses it. */
static struct assay_check_bytes first_record(struct assay_check_bytes file) {
  if (file.size < RECORD_HEAD) return file;
  uint32_t rest = 0;
  for (int i = 0; i < 4; i++) rest |= (uint32_t)file.data[8 + i] << (8 * i);
  if (rest <= file.size - RECORD_HEAD) file.size = RECORD_HEAD + (size_t)rest;
  return file;
}

/* What the host makes: here it only prints it. Returns the map's handle. */
static int32_t make_map(const struct assay_checked_map *map, int32_t handle) {
  printf("map %.*s: kind %u, keys of %u bytes, values of %u, %u entries\n", (int)map->name.size,
         (const char *)map->name.data, map->kind, map->key_size, map->value_size, map->max_entries);
  return handle;
}

/* Zero where the instructions cannot be made loadable. */
static int load(const struct assay_checked_program *program, const int32_t *handles, size_t count) {
  uint8_t *slots = malloc(program->slots.size);
  if (slots == NULL) return 0;
  memcpy(slots, program->slots.data, program->slots.size);
  const int bound = assay_bind_maps(slots, program->slots.size, handles, count);
  if (bound)
    printf("program %.*s: %zu slots, at most %llu instructions a run, %u bytes of its context\n",
           (int)program->name.size, (const char *)program->name.data, program->slots.size / 8,
           (unsigned long long)program->worst_case, program->context_bytes);
  free(slots); /* a host that runs programs keeps them */
  return bound;
}

static int load_all(const struct assay_check_result *result) {
  int32_t *handles = calloc(result->map_count + 1, sizeof *handles);
  if (handles == NULL) return 0;
  for (uint32_t i = 0; i < result->map_count; i++)
    handles[i] = make_map(&result->maps[i], 100 + (int32_t)i);
  int loaded = 1;
  for (uint32_t i = 0; i < result->program_count && loaded; i++)
    loaded = load(&result->programs[i], handles, result->map_count);
  free(handles);
  return loaded;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  const struct assay_host_contract contract = {
      {(const uint8_t *)argv[2], strlen(argv[2])}, first_record(read_file(argv[3]))};
  const struct assay_check_input input = {
      .package = read_file(argv[1]),
      .contracts = &contract,
      .contract_count = 1,
      .limits = {.units = 1u << 28, .edges = 1u << 24, .instructions = 1000000, .depth = 64},
      .arena = malloc(ARENA),
      .arena_size = ARENA,
      .freezes_data = 1};
  if (input.package.data == NULL || contract.record.data == NULL || input.arena == NULL) return 2;
  struct assay_check_result result;
  if (assay_check_package(&input, &result) != ASSAY_CHECK_ACCEPTED) {
    printf("refused: code %u, place %llu of kind %u\n", result.code,
           (unsigned long long)result.place, result.place_kind);
    return 1;
  }
  return load_all(&result) ? 0 : 1;
}
