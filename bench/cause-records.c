/* Attempts to open files that a jail has nothing to do with, each a different one or always the same, and prints how many
 * attempts it made and, by CLOCK_MONOTONIC in nanoseconds, when it began and when it had ended.
 *
 *   cause-records different|same DIRECTORY COUNT
 */
#include "clock.h"
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { LONGEST_PATH = 4096 };

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int is_different = strcmp(argv[1], "different") == 0;
  int count = atoi(argv[3]);
  char path[LONGEST_PATH];
  long long start_ns = now_ns();
  for (int index = 0; index < count; index++) {
    snprintf(path, sizeof path, "%s/%d", argv[2], is_different ? index : 0);
    /* To be written: that is an attempt also where nothing is. */
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd >= 0) close(fd);
  }
  long long end_ns = now_ns();
  printf("%d %lld %lld\n", count, start_ns, end_ns);
  return 0;
}
