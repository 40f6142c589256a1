#include "zb_system.h"

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

static void on_fatal(int number) {
  if (saved.armed) {
    saved.armed = 0;
    ssize_t written = write(saved.fd, saved.bytes, saved.length);
    (void)written;
    if (saved.has_termios) tcsetattr(saved.input, TCSANOW, &saved.termios);
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
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = on_fatal;
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < fatal_count; i++) sigaction(fatal_signals[i], &action, NULL);
  saved.armed = 1;
}

void zb_crash_restore_disarm(void) {
  saved.armed = 0;
  for (int i = 0; i < fatal_count; i++) signal(fatal_signals[i], SIG_DFL);
}
