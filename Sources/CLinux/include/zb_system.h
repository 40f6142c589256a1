#ifndef ZB_SYSTEM_H
#define ZB_SYSTEM_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// A counter of the kernel that poll can wait for (eventfd), not blocking; -1 on failure.
int zb_eventfd(void);
void zb_eventfd_signal(int fd);
void zb_eventfd_clear(int fd);

/// What tells that a file has changed.
struct zb_file_facts {
  int64_t seconds;
  int64_t nanoseconds;
  int64_t size;
  uint64_t inode;
  int is_folder;
};

/// 0 on success, -1 with errno where there is no such file.
int zb_look_at_file(const char *path, struct zb_file_facts *facts);

/// Who is at the other end of a Unix socket; 0 on success.
int zb_peer_user(int fd, uid_t *user);

/// Columns and rows of a terminal; 0 on success, -1 where `fd` is none.
int zb_window_size(int fd, int *columns, int *rows);

/// Whether the terminal is the controlling one of this process; with `take` it is made so where the process has none. 1 or 0.
int zb_control_terminal(int fd, int take);

/// Asks for a pipe buffer of so many bytes; returns what it is now.
int zb_set_pipe_size(int fd, int bytes);

/// Gives memory back that was freed and kept for later.
void zb_trim_memory(void);

/// Takes the pages of the program and its libraries that were read so far out of this process: what is used again comes back with its next
/// use, what only a start needed does not.
void zb_release_program(void);

/// The last `byte` in the memory, or NULL.
const void *zb_memrchr(const void *memory, int byte, size_t length);

/// Arms the restoring of a terminal for deaths that run no Swift code (SEGV, ILL, TRAP, ABRT, BUS, FPE): the termios of `input`
/// as they are now are set again, `bytes` are written to `fd`, then the signal takes its default way. `bytes` is copied; at most
/// 256. An overflow of the stack is caught on the thread that called this.
void zb_crash_restore_arm(int fd, int input, const char *bytes, size_t length);
void zb_crash_restore_disarm(void);

#endif
