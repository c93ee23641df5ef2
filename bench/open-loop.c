/* Opens and closes a file again and again, in as many threads of as many processes as told, all at once, and prints the
 * nanoseconds of one open and close: from when the first began until the last had ended, divided by all opens.
 *
 *   open-loop FILE COUNT [THREADS [PROCESSES]]    COUNT is each thread's own
 */
#define _GNU_SOURCE
#include "clock.h"
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WARM_UP = 50 };

struct worker { long long start_ns, end_ns; };

/* In memory that all processes share. */
struct meeting {
  pthread_barrier_t barrier;
  struct worker workers[];
};

static const char *path;
static int count, threads = 1, processes = 1;
static struct meeting *meeting;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static void open_and_close(int times) {
  for (int index = 0; index < times; index++) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) fail(path);
    close(fd);
  }
}

static void *work(void *argument) {
  struct worker *worker = argument;
  open_and_close(WARM_UP);
  pthread_barrier_wait(&meeting->barrier);
  worker->start_ns = now_ns();
  open_and_close(count);
  worker->end_ns = now_ns();
  return NULL;
}

/* One process: this thread works too. */
static void work_in_threads(struct worker *workers) {
  pthread_t others[threads];
  for (int index = 1; index < threads; index++)
    if (pthread_create(&others[index], NULL, work, &workers[index])) fail("pthread_create");
  work(&workers[0]);
  for (int index = 1; index < threads; index++) pthread_join(others[index], NULL);
}

static void meet(int all) {
  meeting = mmap(NULL, sizeof *meeting + all * sizeof *meeting->workers, PROT_READ | PROT_WRITE,
                 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (meeting == MAP_FAILED) fail("mmap");
  pthread_barrierattr_t attributes;
  pthread_barrierattr_init(&attributes);
  pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  if (pthread_barrier_init(&meeting->barrier, &attributes, all)) fail("barrier");
}

static void work_in_processes(void) {
  for (int index = 1; index < processes; index++) {
    pid_t pid = fork();
    if (pid < 0) fail("fork");
    if (pid > 0) continue;
    /* Who waits for the others must not do so for ever when the first has failed. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    work_in_threads(&meeting->workers[index * threads]);
    exit(0);
  }
  work_in_threads(meeting->workers);
  for (int status; wait(&status) > 0;)
    if (status != 0) exit(1);
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  path = argv[1];
  count = atoi(argv[2]);
  if (argc > 3) threads = atoi(argv[3]);
  if (argc > 4) processes = atoi(argv[4]);
  int all = threads * processes;
  meet(all);
  work_in_processes();
  long long start_ns = meeting->workers[0].start_ns, end_ns = meeting->workers[0].end_ns;
  for (int index = 1; index < all; index++) {
    struct worker worker = meeting->workers[index];
    if (worker.start_ns < start_ns) start_ns = worker.start_ns;
    if (worker.end_ns > end_ns) end_ns = worker.end_ns;
  }
  printf("%lld\n", count > 0 ? (end_ns - start_ns) / ((long long)count * all) : 0);
  return 0;
}
