// The terminal's size, settings and answers.
#define _GNU_SOURCE 1
#include "CReadline.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

int unet_terminal_size(int fd, int *columns, int *rows, int *pixel_width, int *pixel_height) {
    struct winsize size;
    if (ioctl(fd, TIOCGWINSZ, &size) != 0) return -1;
    *columns = size.ws_col;
    *rows = size.ws_row;
    *pixel_width = size.ws_xpixel;
    *pixel_height = size.ws_ypixel;
    return 0;
}

static struct termios remembered;
static volatile int has_remembered = 0;

void unet_terminal_remember(void) {
    if (!has_remembered && tcgetattr(STDIN_FILENO, &remembered) == 0) has_remembered = 1;
}

void unet_terminal_restore(void) {
    if (!has_remembered) return;
    // Bracketed paste off, cursor visible, colours plain.
    static const char plain[] = "\033[?2004l\033[?25h\033[0m";
    if (isatty(STDOUT_FILENO)) (void)!write(STDOUT_FILENO, plain, sizeof plain - 1);
    tcsetattr(STDIN_FILENO, TCSANOW, &remembered);
}

static long now_milliseconds(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

int unet_terminal_ask(
    const char *query, size_t query_count, char *reply, size_t capacity, int milliseconds, int (*done)(const char *, size_t)) {
    struct termios before, raw;
    if (tcgetattr(STDIN_FILENO, &before) != 0) return 0;
    raw = before;
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    raw.c_cc[VMIN] = 0;
    raw.c_cc[VTIME] = 0;
    if (tcsetattr(STDIN_FILENO, TCSANOW, &raw) != 0) return 0;
    size_t count = 0;
    if (write(STDOUT_FILENO, query, query_count) == (ssize_t)query_count) {
        long end = now_milliseconds() + milliseconds;
        while (count < capacity && !done(reply, count)) {
            long left = end - now_milliseconds();
            if (left <= 0) break;
            struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
            int ready = poll(&input, 1, (int)left);
            if (ready < 0 && errno == EINTR) continue;
            if (ready <= 0) break;
            ssize_t got = read(STDIN_FILENO, reply + count, capacity - count);
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) break;
            count += (size_t)got;
        }
    }
    tcsetattr(STDIN_FILENO, TCSANOW, &before);
    return (int)count;
}

void unet_open_on_desktop(const char *path) {
    char *arguments[] = {"xdg-open", (char *)path, NULL};
    posix_spawn_file_actions_t quiet;
    if (posix_spawn_file_actions_init(&quiet) != 0) return;
    for (int file = 0; file < 3; file++) posix_spawn_file_actions_addopen(&quiet, file, "/dev/null", O_RDWR, 0);
    pid_t process;
    (void)posix_spawnp(&process, arguments[0], &quiet, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&quiet);
}
