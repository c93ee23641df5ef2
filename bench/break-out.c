/* Becomes many processes that wait, and opens a forbidden file when it is watched.
 *
 *   break-out TREE PROCESSES FILE    TREE is a file to be mapped: tree.h
 */
#define _GNU_SOURCE
#include "clock.h"
#include "tree.h"
#include <stdio.h>
#include <stdlib.h>

enum { GLANCE_US = 1000, LIFETIME_SECONDS = 60 };

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  struct tree *tree = map_tree(argv[1]);
  int size = atoi(argv[2]);
  if (!tree || size > MOST_PROCESSES) return 2;
  /* Nobody is left waiting when whoever watches has failed. */
  alarm(LIFETIME_SECONDS);
  tree->pids[0] = getpid();
  for (int index = 1; index < size; index++) {
    pid_t pid = fork();
    if (pid < 0) return 1;
    if (pid == 0) {
      alarm(LIFETIME_SECONDS);
      for (;;) pause();
    }
    tree->pids[index] = pid;
  }
  tree->size = size;
  while (!tree->is_watched) usleep(GLANCE_US);
  tree->called_ns = now_ns();
  int fd = open(argv[3], O_RDONLY | O_CLOEXEC);
  if (fd < 0) tree->was_refused = 1;
  else tree->has_happened = 1;
  return 1;
}
