/* Opens and closes a file again and again and prints the nanoseconds of one open and close.
 *
 *   open-loop FILE COUNT
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { WARM_UP = 50 };

static int open_and_close(const char *path, int count) {
  for (int index = 0; index < count; index++) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
      perror(path);
      return 0;
    }
    close(fd);
  }
  return 1;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  int count = atoi(argv[2]);
  struct timespec start, end;
  if (!open_and_close(argv[1], WARM_UP)) return 1;
  clock_gettime(CLOCK_MONOTONIC, &start);
  if (!open_and_close(argv[1], count)) return 1;
  clock_gettime(CLOCK_MONOTONIC, &end);
  printf("%lld\n", ((end.tv_sec - start.tv_sec) * 1000000000LL + end.tv_nsec - start.tv_nsec) / count);
  return 0;
}
