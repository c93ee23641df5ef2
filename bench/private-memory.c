/* Prints the KiB that the processes have to themselves, as /proc/PID/smaps_rollup counts them. Processes that share one
 * memory are counted once.
 *
 *   private-memory PID...
 */
#define _GNU_SOURCE
#include <linux/kcmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { LONGEST_LINE = 256 };

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int shares_memory(int one, int other) {
  long order = syscall(SYS_kcmp, one, other, KCMP_VM, 0, 0);
  if (order < 0) fail("kcmp");
  return order == 0;
}

static long private_kib_of(int pid) {
  char line[LONGEST_LINE];
  snprintf(line, sizeof line, "/proc/%d/smaps_rollup", pid);
  FILE *file = fopen(line, "r");
  if (!file) fail(line);
  long sum = 0;
  for (long kib; fgets(line, sizeof line, file);)
    if (sscanf(line, "Private_Clean: %ld", &kib) == 1 || sscanf(line, "Private_Dirty: %ld", &kib) == 1) sum += kib;
  fclose(file);
  return sum;
}

int main(int argc, char **argv) {
  long sum = 0;
  for (int index = 1; index < argc; index++) {
    int is_counted = 0;
    for (int before = 1; before < index; before++) is_counted |= shares_memory(atoi(argv[index]), atoi(argv[before]));
    if (!is_counted) sum += private_kib_of(atoi(argv[index]));
  }
  printf("%ld\n", sum);
  return 0;
}
