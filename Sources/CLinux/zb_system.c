#define _GNU_SOURCE
#include <sys/socket.h>
#include <sys/stat.h>
#include "zb_system.h"

#include <fcntl.h>
#include <link.h>
#include <malloc.h>
#include <stdint.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

int zb_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

void zb_eventfd_signal(int fd) {
  uint64_t one = 1;
  ssize_t written = write(fd, &one, sizeof one);
  (void)written;
}

void zb_eventfd_clear(int fd) {
  uint64_t count;
  ssize_t taken = read(fd, &count, sizeof count);
  (void)taken;
}

int zb_window_size(int fd, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return -1;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}

int zb_control_terminal(int fd, int take) {
  pid_t session = getsid(0);
  if (tcgetsid(fd) == session) return 1;
  if (!take) return 0;
  int own = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (own >= 0) {
    close(own);
    return 0;
  }
  // Started by no shell, so nobody's session is left. Another session's terminal is never taken away.
  if (session != getpid()) setsid();
  return ioctl(fd, TIOCSCTTY, 0) == 0;
}

void zb_trim_memory(void) { malloc_trim(0); }

/// Nothing is lost: a part that is not written to is the file, and comes back from it when it is touched.
static int release_object(struct dl_phdr_info *object, size_t size, void *unused) {
  (void)size;
  (void)unused;
  uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
  for (int i = 0; i < object->dlpi_phnum; i++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[i];
    if (part->p_type != PT_LOAD || part->p_flags & PF_W) continue;
    uintptr_t start = (object->dlpi_addr + part->p_vaddr) & ~(page - 1);
    uintptr_t end = object->dlpi_addr + part->p_vaddr + part->p_filesz;
    madvise((void *)start, end - start, MADV_DONTNEED);
  }
  return 0;
}

void zb_release_program(void) { dl_iterate_phdr(release_object, NULL); }

int zb_set_pipe_size(int fd, int bytes) { return fcntl(fd, F_SETPIPE_SZ, bytes); }

const void *zb_memrchr(const void *memory, int byte, size_t length) { return memrchr(memory, byte, length); }

int zb_peer_user(int fd, uid_t *user) {
  struct ucred peer;
  socklen_t length = sizeof peer;
  if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) != 0) return -1;
  *user = peer.uid;
  return 0;
}

int zb_look_at_file(const char *path, struct zb_file_facts *facts) {
  struct stat status;
  if (stat(path, &status) != 0) return -1;
  facts->seconds = status.st_mtim.tv_sec;
  facts->nanoseconds = status.st_mtim.tv_nsec;
  facts->size = status.st_size;
  facts->inode = status.st_ino;
  facts->is_folder = S_ISDIR(status.st_mode) ? 1 : 0;
  return 0;
}
