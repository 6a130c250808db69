// When the process traps (a mistake of ours), a note is left and the terminal given back. Nothing here allocates, and nothing
// returns into the program: its state can no longer be trusted.
#define _GNU_SOURCE 1
#include "CReadline.h"
#include <execinfo.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char note_path[4096];
static char note_version[64];
static char cell[1 << 16];
static volatile size_t cell_count;
static volatile sig_atomic_t offers_recovery;
static atomic_flag handling = ATOMIC_FLAG_INIT;

static void say(int fd, const char *text) { (void)!write(fd, text, strlen(text)); }

static void on_trap(int number) {
    // A second fault inside the handler, or on another thread: give up at once.
    if (atomic_flag_test_and_set(&handling)) _exit(70);
    unet_terminal_restore();
    // Unwinding a broken stack may hang; SIGALRM then ends the process.
    signal(SIGALRM, SIG_DFL);
    alarm(3);
    static const char *names[] = {
        [SIGSEGV] = "SIGSEGV", [SIGBUS] = "SIGBUS", [SIGILL] = "SIGILL",
        [SIGTRAP] = "SIGTRAP", [SIGFPE] = "SIGFPE", [SIGABRT] = "SIGABRT"};
    int fd = note_path[0] ? open(note_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    if (fd >= 0) {
        say(fd, "unetrepl ");
        say(fd, note_version);
        say(fd, " stopped by ");
        say(fd, number >= 0 && number < (int)(sizeof names / sizeof *names) && names[number] ? names[number] : "a signal");
        say(fd, "\n\nThe cell that ran:\n");
        (void)!write(fd, cell, cell_count);
        say(fd, "\n\nBacktrace:\n");
        void *frames[64];
        backtrace_symbols_fd(frames, backtrace(frames, 64), fd);
        close(fd);
    }
    say(STDERR_FILENO, "\nunetrepl stopped: this is a mistake in unetrepl, not in your code. Your history is saved.\n");
    if (offers_recovery) say(STDERR_FILENO, "unetrepl --recover runs the session's cells again, all but this one.\n");
    if (fd >= 0) {
        say(STDERR_FILENO, "A note for a bug report is in ");
        say(STDERR_FILENO, note_path);
        say(STDERR_FILENO, "\n");
    }
    _exit(70);
}

void unet_crash_thread(void) {
    static const size_t size = 1 << 16;
    stack_t stack = {.ss_sp = malloc(size), .ss_size = size};
    if (stack.ss_sp) sigaltstack(&stack, NULL);
}

void unet_crash_install(const char *path, const char *version) {
    strncpy(note_path, path, sizeof note_path - 1);
    strncpy(note_version, version, sizeof note_version - 1);
    struct sigaction action = {.sa_handler = on_trap, .sa_flags = SA_ONSTACK};
    sigemptyset(&action.sa_mask);
    const int numbers[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGABRT};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) sigaction(numbers[i], &action, NULL);
}

void unet_crash_offer_recovery(void) { offers_recovery = 1; }

void unet_crash_set_cell(const char *text, size_t count) {
    cell_count = 0;
    if (!text) return;
    if (count > sizeof cell) count = sizeof cell;
    memcpy(cell, text, count);
    cell_count = count;
}
