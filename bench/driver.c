/* Runs a command some times and prints how long each run took, one number a line, in
 * nanoseconds: from posix_spawn(3) to the end of the process. All contestants of a
 * benchmark are started by this one program, so that they pay the same for it.
 *
 *   driver [-o ORDER] [-r | -k TREE] TIMES COMMAND [ARGUMENT...]
 *
 *   -o ORDER  give each run a file of its own with this content, as descriptor 3
 *   -r        print the number that the command itself wrote to its standard output
 *             instead: it has measured something inside of itself
 *   -k TREE   print how long it took instead from the call of break-out.c, which has
 *             mapped the file TREE, until the last process of its tree was dead
 *
 * A run that does not end as it should ends everything: a number for it would mean nothing.
 */
#define _GNU_SOURCE
#include "clock.h"
#include "tree.h"
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ORDER_FD = 3, LONGEST_NUMBER = 64, GLANCE_US = 1000 };

extern char **environ;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static char *read_whole(const char *path, size_t *bytes) {
  struct stat status;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0 || fstat(fd, &status)) fail(path);
  char *content = malloc(status.st_size + 1);
  if (read(fd, content, status.st_size) != status.st_size) fail(path);
  close(fd);
  *bytes = status.st_size;
  return content;
}

static int make_order_file(const char *content, size_t bytes) {
  int fd = memfd_create("order", MFD_CLOEXEC);
  if (fd < 0 || write(fd, content, bytes) != (ssize_t)bytes || lseek(fd, 0, SEEK_SET)) fail("order");
  return fd;
}

/* One by one, from the youngest: those that died in the meantime wake nobody, so that we take little time from who kills. */
static void await_end_of_all(const int *pidfds, int size) {
  for (int index = size - 1; index >= 0; index--) {
    struct pollfd end = {.fd = pidfds[index], .events = POLLIN};
    if (poll(&end, 1, -1) != 1) fail("poll");
  }
}

/* From the forbidden call until no process of the tree was left. */
static long long time_kill(pid_t pid, struct tree *tree) {
  int pidfds[MOST_PROCESSES], status;
  while (tree->size == 0) {
    if (waitpid(pid, &status, WNOHANG) != 0) fail("the command ended before it was a tree");
    usleep(GLANCE_US);
  }
  for (int index = 0; index < tree->size; index++) {
    pidfds[index] = syscall(SYS_pidfd_open, tree->pids[index], 0);
    if (pidfds[index] < 0) fail("pidfd_open");
  }
  tree->is_watched = 1;
  await_end_of_all(pidfds, tree->size);
  long long result = now_ns() - tree->called_ns;
  for (int index = 0; index < tree->size; index++) close(pidfds[index]);
  waitpid(pid, &status, 0);
  if (tree->called_ns == 0 || tree->was_refused || tree->has_happened || !WIFSIGNALED(status)) {
    fprintf(stderr, "driver: nobody killed the tree at its call\n");
    exit(1);
  }
  return result;
}

/* What the command said, or how long it took, or how long it died. */
static long long run(char **command, const char *order, size_t order_bytes, int reported, const char *tree_path) {
  struct tree *tree = NULL;
  if (tree_path) {
    if (!(tree = map_tree(tree_path))) fail(tree_path);
    memset(tree, 0, sizeof *tree);
  }
  int output[2];
  if (pipe2(output, O_CLOEXEC)) fail("pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (reported) posix_spawn_file_actions_adddup2(&actions, output[1], STDOUT_FILENO);
  else posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  int order_fd = order ? make_order_file(order, order_bytes) : -1;
  if (order) posix_spawn_file_actions_adddup2(&actions, order_fd, ORDER_FD);

  pid_t pid;
  int status;
  long long start = now_ns();
  if (posix_spawnp(&pid, command[0], &actions, NULL, command, environ)) fail(command[0]);
  long long result;
  if (tree) {
    result = time_kill(pid, tree);
    munmap(tree, sizeof *tree);
    status = 0;
  } else {
    waitpid(pid, &status, 0);
    result = now_ns() - start;
  }

  close(output[1]);
  if (reported) {
    char text[LONGEST_NUMBER] = {0};
    if (read(output[0], text, sizeof text - 1) < 1) fail("the command reported nothing");
    result = atoll(text);
  }
  close(output[0]);
  if (order) close(order_fd);
  posix_spawn_file_actions_destroy(&actions);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    fprintf(stderr, "driver: %s ended with status %#x\n", command[0], status);
    exit(1);
  }
  return result;
}

int main(int argc, char **argv) {
  const char *order = NULL, *tree_path = NULL;
  size_t order_bytes = 0;
  int reported = 0;
  for (int option; (option = getopt(argc, argv, "+o:rk:")) != -1;) {
    if (option == 'o') order = read_whole(optarg, &order_bytes);
    else if (option == 'r') reported = 1;
    else if (option == 'k') tree_path = optarg;
    else return 2;
  }
  if (argc - optind < 2) {
    fprintf(stderr, "usage: driver [-o ORDER] [-r | -k TREE] TIMES COMMAND [ARGUMENT...]\n");
    return 2;
  }
  int times = atoi(argv[optind]);
  for (int index = 0; index < times; index++)
    printf("%lld\n", run(argv + optind + 1, order, order_bytes, reported, tree_path));
  return 0;
}
