#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H

// What Swift cannot take from ncurses as it is: macros, globals of C, and functions with a variable number of arguments.

#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif

#include <ncursesw/curses.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <wchar.h>

// Of term.h, which would bring the macros `lines`, `columns` and termios along.
extern char *tigetstr(const char *name);
extern char *tiparm(const char *format, ...);
// Of wchar.h, where only X/Open sources see it.
extern int wcwidth(wchar_t character);

/// A file in memory that ncurses writes frames into. Unlike a pipe it has no capacity, so that no frame, however large, can
/// block the only thread there is.
static inline int zb_memory_file(void) { return (int)syscall(SYS_memfd_create, "frame", 1u /* MFD_CLOEXEC */); }

/// `newterm` that leaves the handlers of signals as they were.
static inline SCREEN *zb_newterm(const char *term, FILE *output, FILE *input) {
  static const int signals[] = {SIGINT, SIGTERM, SIGTSTP, SIGTTOU, SIGWINCH, SIGQUIT};
  enum { count = sizeof signals / sizeof signals[0] };
  struct sigaction before[count];
  for (int i = 0; i < count; i++) sigaction(signals[i], NULL, &before[i]);
  SCREEN *screen = newterm(term, output, input);
  for (int i = 0; i < count; i++) sigaction(signals[i], &before[i], NULL);
  return screen;
}

/// A string capability, or NULL where the terminal has none.
static inline const char *zb_capability(const char *name) {
  char *value = tigetstr(name);
  return value == (char *)-1 ? NULL : value;
}

/// The sequence that makes text of one colour.
static inline const char *zb_foreground_sequence(int color) {
  const char *value = zb_capability("setaf");
  return value == NULL ? NULL : tiparm(value, color);
}

enum { zb_bold = 1, zb_underline = 2, zb_reverse = 4, zb_dim = 8 };

/// A character with at most two marks (0 where none) in some of the attributes above and a colour pair.
static inline void zb_set_cell(cchar_t *cell, uint32_t base, uint32_t mark1, uint32_t mark2, int flags, int pair) {
  wchar_t text[4] = {(wchar_t)base, (wchar_t)mark1, (wchar_t)mark2, 0};
  attr_t attributes = A_NORMAL;
  if (flags & zb_bold) attributes |= A_BOLD;
  if (flags & zb_underline) attributes |= A_UNDERLINE;
  if (flags & zb_reverse) attributes |= A_REVERSE;
  if (flags & zb_dim) attributes |= A_DIM;
  memset(cell, 0, sizeof *cell);
  setcchar(cell, text, attributes, 0, &pair);
}

/// Puts cells of one row on the screen-to-be; neither the cursor nor the following rows move.
static inline void zb_put_cells(int row, int column, const cchar_t *cells, int count) {
  if (wmove(stdscr, row, column) == OK) wadd_wchnstr(stdscr, cells, count);
}

/// Sends the differences, with the cursor left at a place; a row of -1: wherever the last of them was, as nobody sees it.
static inline void zb_update(int row, int column) {
  leaveok(stdscr, row < 0 && zb_capability("civis") != NULL);
  wmove(stdscr, row < 0 ? 0 : row, column);
  wnoutrefresh(stdscr);
  doupdate();
}

/// Forgets what the terminal shows, so that the next update paints everything.
static inline void zb_forget_shown(void) { clearok(curscr, TRUE); }

/// After `newterm`: no look at the input, no cursor, no inserting of characters (terminals differ on wide ones).
static inline void zb_prepare(void) {
  typeahead(-1);
  nonl();
  curs_set(0);
  idcok(stdscr, FALSE);
}

static inline int zb_colors(void) { return COLORS; }
static inline int zb_color_pairs(void) { return COLOR_PAIRS; }

#endif
