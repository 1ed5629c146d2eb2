/* SPDX-License-Identifier: Apache-2.0 */
/* A host in C that loads only what Assay accepts: it reads each object into memory, verifies it in a
 * thread of its own, and prints what was found.
 *
 * usage: host_c OBJECT...
 * exit status: 0 all accepted, 1 one refused, 2 one that cannot be judged */
#include <assay/assay.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct task {
  const assay_session *session;
  const char *path;
  assay_result *result;
  assay_error *error;
};

/* The bytes of the file; NULL if it cannot be read. */
static char *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) return NULL;
  char *bytes = NULL;
  size_t room = 0;
  *size = 0;
  for (;;) {
    if (*size == room) {
      room = room == 0 ? 65536 : 2 * room;
      char *more = realloc(bytes, room);
      if (more == NULL) break;
      bytes = more;
    }
    size_t got = fread(bytes + *size, 1, room - *size, file);
    *size += got;
    if (got == 0) break;
  }
  fclose(file);
  return bytes;
}

static void *verify(void *argument) {
  struct task *task = argument;
  size_t size = 0;
  char *bytes = read_file(task->path, &size);
  if (bytes == NULL) return NULL;
  const assay_input input = {task->path, bytes, size};
  task->error = assay_verify(task->session, &input, &task->result);
  free(bytes); /* the result needs them no more */
  return NULL;
}

static void print_program(const char *path, const assay_program *program) {
  if (assay_program_verdict(program) == ASSAY_VERDICT_ACCEPT) {
    printf("%s: %s: accepted, at most %llu instructions\n", path, assay_program_name(program),
           (unsigned long long)assay_program_worst_case(program));
    return;
  }
  printf("%s: %s: refused\n", path, assay_program_name(program));
  for (size_t i = 0; i < assay_program_finding_count(program); i++) {
    const assay_finding *finding = assay_program_finding(program, i);
    printf("  ");
    if (assay_finding_line(finding) != 0) /* the object says where in its source */
      printf("%s:%u: ", assay_finding_file(finding), (unsigned)assay_finding_line(finding));
    printf("%s [%s]\n", assay_finding_message(finding), assay_finding_code(finding));
    for (size_t k = 0; k < assay_finding_note_count(finding); k++)
      printf("    note: %s\n", assay_note_message(assay_finding_note(finding, k)));
    if (assay_finding_suggestion(finding)[0] != '\0')
      printf("    help: %s\n", assay_finding_suggestion(finding));
  }
}

/* Prints what came of the task, and frees it; the exit status that it asks for. */
static int finish(struct task *task) {
  int status = 2;
  if (task->result != NULL) {
    for (size_t i = 0; i < assay_result_program_count(task->result); i++)
      print_program(task->path, assay_result_program(task->result, i));
    const assay_verdict verdict = assay_result_verdict(task->result);
    status = verdict == ASSAY_VERDICT_ACCEPT ? 0 : verdict == ASSAY_VERDICT_REJECT ? 1 : 2;
  } else if (task->error != NULL) {
    fprintf(stderr, "%s: %s [%s]\n", task->path, assay_error_message(task->error),
            assay_error_code(task->error));
  } else {
    fprintf(stderr, "%s: cannot be read\n", task->path);
  }
  assay_result_free(task->result);
  assay_error_free(task->error);
  return status;
}

/* Verifies all objects at once; the exit status. */
static int verify_all(const assay_session *session, char **paths, size_t count) {
  struct task *tasks = calloc(count, sizeof *tasks);
  pthread_t *threads = calloc(count, sizeof *threads);
  int *started = calloc(count, sizeof *started);
  int status = tasks == NULL || threads == NULL || started == NULL ? 2 : 0;
  for (size_t i = 0; status == 0 && i < count; i++) {
    tasks[i] = (struct task){.session = session, .path = paths[i]};
    started[i] = pthread_create(&threads[i], NULL, verify, &tasks[i]) == 0;
  }
  for (size_t i = 0; tasks != NULL && started != NULL && i < count; i++) {
    if (started[i]) pthread_join(threads[i], NULL);
    const int asked = finish(&tasks[i]);
    if (asked > status) status = asked;
  }
  free(started);
  free(threads);
  free(tasks);
  return status;
}

int main(int argc, char **argv) {
  assay_session *session = NULL;
  assay_error *error = assay_session_new(&session);
  if (error != NULL) {
    fprintf(stderr, "%s [%s]\n", assay_error_message(error), assay_error_code(error));
    assay_error_free(error);
    return 2;
  }
  const int status = verify_all(session, argv + 1, (size_t)(argc - 1));
  assay_session_free(session);
  return status;
}
