/* What a tree of processes and the one that times its end tell each other, in a file that both have mapped. */
#include <fcntl.h>
#include <stddef.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_PROCESSES = 1000 };

struct tree {
  /* How many of `pids` are there; set when all are. */
  volatile int size;
  int pids[MOST_PROCESSES];
  /* Set by the one that watches, when it does. */
  volatile int is_watched;
  /* Just before the call that must not happen, and whether it happened all the same. */
  volatile long long called_ns;
  volatile int was_refused, has_happened;
};

static struct tree *map_tree(const char *path) {
  int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0 || ftruncate(fd, sizeof(struct tree))) return NULL;
  struct tree *tree = mmap(NULL, sizeof *tree, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  return tree == MAP_FAILED ? NULL : tree;
}
