/* SPDX-License-Identifier: Apache-2.0 */
/* A host in C with one hook, which runs what it admits: it does what its words say, one after the
 * other, and prints what came of each.
 *
 * usage: loader_host FOLDER CONTRACT WORD FILE [WORD FILE]...
 *   install ROOT      the first time: makes FOLDER that of a host, under this root document
 *   root ROOT, statement STATEMENT, package PACKAGE
 *   event EVENT       has the hook's programs see the event, from four threads at once
 *   kill SCOPE, unkill SCOPE, promote NAME, revert NAME
 * exit status: 0 all was done, 1 something was refused, 2 a file cannot be read */
#include <assay/loader.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define THREADS 4
#define HOOK "windows/xdp"

struct bytes {
  char *data;
  size_t size;
};

/* The bytes of the file; a null pointer if it cannot be read. */
static struct bytes read_file(const char *path) {
  struct bytes bytes = {NULL, 0};
  FILE *file = fopen(path, "rb");
  if (file == NULL) return bytes;
  size_t room = 0;
  int whole = 0;
  for (;;) {
    if (bytes.size == room) {
      room = room == 0 ? 65536 : 2 * room;
      char *more = realloc(bytes.data, room);
      if (more == NULL) break;
      bytes.data = more;
    }
    const size_t got = fread(bytes.data + bytes.size, 1, room - bytes.size, file);
    bytes.size += got;
    if (got == 0) {
      whole = !ferror(file);
      break;
    }
  }
  fclose(file);
  if (!whole) {
    free(bytes.data);
    bytes = (struct bytes){NULL, 0};
  }
  return bytes;
}

/* Prints what came of it; the exit status that it asks for. */
static int tell(const char *word, const char *what, assay_loader_error *error) {
  if (error == NULL) {
    printf("%s %s: done\n", word, what);
    return 0;
  }
  printf("%s %s: %s: %s [%s]\n", word, what, assay_loader_error_message(error),
         assay_loader_error_subject(error), assay_loader_error_code(error));
  assay_loader_error_free(error);
  return 1;
}

struct event {
  assay_loader *loader;
  struct bytes text;
  assay_loader_answer answer;
  assay_loader_error *error;
};

static void *dispatch(void *argument) {
  struct event *event = argument;
  event->error = assay_loader_dispatch(event->loader, HOOK, event->text.data, event->text.size,
                                       &event->answer);
  return NULL;
}

/* The event from several threads at once; what a host does all the time. */
static int send_event(assay_loader *loader, const char *path, struct bytes text) {
  struct event events[THREADS];
  pthread_t threads[THREADS];
  int status = 0;
  for (int i = 0; i < THREADS; i++) {
    events[i] = (struct event){.loader = loader, .text = text};
    if (pthread_create(&threads[i], NULL, dispatch, &events[i]) != 0) abort();
  }
  for (int i = 0; i < THREADS; i++) {
    pthread_join(threads[i], NULL);
    if (events[i].error != NULL) {
      status = tell("event", path, events[i].error);
    } else {
      printf("event %s: answer %llu of %llu program(s)\n", path,
             (unsigned long long)events[i].answer.answer,
             (unsigned long long)events[i].answer.programs);
    }
  }
  const int tended = tell("tend", "host", assay_loader_tend(loader));
  return status > tended ? status : tended;
}

/* Opens the folder, and sets the one hook. */
static int open_host(const char *folder, const char *contract, const struct bytes *root,
                     assay_loader **loader) {
  const assay_loader_settings settings = {.struct_size = sizeof settings,
                                          .folder = folder,
                                          .root = root == NULL ? NULL : root->data,
                                          .root_size = root == NULL ? 0 : root->size,
                                          .healthy_events = 1};
  int status = tell("open", folder, assay_loader_open(&settings, loader));
  if (status != 0) return status;
  struct bytes bytes = read_file(contract);
  const assay_loader_hook hook = {bytes.data, bytes.size, 0};
  status = tell("hook", HOOK, assay_loader_set_hooks(*loader, &hook, 1));
  free(bytes.data);
  return status;
}

/* What needs no file. */
static int act(assay_loader *loader, const char *word, const char *name) {
  if (strcmp(word, "kill") == 0) return tell(word, name, assay_loader_kill(loader, name, NULL));
  if (strcmp(word, "unkill") == 0) return tell(word, name, assay_loader_unkill(loader, name, NULL));
  if (strcmp(word, "promote") == 0)
    return tell(word, name, assay_loader_promote(loader, name, NULL));
  if (strcmp(word, "revert") == 0) return tell(word, name, assay_loader_revert(loader, name, NULL));
  return -1;
}

static int bring(assay_loader *loader, const char *word, const char *path) {
  struct bytes bytes = read_file(path);
  int status = 2;
  if (bytes.data == NULL) {
    fprintf(stderr, "%s: cannot be read\n", path);
  } else if (strcmp(word, "package") == 0) {
    status = tell(word, path, assay_loader_submit(loader, bytes.data, bytes.size, NULL));
  } else if (strcmp(word, "statement") == 0) {
    status = tell(word, path, assay_loader_statement(loader, bytes.data, bytes.size, NULL));
  } else if (strcmp(word, "root") == 0) {
    status = tell(word, path, assay_loader_root(loader, bytes.data, bytes.size, NULL));
  } else if (strcmp(word, "event") == 0) {
    status = send_event(loader, path, bytes);
  }
  free(bytes.data);
  return status;
}

int main(int argc, char **argv) {
  if (argc < 3 || argc % 2 == 0) return 2;
  const int installs = argc > 4 && strcmp(argv[3], "install") == 0;
  struct bytes root = {NULL, 0};
  if (installs) {
    root = read_file(argv[4]);
    /* Without a root document the loader would open the folder of a host that is installed. */
    if (root.data == NULL) {
      fprintf(stderr, "%s: cannot be read\n", argv[4]);
      return 2;
    }
  }
  assay_loader *loader = NULL;
  int status = open_host(argv[1], argv[2], installs ? &root : NULL, &loader);
  free(root.data);
  for (int i = installs ? 5 : 3; loader != NULL && i + 1 < argc; i += 2) {
    int one = act(loader, argv[i], argv[i + 1]);
    if (one < 0) one = bring(loader, argv[i], argv[i + 1]);
    if (one > status) status = one;
  }
  char *json = NULL;
  if (loader != NULL && tell("status", "host", assay_loader_status(loader, &json)) == 0) puts(json);
  assay_loader_text_free(json);
  if (tell("close", "host", assay_loader_close(loader)) > status) status = 1;
  return status;
}
