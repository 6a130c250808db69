// GNU readline's callback interface in a loop of our own, so that Ctrl-C, resize, Ctrl-Z and termination are handled here, between
// key strokes, without a jump out of a handler.
#define _GNU_SOURCE 1
#include "CReadline.h"
#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <readline/readline.h>
#include <readline/history.h>

static unet_completer make_completions;
static unet_string_test is_in_string;
static char **candidates;
static size_t candidate_count, candidate_capacity;

// MARK: - Completion

void unet_line_add_candidate(const char *text) {
    // One place stays free for the terminating NULL, one for the common prefix at the front.
    if (candidate_count + 2 >= candidate_capacity) {
        size_t capacity = candidate_capacity ? candidate_capacity * 2 : 64;
        char **larger = realloc(candidates, capacity * sizeof *larger);
        if (!larger) return;
        candidates = larger;
        candidate_capacity = capacity;
    }
    char *copy = strdup(text);
    if (copy) candidates[candidate_count++] = copy;
}

static size_t take_index;
static char *next_candidate(const char *text, int state) {
    (void)text;
    if (state == 0) take_index = 0;
    return take_index < candidate_count ? candidates[take_index++] : NULL;
}

static char **complete(const char *text, int start, int end) {
    rl_attempted_completion_over = 1;  // never fall back to file names
    rl_completion_append_character = '\0';

    candidate_count = 0;
    make_completions(rl_line_buffer, end, start);
    // readline takes ownership of each string that next_candidate returns.
    return candidate_count ? rl_completion_matches(text, next_candidate) : NULL;
}

static char *word_breaks(void) {
    static char code[] = " \t\n\"\\'`@$><=;|&{}()[],.:+-*/%^~!?#";
    static char string[] = "\"'/";
    return is_in_string(rl_line_buffer, rl_point) ? string : code;
}

// Tab on white space indents, as in an editor; elsewhere it completes.
static int tab(int count, int key) {
    int start = rl_point;
    while (start > 0 && rl_line_buffer[start - 1] != '\n') start--;
    for (int i = start; i < rl_point; i++) {
        if (rl_line_buffer[i] != ' ' && rl_line_buffer[i] != '\t') return rl_complete(count, key);
    }
    int spaces = 4 - (rl_point - start) % 4;
    for (int i = 0; i < spaces; i++) rl_insert_text(" ");
    return 0;
}

// Backspace in a line's indentation takes a whole step of it, as an editor does.
static int backspace(int count, int key) {
    int start = rl_point;
    while (start > 0 && rl_line_buffer[start - 1] == ' ') start--;
    int spaces = rl_point - start;
    int is_indentation = spaces > 0 && (start == 0 || rl_line_buffer[start - 1] == '\n');
    if (count != 1 || !is_indentation) return rl_rubout(count, key);
    int step = (spaces - 1) % 4 + 1;
    rl_begin_undo_group();
    rl_delete_text(rl_point - step, rl_point);
    rl_point -= step;
    rl_end_undo_group();
    return 0;
}

static int insert_newline(int count, int key) {
    (void)count, (void)key;
    rl_insert_text("\n");
    return 0;
}

// MARK: - Typed-ahead bytes

static char *pending;
static size_t pending_count, pending_at;

void unet_line_push_back(const char *bytes, size_t count) {
    size_t left = pending_count - pending_at;
    char *joined = malloc(left + count + 1);
    if (!joined) return;
    memcpy(joined, pending ? pending + pending_at : "", left);
    memcpy(joined + left, bytes, count);
    free(pending);
    pending = joined;
    pending_at = 0;
    pending_count = left + count;
}

static int next_byte(FILE *stream) {
    if (pending_at < pending_count) return (unsigned char)pending[pending_at++];
    return rl_getc(stream);
}

// MARK: - Setup

void unet_line_setup(const char *application, unet_completer completer, unet_string_test in_string) {
    make_completions = completer;
    is_in_string = in_string;
    // readline calls setlocale with the environment's names at its first read. Where those give no UTF-8 (LC_ALL=C, or a locale
    // that is not installed), it would show and delete Hangul byte by byte.
    setlocale(LC_CTYPE, "");
    if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) {
        setenv("LC_ALL", "C.UTF-8", 1);
        setlocale(LC_CTYPE, "C.UTF-8");
    }
    rl_readline_name = application;
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    rl_getc_function = next_byte;
    rl_attempted_completion_function = complete;
    rl_completion_word_break_hook = word_breaks;
    rl_basic_word_break_characters = " \t\n";
    rl_completer_quote_characters = "";
    rl_basic_quote_characters = "";  // else a completed string gets a closing quote
    rl_completion_query_items = 200;
    rl_add_defun("unetrepl-tab", tab, -1);
    rl_add_defun("unetrepl-newline", insert_newline, -1);
    // Bound before readline reads ~/.inputrc, so that a user's own bindings win.
    rl_add_defun("unetrepl-backspace", backspace, -1);
    rl_bind_key('\t', tab);
    rl_bind_key(0x7F, backspace);
    rl_bind_key(0x08, backspace);
    rl_bind_keyseq("\\e\\r", insert_newline);
    rl_bind_keyseq("\\e[A", rl_history_search_backward);
    rl_bind_keyseq("\\e[B", rl_history_search_forward);
    rl_bind_keyseq("\\eOA", rl_history_search_backward);
    rl_bind_keyseq("\\eOB", rl_history_search_forward);
    rl_variable_bind("enable-bracketed-paste", "on");
    rl_variable_bind("bind-tty-special-chars", "off");  // else the terminal's erase character takes our backspace's place
    rl_variable_bind("colored-completion-prefix", "off");
    rl_variable_bind("show-all-if-ambiguous", "on");
    rl_variable_bind("page-completions", "off");
    using_history();
}

void unet_line_add_history(const char *entry) { add_history(entry); }
void unet_line_free(char *line) { free(line); }

// MARK: - Reading

static char *finished_line;
static int is_finished;

static void take_line(char *line) {
    finished_line = line;
    is_finished = 1;
    rl_callback_handler_remove();
}

static const char *prefill_text;
static int insert_prefill(void) {
    if (prefill_text) rl_insert_text(prefill_text);
    prefill_text = NULL;
    rl_startup_hook = NULL;
    return 0;
}

static void discard_line(void) {
    // The cursor may stand in the middle of a long entry: leave below it.
    rl_point = rl_end;
    rl_redisplay();
    // Before readline gives the terminal back, which moves the cursor to the margin.
    (void)!write(STDOUT_FILENO, "^C", 2);
    rl_callback_sigcleanup();
    rl_free_line_state();
    rl_callback_handler_remove();
    (void)!write(STDOUT_FILENO, "\n", 1);
}

int unet_line_read(const char *prompt, const char *prefill, char **line) {
    *line = NULL;
    is_finished = 0;
    finished_line = NULL;
    prefill_text = prefill && *prefill ? prefill : NULL;
    rl_startup_hook = prefill_text ? insert_prefill : NULL;
    unet_signals_reset();
    unet_signals_take_resize();
    unet_signals_take_stop();
    rl_callback_handler_install(prompt, take_line);
    int status = -1;
    while (!is_finished && status < 0) {
        struct pollfd inputs[2] = {
            {.fd = STDIN_FILENO, .events = POLLIN}, {.fd = unet_signals_pipe(), .events = POLLIN}};
        int has_pending = pending_at < pending_count;
        int ready = poll(inputs, 2, has_pending ? 0 : -1);
        if (ready < 0 && errno != EINTR) {
            rl_callback_handler_remove();
            status = UNET_LINE_END;
            break;
        }
        unet_signals_drain();
        if (unet_signals_termination()) {
            rl_callback_handler_remove();
            status = UNET_LINE_TERMINATED;
        } else if (unet_signals_interrupts()) {
            discard_line();
            unet_signals_reset();
            status = UNET_LINE_INTERRUPTED;
        } else if (unet_signals_take_stop()) {
            rl_deprep_terminal();
            (void)!write(STDOUT_FILENO, "\n", 1);
            raise(SIGTSTP);
            unet_signals_take_stop();
            rl_prep_terminal(1);
            rl_on_new_line();
            rl_redisplay();
        } else {
            if (unet_signals_take_resize()) rl_resize_terminal();
            if (has_pending || (ready > 0 && inputs[0].revents)) rl_callback_read_char();
        }
    }
    // Ctrl-Z stops a running script at once, as always.
    signal(SIGTSTP, SIG_DFL);
    if (status >= 0) return status;
    if (!finished_line) return UNET_LINE_END;
    // A Ctrl-C that came while the line was typed does not stop the cell it becomes.
    unet_signals_reset();
    *line = finished_line;
    return UNET_LINE_TEXT;
}
