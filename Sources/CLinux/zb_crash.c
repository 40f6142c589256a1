#include "zb_system.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

static const int fatal_signals[] = {SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE};
enum { fatal_count = sizeof fatal_signals / sizeof fatal_signals[0] };

static struct {
  volatile sig_atomic_t armed;
  int fd;
  int input;
  int has_termios;
  struct termios termios;
  char bytes[256];
  size_t length;
} saved;

// A stack that overflowed has no room for a handler.
static char handler_stack[64 * 1024];

// A tty that takes nothing (stopped by ^S) must not keep a dead program: waits a moment, then gives up.
static void write_patiently(void) {
  int flags = fcntl(saved.fd, F_GETFL);
  if (flags >= 0) fcntl(saved.fd, F_SETFL, flags | O_NONBLOCK);
  struct pollfd ready = {.fd = saved.fd, .events = POLLOUT};
  poll(&ready, 1, 200);
  ssize_t written = write(saved.fd, saved.bytes, saved.length);
  (void)written;
  if (flags >= 0) fcntl(saved.fd, F_SETFL, flags);
}

static void on_fatal(int number) {
  if (saved.armed) {
    saved.armed = 0;
    if (saved.has_termios) tcsetattr(saved.input, TCSANOW, &saved.termios);
    write_patiently();
  }
  signal(number, SIG_DFL);
  raise(number);
}

void zb_crash_restore_arm(int fd, int input, const char *bytes, size_t length) {
  saved.armed = 0;
  saved.fd = fd;
  saved.input = input;
  saved.length = length < sizeof saved.bytes ? length : sizeof saved.bytes;
  memcpy(saved.bytes, bytes, saved.length);
  saved.has_termios = tcgetattr(input, &saved.termios) == 0;
  stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
  sigaltstack(&stack, NULL);
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_fatal;
  action.sa_flags = SA_ONSTACK;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < fatal_count; i++) sigaction(fatal_signals[i], &action, NULL);
  saved.armed = 1;
}

void zb_crash_restore_disarm(void) {
  saved.armed = 0;
  for (int i = 0; i < fatal_count; i++) signal(fatal_signals[i], SIG_DFL);
}
