"""The prompt as a person meets it. Run: python3 Tests/Terminal/test_prompt.py  (UNETREPL=path/to/binary to choose one)."""
import os
import re
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import interrupts  # noqa: E402
from harness import ROOT, Terminal, program  # noqa: E402

ENVIRONMENTS = [{"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8"}, {"LANG": None}, {"LC_ALL": "xx_XX.UTF-8"}]


class TerminalTest(unittest.TestCase):
    def terminal(self, *arguments, **options):
        terminal = Terminal(*arguments, **options)
        self.addCleanup(terminal.destroy)
        return terminal

    def prompt(self, **options):
        terminal = self.terminal(**options)
        terminal.wait_prompt(1)
        return terminal


class PromptTests(TerminalTest):
    # Entering

    def test_values_and_names(self):
        t = self.prompt()
        t.line("x = 20 + 1")
        t.wait_prompt(2)
        t.line("x * 2")
        t.wait("Out[2]: 42")
        t.wait_prompt(3)
        t.line("_ + 1;")
        t.wait_prompt(4)
        self.assertNotIn("Out[3]", t.screen.all_text())
        self.assertEqual(t.close(), 0)
        self.assertTrue(t.settings_unchanged())

    def test_blocks_end_with_a_blank_line_and_indent_themselves(self):
        t = self.prompt()
        t.line("def f(n):")
        t.line("if n:")
        t.line("return n * 2")
        t.line("")
        t.wait_prompt(2)
        t.line("f(21)")
        t.wait("Out[2]: 42")
        self.assertIn("   ...:         return n * 2", t.screen.all_text())

    def test_else_moves_out_of_the_block_and_backspace_takes_a_step(self):
        t = self.prompt()
        for line in ["for i in range(2):", "if i:", "x = i", "else:", "x = -1"]:
            t.line(line)
            t.settle(0.05)
        # From the eight columns of the inner block back to the loop's four.
        t.send(b"\x7f")
        t.line("print(x)")
        t.line("")
        t.wait("-1\n1")
        t.line("exit")
        self.assertEqual(t.ended(), 0)

    def test_ctrl_c_ends_a_waiting_input(self):
        t = self.prompt()
        t.line("x = input('? ')")
        t.wait("? ")
        t.settle()
        t.interrupt()
        t.wait("KeyboardInterrupt")
        t.wait_prompt(2)
        t.line("x = input('again ')")
        t.wait("again ")
        t.send(b"\x04")
        t.wait("EOFError")
        t.wait_prompt(3)
        t.line("x = input('and again ')")
        t.wait("\nand again")
        t.settle()
        t.line("yes")
        t.line("x")
        t.wait("'yes'")

    def test_two_blank_lines_always_run(self):
        t = self.prompt()
        t.line("x = (1,")
        t.line("")
        t.line("")
        t.wait("'(' was never closed")
        t.wait_prompt(2)

    def test_a_typo_is_an_error_at_once(self):
        t = self.prompt()
        t.line("x = = 1")
        t.wait("SyntaxError")
        t.wait_prompt(2)

    def test_a_paste_is_one_cell_with_a_files_rules(self):
        t = self.prompt()
        t.paste("def f(n):\n    a = n\n\n    return a * 2\n\nprint(f(3))\nf(4)\n")
        t.settle()
        self.assertNotIn("Out[1]", t.screen.all_text(), "nothing runs before Enter")
        t.line("")
        t.wait("Out[1]: 8")
        t.wait_prompt(2)

    def test_a_paste_with_an_error_in_the_middle_shows_it(self):
        t = self.prompt()
        t.paste("print('one')\nprint(missing)\nprint('three')")
        t.line("")
        t.wait("name 'missing' is not defined")
        self.assertIn("In [1]:2:7", t.screen.all_text())
        self.assertNotIn("\nthree", t.screen.all_text())

    def test_pasted_prompts_are_stripped(self):
        t = self.prompt()
        t.paste(">>> for i in range(2):\n...     print('n', i)\n...\nn 0\nn 1\n>>> i + 41\n42\n")
        t.line("")
        t.wait("Out[1]: 42")
        self.assertIn("prompts and output lines were dropped", t.screen.all_text())

    def test_web_characters_are_mended(self):
        t = self.prompt()
        t.paste("print(\u201cmended\u201d)\u00a0")
        t.line("")
        t.wait("smart quote")
        t.wait("\nmended")

    def test_the_lessons_cells_pasted_one_by_one(self):
        documents = [os.path.join(ROOT, "Scripts/tutorial", name) for name in ("lesson.ko.md", "lesson.en.md")]
        # The post that the lessons follow is not ours to ship; where it lies beside the repository, its cells are pasted too.
        documents += [path for path in [os.path.join(ROOT, "../shared/tutorial/post.md")] if os.path.exists(path)]
        for document in documents:
            with self.subTest(os.path.basename(document)):
                with open(document, encoding="utf-8") as file:
                    found = re.findall(r"^```(?:python|unet)( [^\n]*)?\n(.*?)^```", file.read(), re.S | re.M)
                wrong = sum("expect-error" in words for words, _ in found)
                cells = [cell for _, cell in found]
                # The post's last cells train at full width for a minute.
                cells = cells if "lesson" in document else cells[:-2]
                t = self.prompt(rows=200, columns=120)
                for number, cell in enumerate(cells, 1):
                    t.paste(cell)
                    t.line("")
                    t.wait_prompt(number + 1, 60)
                text = t.screen.all_text()
                self.assertNotIn("Traceback", text)
                self.assertEqual(len(re.findall(r"^\w*Error\b", text, re.M)), wrong, text)
                self.assertEqual(t.close(), 0)

    def test_five_thousand_lines(self):
        t = self.prompt(rows=50)
        text = "total = 0\n" + "".join(f"total += {i}  # line {i}\n" for i in range(5000)) + "total"
        t.paste(text)
        t.line("")
        t.wait(f"Out[1]: {sum(range(5000))}", 60)

    # Hangul

    def test_hangul_is_typed_edited_and_wrapped_in_any_locale(self):
        for environment in ENVIRONMENTS:
            with self.subTest(environment):
                t = self.prompt(**environment)
                t.type("이름 = '가다'")
                t.send(b"\x1b[D\x1b[D")
                t.type("나")
                t.line("")
                t.wait_prompt(2)
                t.type("이름X")
                t.send(b"\x7f")
                t.line("")
                t.wait("Out[2]: '가나다'")
                t.wait_prompt(3)
                t.line("x = '" + "한글" * 30 + "'; len(x)")
                t.wait("Out[3]: 60")
                # The error's carets stand under the name, which begins after two wide letters.
                t.line("'한글' + 없음")
                t.wait("^^^^")
                lines = t.screen.all_text().split("\n")
                caret = next(i for i, line in enumerate(lines) if line.strip() == "^^^^")
                self.assertEqual(lines[caret].index("^"), 4 + len("'") + 4 + len("' + "))

    # History

    def test_history_survives_kill_9(self):
        t = self.prompt()
        t.line("first = 1")
        t.wait_prompt(2)
        t.paste("def f():\n    # 12 comment\n    return 'second'\n")
        t.line("")
        t.wait_prompt(3)
        t.process.kill()
        t.process.wait()
        again = self.prompt(HOME=t.home)
        again.send(b"\x1b[A")
        again.settle()
        self.assertIn("# 12 comment", again.screen.all_text())
        again.send(b"\x1b[A")
        again.settle()
        again.line("")
        again.wait_prompt(2)
        again.line("first")
        again.wait("Out[2]: 1")

    def test_up_searches_by_prefix(self):
        t = self.prompt()
        for number, text in enumerate(["alpha = 1", "beta = 2", "alphabet = 3", "gamma = 4"], 2):
            t.line(text)
            t.wait_prompt(number)
        t.type("al")
        t.send(b"\x1b[A\x1b[A")
        t.settle()
        self.assertEqual(t.screen.display()[t.screen.y], "In [5]: alpha = 1")
        t.interrupt()
        t.settle()
        t.send(b"\x12beta =")
        t.settle()
        t.line("")
        t.wait_prompt(6)
        self.assertIn('"c":"beta = 2"', t.history().strip().split("\n")[-1])

    def test_commands(self):
        t = self.prompt(rows=60)
        t.line("x = [1, 2, 3]")
        t.wait_prompt(2)
        for text, wanted in [
            ("%who", "\nx"), ("%whos", "list"), ("%time sum(x)", "wall time"), ("%history", "   1: x = [1, 2, 3]"),
            ("%nosuch", "there is no command %nosuch"), ("?len", "len("), ("%lang ko", "한국어"), ("%lang en", "English"),
            ("%save out.unet 1", "saved out.unet"), ("%cells out.unet", "line 1"), ("%run out.unet", "In ["),
        ]:
            t.line(text)
            t.wait(wanted)
            t.settle()
        self.assertTrue(os.path.exists(os.path.join(t.folder, "out.unet")))

    def test_edit_runs_what_the_editor_leaves(self):
        folder = self.prompt().folder
        editor = os.path.join(folder, "editor")
        with open(editor, "w") as file:
            file.write("#!/bin/sh\necho \"print('from the editor')\" > \"$1\"\n")
        os.chmod(editor, 0o755)
        t = self.prompt(EDITOR=editor)
        t.line("%edit")
        t.wait("\nfrom the editor")

    def test_the_tour_fills_in_cell_after_cell(self):
        t = self.prompt()
        with open(os.path.join(t.folder, "post.md"), "w") as file:
            file.write("```python\ndef f(n):\n    return n + 1\n\nf(1)\n```\ntext\n```python\nf(2)\n```\n")
        t.line("%tour post.md")
        t.wait("post.md: 2 cells")
        t.settle()
        t.line("")
        t.wait("Out[1]: 2")
        t.line("%next")
        t.settle()
        t.line("")
        t.wait("Out[2]: 3")
        t.line("%next")
        t.wait("the tour ends here")

    def test_staying_after_a_script(self):
        t = self.terminal("-i", "-c", "x = 41")
        t.wait_prompt(1)
        t.line("x + 1")
        t.wait("Out[1]: 42")

    def test_the_startup_file_runs_at_the_prompt_only(self):
        t = self.prompt()
        folder = os.path.join(t.home, ".config/unetrepl")
        os.makedirs(folder)
        with open(os.path.join(folder, "init.unet"), "w") as file:
            file.write("from_init = 7\n")
        again = self.prompt(HOME=t.home)
        again.line("from_init")
        again.wait("Out[1]: 7")
        done = subprocess.run(
            [program(), "-c", "print('from_init' in dir())"], env={"HOME": t.home, "PATH": os.environ["PATH"]},
            capture_output=True, text=True)
        self.assertEqual(done.stdout, "False\n")

    # Completion

    def test_tab(self):
        t = self.prompt()
        t.line("some_long_name = {'key_one': 1}")
        t.wait_prompt(2)
        t.type("some_l\t")
        t.settle()
        t.type("['key\t']")
        t.line("")
        t.wait("Out[2]: 1")
        t.wait_prompt(3)
        t.line("for i in range(1):")
        t.type("\tprint(i)")
        t.line("")
        t.line("")
        t.wait_prompt(4)
        t.type("%tim\t\t")
        t.wait("timeit")

    def test_ten_thousand_names(self):
        t = self.prompt()
        with open(os.path.join(t.folder, "names.unet"), "w") as file:
            file.writelines(f"name_{i:05d} = {i}\n" for i in range(10_000))
        t.line("%run names.unet")
        t.settle(1)
        t.type("name_0999\t")
        t.wait("name_09990")

    # Interrupts and signals

    def test_ctrl_c_at_the_prompt_clears_the_line(self):
        t = self.prompt()
        t.type("half an idea")
        t.interrupt()
        t.settle()
        t.line("1 + 1")
        t.wait("Out[1]: 2")
        for number in range(2, 5):
            t.line(f"def f{number}():")
            t.wait(f"def f{number}():\n   ...:")  # the terminal drops what it has not handed over when Ctrl-C comes
            t.interrupt()
            t.settle()
            t.line("5")
            t.wait(f"Out[{number}]: 5")
        for _ in range(5):
            t.interrupt()
        t.settle()
        self.assertIsNone(t.process.poll(), "Ctrl-C never quits")

    def test_ctrl_c_stops_what_runs_and_keeps_the_names(self):
        t = self.prompt()
        t.line("n = 0")
        t.wait_prompt(2)
        t.paste("while True:\n    n += 1")
        t.line("")
        time.sleep(0.3)
        t.interrupt()
        t.wait("KeyboardInterrupt")
        t.wait_prompt(3)
        t.line("n > 1000")
        t.wait("Out[3]: True")
        self.assertEqual(t.close(), 0)
        self.assertTrue(t.settings_unchanged())

    def test_termination_leaves_within_seconds(self):
        for number, code in [(signal.SIGTERM, 143), (signal.SIGHUP, 129)]:
            for running in (False, True):
                with self.subTest(number=number, running=running):
                    t = self.prompt()
                    if running:
                        t.paste("while True:\n    pass")
                        t.line("")
                        time.sleep(0.2)
                    os.kill(t.process.pid, number)
                    self.assertEqual(t.ended(8), code)
                    self.assertTrue(t.settings_unchanged())

    def test_ctrl_z_and_back(self):
        """In a shell with job control, as a person has it."""
        t = self.terminal(command=["bash", "--norc", "--noprofile", "-i"], PS1="shell>", rows=40)
        t.wait("shell>")
        t.line("before=$(stty -a)")
        t.line(program())
        t.wait_prompt(1)
        t.type("40 +")
        t.settle()
        t.send(b"\x1a")
        t.wait("Stopped")
        t.line('[ "$(stty -a)" = "$before" ] && echo "terminal" "as before"')
        t.wait("terminal as before")
        t.line("fg")
        t.settle(0.3)
        t.line(" 2")
        t.wait("Out[1]: 42")
        # While a cell runs, too.
        t.wait_prompt(2)
        t.line("n = 0")
        t.wait_prompt(3)
        t.paste("while n < 10**12:\n    n += 1")
        t.line("")
        time.sleep(0.3)
        t.send(b"\x1a")
        t.wait("Stopped", 20, times=2)
        t.line("fg")
        time.sleep(0.3)
        t.interrupt()
        t.wait("KeyboardInterrupt")
        t.wait_prompt(4)
        t.line("n > 0")
        t.wait("Out[4]: True")
        t.wait_prompt(5)
        t.send(b"\x04")
        t.settle(0.3)
        t.line('[ "$(stty -a)" = "$before" ] && echo "terminal" "unchanged"')
        t.wait("terminal unchanged")

    def test_ctrl_backslash_quits_with_the_terminal_restored(self):
        t = self.prompt()
        t.paste("while True:\n    pass")
        t.line("")
        time.sleep(0.2)
        t.send(b"\x1c")
        self.assertEqual(t.ended(), 131)
        self.assertTrue(t.settings_unchanged())

    def test_a_trap_leaves_a_note_and_the_terminal(self):
        t = self.prompt()
        t.line("remembered = 1")
        t.wait_prompt(2)
        t.paste("marker = 'the cell that ran'\nwhile True:\n    pass")
        t.line("")
        time.sleep(0.3)
        os.kill(t.process.pid, signal.SIGILL)
        self.assertEqual(t.ended(), 70)
        self.assertTrue(t.settings_unchanged())
        notes = [name for name in os.listdir(os.path.join(t.home, ".local/state/unetrepl")) if "crash" in name]
        self.assertEqual(len(notes), 1, t.screen.all_text())
        with open(os.path.join(t.home, ".local/state/unetrepl", notes[0])) as note:
            self.assertIn("the cell that ran", note.read())
        self.assertIn("remembered = 1", t.history())

    # A session that was cut off

    def test_a_session_that_was_cut_off_is_recovered(self):
        t = self.prompt()
        for number, text in enumerate(["x = 40", "print('half", "x += 1"], 2):
            t.line(text)
            t.wait_prompt(number)
        t.paste("while True:\n    pass")
        t.line("")
        time.sleep(0.3)
        t.send(b"\x03")
        t.wait_prompt(5)
        t.paste("def f():\n    return x")
        t.line("")
        t.wait_prompt(6)
        t.paste("y = x\nwhile y:\n    pass")
        t.line("")
        time.sleep(0.3)
        t.process.kill()
        t.process.wait()
        again = self.prompt(HOME=t.home)
        again.wait("the last session was cut off: unetrepl --recover runs its cells again (6)")
        again.line("exit()")
        self.assertEqual(again.ended(), 0)
        back = self.terminal("--recover", HOME=t.home)
        back.wait("In [1]: x = 40")
        back.wait("In [4]: def f():\n   ...:     return x")
        back.wait("not run again, it was interrupted: while True: ...")
        back.wait("the session ended in the cell below")
        back.wait("while y:")
        back.settle()
        back.send(b"\x03")
        back.settle()
        back.line("x")
        back.wait("Out[5]: 41")
        self.assertNotIn("NameError", back.screen.all_text())
        back.line("exit()")
        self.assertEqual(back.ended(), 0)
        empty = self.terminal("--recover", HOME=t.home)
        empty.wait("there is nothing to recover")

    def test_a_session_that_was_left_is_not_recovered(self):
        t = self.prompt()
        t.line("x = 1")
        t.wait_prompt(2)
        self.assertEqual(len(os.listdir(os.path.join(t.home, ".local/state/unetrepl/sessions"))), 1)
        t.line("exit()")
        self.assertEqual(t.ended(), 0)
        self.assertEqual(os.listdir(os.path.join(t.home, ".local/state/unetrepl/sessions")), [])

    def test_exit(self):
        t = self.prompt()
        t.line("exit(7)")
        self.assertEqual(t.ended(), 7)

    def test_resize_while_editing(self):
        t = self.prompt(columns=80)
        t.type("x = '" + "a" * 60 + "'")
        t.settle()
        t.resize(40, 24)
        t.settle()
        t.line("; len(x)")
        t.wait("Out[1]: 60")

    def test_input_reads_a_line(self):
        t = self.prompt()
        t.line("name = input('who? ')")
        t.wait("who? ")
        t.settle()
        t.line("나")
        t.wait_prompt(2)
        t.line("name")
        t.wait("Out[2]: '나'")


class PictureTests(TerminalTest):
    """Figures at the prompt, for terminals that answer the probe in different ways."""

    PLOT = "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.show()"

    def show(self, answer=None, **environment):
        t = self.prompt(answer=answer, rows=60, **environment)
        t.paste(self.PLOT)
        t.line("")
        t.wait_prompt(2, 30)
        self.assertIn("figures/cell-1.png", t.screen.all_text())
        self.assertTrue(os.path.exists(os.path.join(t.folder, "figures/cell-1.png")))
        t.line("1 + 1")
        t.wait("Out[2]: 2")
        return t

    def test_kitty_answers(self):
        t = self.show(lambda query: b"\x1b_Gi=31;OK\x1b\\\x1b[?62;c")
        self.assertTrue(any(kind == "_" and content.startswith("Ga=T,f=100") for kind, content in t.screen.strings))

    def test_sixel_answers(self):
        t = self.show(lambda query: b"\x1b[?64;4;6c")
        self.assertTrue(any(kind == "P" and "q" in content[:20] for kind, content in t.screen.strings))

    def test_a_plain_terminal_gets_half_blocks(self):
        self.assertIn("\u2580", self.show(lambda query: b"\x1b[?64;14;24c").screen.all_text())

    def test_silence_costs_little_and_gives_half_blocks(self):
        self.assertIn("\u2580", self.show().screen.all_text())

    def test_garbage_is_survived(self):
        self.assertIn("\u2580", self.show(lambda query: b"\x1b[?1;c\x1b_garbage\x1b\\").screen.all_text())

    def test_typing_during_the_probe_is_kept(self):
        t = self.prompt(answer=lambda query: b"7 *\x1b[?64;14c", rows=60)
        t.paste(self.PLOT)
        t.line("")
        t.wait_prompt(2, 30)
        t.line(" 6")
        t.wait("Out[2]: 42")

    def test_the_users_choice_wins(self):
        t = self.show(UNETREPL_GRAPHICS="iterm")
        self.assertTrue(any(kind == "]" and content.startswith("1337;File=") for kind, content in t.screen.strings))
        self.assertNotIn(b"\x1b[c", t.output, "nothing is asked")

    def test_none_names_the_file_only(self):
        t = self.show(UNETREPL_GRAPHICS="none")
        self.assertEqual(t.screen.strings, [])


class TrainingTests(TerminalTest):
    """The moving line under a training run, and Ctrl-C at any moment of one."""

    MODEL = "image, label = shapes(64)\nmodel = UNet(3, 3, widths=(8, 16, 32, 64, 64))"

    def start(self, epochs, **options):
        t = self.prompt(**options)
        t.paste(f"{self.MODEL}\nhistory = train(model, image, label, epochs={epochs})")
        t.line("")
        t.wait("Epoch", 30)
        return t

    def test_a_line_per_epoch_stays(self):
        t = self.start(3)
        t.wait_prompt(2, 60)
        lines = [line for line in t.screen.all_text().split("\n") if line.startswith("Epoch [")]
        self.assertEqual(len(lines), 3, t.screen.all_text())

    def test_the_moving_line_shows_the_losses_curve(self):
        t = self.start(10_000, columns=100)
        t.wait("\u2581", 60)
        t.wait("ETA", 60)
        t.interrupt()
        t.wait_prompt(2, 30)

    def test_resizing_leaves_no_garbage(self):
        t = self.start(10_000)
        for columns in (40, 60, 30, 80):
            t.resize(columns, 24)
            end = time.monotonic() + 0.4
            while time.monotonic() < end:
                t.pump()
        t.interrupt()
        t.wait("In [2]:", 30)
        t.settle()
        bars = [line for line in t.screen.display() if "\u2501" in line or "\u254c" in line]
        self.assertEqual(bars, [], t.screen.all_text())

    def test_twenty_interrupts_anywhere_in_training(self):
        latencies = interrupts.in_training(self, 20)
        print(f"\n20 Ctrl-C in training runs: {interrupts.summary(latencies)}")

    def test_an_interrupted_step_is_whole_or_not_at_all(self):
        """The model equals one that was trained for exactly the epochs of the returned history."""
        t = self.prompt(rows=50)
        t.paste("def fresh():\n    manual_seed(0)\n    return UNet(3, 3, widths=(8, 16, 32), dropout=0.1)\nimage, label = shapes(64)")
        t.line("")
        t.wait_prompt(2)
        number = 2
        for delay in (0.11, 0.23, 0.31):
            t.line("model = fresh(); history = train(model, image, label, epochs=10**9, verbose=False)")
            while "2004" in t.screen.modes:
                t.pump(0.005)
            end = time.monotonic() + delay
            while time.monotonic() < end:
                t.pump(0.005)
            t.interrupt()
            number += 1
            t.wait_prompt(number, 30)
            t.paste("twin = fresh()\ntrain(twin, image, label, epochs=len(history), verbose=False)\n"
                    "mine, its = model.state_dict(), twin.state_dict()\n"
                    "print('epochs', len(history), history.stopped)\n"
                    "'equal' if all(mine[key].equal(its[key]) for key in mine) else 'different'")
            t.line("")
            number += 1
            t.wait_prompt(number, 60)
            self.assertIn(f"Out[{number - 1}]: 'equal'", t.screen.all_text())

    def test_ctrl_d_asks_before_it_lets_training_go(self):
        t = self.prompt(UNETREPL_ASK_AFTER="0.01", rows=40)
        t.paste(f"{self.MODEL}\nhistory = train(model, image, label, epochs=5, verbose=False)")
        t.line("")
        t.wait_prompt(2, 30)
        t.send(b"\x04")
        t.wait("never saved")
        t.settle()
        t.line("save(model, 'model.pth')")
        t.wait_prompt(3)
        self.assertEqual(t.close(), 0)
        t = self.prompt(UNETREPL_ASK_AFTER="0.01", rows=40)
        t.paste(f"{self.MODEL}\nhistory = train(model, image, label, epochs=5, verbose=False)")
        t.line("")
        t.wait_prompt(2, 30)
        t.send(b"\x04")
        t.wait("never saved")
        t.settle()
        self.assertEqual(t.close(), 0)

    def test_a_second_interrupt_abandons_what_catches_the_first(self):
        t = self.prompt(rows=50)
        t.paste(f"{self.MODEL}\nruns = 0\nwhile True:\n    try:\n        history = train(model, image, label, epochs=10**9, verbose=False)\n"
                "        runs += 1\n    except KeyboardInterrupt:\n        pass")
        t.line("")
        time.sleep(0.5)
        t.interrupt()
        t.settle(0.5, most=0.5)
        self.assertNotIn("In [2]:", t.screen.all_text(), "train() ends, its caller goes on")
        t.interrupt()
        t.wait_prompt(2, 10)
        t.line("runs >= 1, model(image.unsqueeze(0)).shape")
        t.wait("Out[2]: (True, torch.Size([1, 3, 64, 64]))", 30)


class PipeTests(unittest.TestCase):
    def run_program(self, *arguments, **options):
        options.setdefault("timeout", 30)
        return subprocess.run([program(), *arguments], capture_output=True, text=True, **options)

    def test_exit_codes(self):
        self.assertEqual(self.run_program("-c", "pass").returncode, 0)
        self.assertEqual(self.run_program("-c", "1/0").returncode, 1)
        self.assertEqual(self.run_program("-c", "x = (").returncode, 1)
        self.assertEqual(self.run_program("--no-such-option").returncode, 2)
        self.assertEqual(self.run_program("--cells", "b", "x.unet").returncode, 2)
        self.assertEqual(self.run_program("/no/such/file.unet").returncode, 4)
        self.assertEqual(self.run_program("/").returncode, 4)

    def test_a_closed_pipe_ends_quietly(self):
        shell = f"{program()} -c \"for i in range(1000000): print(i)\" | head -1; echo ${{PIPESTATUS[0]}}"
        done = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, timeout=30)
        self.assertEqual(done.stdout.split(), ["0", "141"])
        self.assertEqual(done.stderr, "")

    def test_standard_input_is_a_script(self):
        done = self.run_program(input="x = 3\nprint(x)\nx\n")
        self.assertEqual((done.stdout, done.stderr, done.returncode), ("3\n", "", 0))
        self.assertEqual(self.run_program("-", input="print(4)").stdout, "4\n")

    def test_no_escape_sequences_in_a_pipe(self):
        done = self.run_program("-c", "print(1)\nundefined", env={**os.environ, "TERM": "xterm-256color"})
        self.assertNotIn("\x1b", done.stdout + done.stderr)
        done = self.run_program("--color", "always", "-c", "undefined")
        self.assertIn("\x1b[", done.stderr)

    def test_interrupting_a_script_gives_130(self):
        process = subprocess.Popen([program(), "-c", "while True: pass"], stderr=subprocess.PIPE, text=True)
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
        self.assertEqual(process.returncode, 130)
        self.assertIn("KeyboardInterrupt", errors)

    def test_recovery_is_for_the_prompt(self):
        for arguments in [["script.py"], ["-c", "1"]]:
            done = subprocess.run([program(), "--recover", *arguments], capture_output=True, text=True)
            self.assertEqual(done.returncode, 2)
            self.assertIn("--recover runs at the prompt", done.stderr)

    def test_each_interrupt_can_be_caught(self):
        code = "for _ in range(3):\n    try:\n        print('runs', flush=True)\n        while True: pass\n    except KeyboardInterrupt:\n        print('caught')\nprint('end')"
        process = subprocess.Popen([program(), "-c", code], stdout=subprocess.PIPE, text=True)
        self.assertEqual(process.stdout.readline(), "runs\n")
        process.send_signal(signal.SIGINT)
        for _ in range(2):
            self.assertEqual([process.stdout.readline() for _ in range(2)], ["caught\n", "runs\n"])
            time.sleep(2.2)  # sooner, it would abandon what catches the first
            process.send_signal(signal.SIGINT)
        self.assertEqual(process.communicate(timeout=30)[0].split(), ["caught", "end"])
        self.assertEqual(process.returncode, 0)

    def test_check_runs_nothing(self):
        done = self.run_program("--check", "-c", "print('ran')")
        self.assertEqual((done.stdout, done.returncode), ("", 0))
        self.assertEqual(self.run_program("--check", "-c", "x = (").returncode, 1)


if __name__ == "__main__":
    program_ = unittest.main(verbosity=0, exit=False)
    result = program_.result
    # Subtests fail one by one; a test counts once.
    bad = len({(test.test_case if hasattr(test, "test_case") else test).id() for test, _ in result.failures + result.errors})
    print(f"{result.testsRun - bad - len(result.skipped)} passed, {bad + len(result.skipped)} failed")
    sys.exit(1 if bad or result.skipped else 0)
