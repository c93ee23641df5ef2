/* The floor: what any supervisor by user notification must pay. It answers every
 * openat(2) of the command with CONTINUE and does nothing else; no rule, no report.
 * What the keeper costs is told against it, in the same run.
 *
 *   floor [-l] COMMAND [ARGUMENT...]
 *
 *   -l  on top of Landlock: a domain that holds the working directory for writing and
 *       the system's directories for reading, as a jail's does
 *
 * Two processes: the supervisor (this one) and its child, the target. The child shares
 * its descriptor table with us until it executes, so the listener needs no hand-over:
 * it writes the number into shared memory and we read it, both before the first trap.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Our own copies: the headers of Debian 12 are older than the kernels we run on. */
#define NOTIFY_SET_FLAGS _IOW('!', 4, uint64_t)
#define NOTIFY_SYNC_WAKE_UP 1UL

enum { EXIT_USAGE = 2, EXIT_NO_FILTER = 126, EXIT_NOT_FOUND = 127, STACK_BYTES = 64 * 1024 };

struct start {
  int is_landlocked;
  char **command;
  volatile int listener;
};

/* As landlock(7) has them; the headers of Debian 12 stop at ABI 2. */
struct ruleset { uint64_t fs, net, scoped; };
struct beneath { uint64_t access; int32_t fd; } __attribute__((packed));
enum { RULE_PATH_BENEATH = 1, READ = 1 << 0 | 1 << 2 | 1 << 3, ALL = (1 << 16) - 1, DEVICE = 1 << 1 | 1 << 2 };

static void allow(int ruleset, const char *path, uint64_t access) {
  struct beneath rule = {access, open(path, O_PATH | O_CLOEXEC)};
  if (rule.fd < 0) return;
  if (syscall(SYS_landlock_add_rule, ruleset, RULE_PATH_BENEATH, &rule, 0)) _exit(EXIT_NO_FILTER);
  close(rule.fd);
}

static void enter_domain(void) {
  static const char *const system[] = {"/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache", NULL};
  struct ruleset attributes = {ALL, 0, 0};
  int ruleset = syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
  if (ruleset < 0) _exit(EXIT_NO_FILTER);
  for (int index = 0; system[index]; index++) {
    struct stat status;
    if (stat(system[index], &status)) continue;
    allow(ruleset, system[index], S_ISDIR(status.st_mode) ? READ : READ & ~(1 << 3));
  }
  allow(ruleset, "/dev/null", DEVICE);
  allow(ruleset, ".", ALL);
  if (syscall(SYS_landlock_restrict_self, ruleset, 0)) _exit(EXIT_NO_FILTER);
  close(ruleset);
}

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
  if (start->is_landlocked) enter_domain();
  start->listener = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
  if (start->listener < 0) _exit(EXIT_NO_FILTER);
  execvp(start->command[0], start->command);
  _exit(EXIT_NOT_FOUND);
}

/* Of a call that was interrupted before we had received it RECV says the same as when every target has gone. */
static int are_all_gone(int listener) {
  struct pollfd end = {.fd = listener};
  return poll(&end, 1, 0) == 1 && end.revents & POLLHUP;
}

static void answer_all(int listener) {
  uint64_t flags = NOTIFY_SYNC_WAKE_UP;
  ioctl(listener, NOTIFY_SET_FLAGS, flags);
  for (;;) {
    struct seccomp_notif request = {0};
    if (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &request)) {
      if (errno == EINTR || !are_all_gone(listener)) continue;
      return;
    }
    struct seccomp_notif_resp answer = {.id = request.id, .flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE};
    ioctl(listener, SECCOMP_IOCTL_NOTIF_SEND, &answer);
  }
}

int main(int argc, char **argv) {
  int is_landlocked = argc > 1 && strcmp(argv[1], "-l") == 0;
  char **command = argv + 1 + is_landlocked;
  if (command >= argv + argc) {
    fprintf(stderr, "usage: floor [-l] COMMAND [ARGUMENT...]\n");
    return EXIT_USAGE;
  }
  struct start start = {is_landlocked, command, -1};
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
