/* The floor: what any supervisor by user notification must pay. It answers every
 * openat(2) of the command with CONTINUE and does nothing else; no rule, no Landlock,
 * no report. What the keeper costs is told against it, in the same run.
 *
 *   floor COMMAND [ARGUMENT...]
 *
 * Two processes: the supervisor (this one) and its child, the target. The child shares
 * its descriptor table with us until it executes, so the listener needs no hand-over:
 * it writes the number into shared memory and we read it, both before the first trap.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Our own copies: the headers of Debian 12 are older than the kernels we run on. */
#define NOTIFY_SET_FLAGS _IOW('!', 4, uint64_t)
#define NOTIFY_SYNC_WAKE_UP 1UL

enum { EXIT_USAGE = 2, EXIT_NO_FILTER = 126, EXIT_NOT_FOUND = 127, STACK_BYTES = 64 * 1024 };

struct start {
  char **command;
  volatile int listener;
};

/* In the target, which shares the supervisor's descriptors but not its memory's fate:
 * CLONE_VM ends at exec, as after vfork. */
static int run_target(void *argument) {
  struct start *start = argument;
  struct sock_filter code[] = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat, 0, 1),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_USER_NOTIF),
      BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
  };
  struct sock_fprog program = {sizeof code / sizeof *code, code};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) _exit(EXIT_NO_FILTER);
  start->listener = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
  if (start->listener < 0) _exit(EXIT_NO_FILTER);
  execvp(start->command[0], start->command);
  _exit(EXIT_NOT_FOUND);
}

/* Until every target has gone, which the listener tells by ENOENT. */
static void answer_all(int listener) {
  uint64_t flags = NOTIFY_SYNC_WAKE_UP;
  ioctl(listener, NOTIFY_SET_FLAGS, flags);
  for (;;) {
    struct seccomp_notif request = {0};
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request)) {
      if (errno == EINTR) continue;
      return;
    }
    struct seccomp_notif_resp answer = {.id = request.id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
  }
}

int main(int argc, char **argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: floor COMMAND [ARGUMENT...]\n");
    return EXIT_USAGE;
  }
  struct start start = {argv + 1, -1};
  char *stack = malloc(STACK_BYTES);
  /* CLONE_VFORK: we go on when the target has executed, and its descriptors are then its own.
   * Its exec closes its copy of the listener, ours stays. */
  pid_t target = clone(run_target, stack + STACK_BYTES, CLONE_VM | CLONE_VFORK | CLONE_FILES | SIGCHLD, &start);
  if (target < 0) return EXIT_NO_FILTER;
  if (start.listener >= 0) answer_all(start.listener);
  int status;
  waitpid(target, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
