/* The least that the end of a tree can take: kills waiting children with kill(2), and waits for them. Prints a time a line,
 * in nanoseconds.
 *
 *   kill-alone TIMES PROCESSES
 */
#define _GNU_SOURCE
#include "clock.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SETTLE_US = 5000, LIFETIME_SECONDS = 60 };

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  int times = atoi(argv[1]), size = atoi(argv[2]);
  pid_t *pids = calloc(size, sizeof *pids);
  for (int round = 0; round < times; round++) {
    for (int index = 0; index < size; index++) {
      pids[index] = fork();
      if (pids[index] < 0) return 1;
      if (pids[index] == 0) {
        alarm(LIFETIME_SECONDS);
        for (;;) pause();
      }
    }
    usleep(SETTLE_US);
    long start = now_ns();
    for (int index = 0; index < size; index++) kill(pids[index], SIGKILL);
    for (int index = 0; index < size; index++) waitpid(pids[index], 0, 0);
    printf("%ld\n", (long)(now_ns() - start));
  }
  return 0;
}
