// GNU readline, the terminal and the process's signals behind a few plain functions. Everything that longjmps, runs inside a signal
// handler or needs a variadic C function stays on this side; Swift sees calls that return.
#pragma once
#include <stddef.h>
#include <stdint.h>

// MARK: - Reading a line (readline.c)

enum unet_line_status {
    UNET_LINE_TEXT = 0,        // *line holds what was entered, to be freed by unet_line_free
    UNET_LINE_END = 1,         // Ctrl-D on an empty line, or the terminal is gone
    UNET_LINE_INTERRUPTED = 2, // Ctrl-C: the line was discarded
    UNET_LINE_TERMINATED = 3,  // SIGTERM or SIGHUP arrived: leave
};

/// Makes completions: `line` is the whole buffer, `point` the cursor's byte, `start` where the word to replace begins. Calls
/// unet_line_add_candidate for each.
typedef void (*unet_completer)(const char *line, int point, int start);
/// Whether the cursor stands inside a string literal, where words end at quotes and slashes only.
typedef int (*unet_string_test)(const char *line, int point);

/// Once, before the first read: the locale guard (readline re-reads LC_ALL itself and splits Hangul into bytes under "C") and keys.
void unet_line_setup(const char *application, unet_completer completer, unet_string_test in_string);
/// Reads one entry; `prefill` is put on the line first. A bracketed paste comes as one entry with newlines in it.
int unet_line_read(const char *prompt, const char *prefill, char **line);
void unet_line_free(char *line);
void unet_line_add_candidate(const char *text);
void unet_line_add_history(const char *entry);
/// Bytes the user typed while something else was reading the terminal; the next read starts with them.
void unet_line_push_back(const char *bytes, size_t count);

// MARK: - Signals (signals.c)

/// Installs the handlers. Ctrl-C stores 1 into `*flag`, a second one 2; the interpreter polls it.
void unet_signals_install(volatile int32_t *flag);
/// Forgets interrupts that came before; call before a line is read.
void unet_signals_reset(void);
/// After a cell: the next Ctrl-C is a first one again. One that nobody has seen yet stays.
void unet_signals_settle(void);
int unet_signals_interrupts(void);
/// The signal that asks the process to leave, or 0.
int unet_signals_termination(void);
/// Becomes readable when a signal came.
int unet_signals_pipe(void);
void unet_signals_drain(void);
int unet_signals_take_resize(void);
int unet_signals_take_stop(void);

// MARK: - Crashes (crash.c)

/// Handlers for traps: write the note, give the terminal back, exit 70. `path` is where the note goes.
void unet_crash_install(const char *path, const char *version);
/// The cell that runs now, for the note; NULL between cells. The text is copied, at most 64 KB.
void unet_crash_set_cell(const char *text, size_t count);
/// The note on the terminal names `--recover`: a session with a journal runs.
void unet_crash_offer_recovery(void);
/// This thread's own stack for handlers: a stack overflow leaves no other.
void unet_crash_thread(void);

// MARK: - Terminal (terminal.c)

/// Columns, rows and, where known, pixels; 0 on success.
int unet_terminal_size(int fd, int *columns, int *rows, int *pixel_width, int *pixel_height);
/// Remembers the terminal's settings, and puts them back; the second is safe in signal handlers.
void unet_terminal_remember(void);
void unet_terminal_restore(void);
/// Starts the desktop's own viewer on a file and does not wait for it. Without a desktop nothing happens.
void unet_open_on_desktop(const char *path);
/// Sends `query` in raw mode and collects the reply until `done` says so or `milliseconds` have passed. Returns the byte count.
int unet_terminal_ask(
    const char *query, size_t query_count, char *reply, size_t capacity, int milliseconds, int (*done)(const char *, size_t));
