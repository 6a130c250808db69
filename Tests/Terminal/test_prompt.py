"""The prompt as a person meets it. Run: python3 Tests/Terminal/test_prompt.py  (UNETREPL=path/to/binary to choose one)."""
import os
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from harness import ROOT, Terminal, program  # noqa: E402

ENVIRONMENTS = [{"LC_ALL": "C"}, {"LC_ALL": "C.UTF-8"}, {"LANG": None}, {"LC_ALL": "xx_XX.UTF-8"}]


class TerminalTest(unittest.TestCase):
    def terminal(self, *arguments, **options):
        terminal = Terminal(*arguments, **options)
        self.addCleanup(self.clean, terminal)
        return terminal

    def clean(self, terminal):
        if terminal.process.poll() is None:
            terminal.process.kill()
        terminal.process.wait()
        os.close(terminal.master)
        os.close(terminal.slave)
        for folder in (terminal.home, terminal.folder):
            shutil.rmtree(folder, ignore_errors=True)

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

    def test_the_posts_cells_pasted_one_by_one(self):
        post = os.environ.get("UNETREPL_POST", os.path.join(ROOT, "Tests/Fixtures/tutorial/post.md"))
        if not os.path.exists(post):
            self.skipTest("the post is not here")
        cells = re.findall(r"^```python\n(.*?)^```", open(post, encoding="utf-8").read(), re.S | re.M)
        t = self.prompt(rows=200)
        # All but the last, which trains for a minute at full width.
        for number, cell in enumerate(cells[:-1], 1):
            t.paste(cell)
            t.line("")
            t.wait_prompt(number + 1, 30)
        text = t.screen.all_text()
        if "No module named 'torch'" in text:
            self.skipTest("this build has no torch module")
        self.assertNotIn("Error", text.replace("train_model", ""))

    def test_five_thousand_lines(self):
        t = self.prompt(rows=50)
        text = "total = 0\n" + "".join(f"total += {i}  # line {i}\n" for i in range(5000)) + "total"
        start = time.monotonic()
        t.paste(text)
        t.line("")
        t.wait(f"Out[1]: {sum(range(5000))}", 60)
        print(f"\n5 000-line paste: {time.monotonic() - start:.2f} s until its result, this harness's screen included")

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
        start = time.monotonic()
        t.type("name_0999\t")
        t.wait("name_09990")
        print(f"\nTab over 10 000 names: {(time.monotonic() - start) * 1000:.0f} ms until shown")

    # Interrupts and signals

    def test_ctrl_c_at_the_prompt_clears_the_line(self):
        t = self.prompt()
        t.type("half an idea")
        t.interrupt()
        t.settle()
        t.line("1 + 1")
        t.wait("Out[1]: 2")
        t.line("def f():")
        t.interrupt()
        t.settle()
        t.line("5")
        t.wait("Out[2]: 5")
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

    def test_two_hundred_interrupts(self):
        t = self.prompt(rows=50)
        t.line("n = 0")
        t.wait_prompt(2)
        latencies = []
        for number in range(200):
            t.paste("while True:\n    n += 1\n    s = [str(i) for i in range(50)]")
            t.line("")
            time.sleep(random.uniform(0.005, 0.03))
            start = time.monotonic()
            t.interrupt()
            t.wait(f"In [{number + 3}]:", 20)
            latencies.append(time.monotonic() - start)
        t.settle()
        t.line("n >= 0")
        t.wait("]: True")
        self.assertEqual(t.close(), 0)
        self.assertTrue(t.settings_unchanged())
        latencies.sort()
        print(f"\n200 Ctrl-C: p50 {latencies[100] * 1000:.0f} ms, p99 {latencies[197] * 1000:.0f} ms to the next prompt")

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
        t = self.prompt()
        t.type("40 +")
        t.send(b"\x1a")
        end = time.monotonic() + 5
        while time.monotonic() < end:
            t.pump()
            if open(f"/proc/{t.process.pid}/stat").read().split(")")[1].split()[0] == "T":
                break
        else:
            self.skipTest("an orphaned process group is not stopped by the terminal")
        self.assertTrue(t.settings_unchanged(), "a stopped program has given the terminal back")
        os.kill(t.process.pid, signal.SIGCONT)
        t.settle()
        t.line(" 2")
        t.wait("Out[1]: 42")

    def test_ctrl_backslash_quits_with_the_terminal_restored(self):
        t = self.prompt()
        t.paste("while True:\n    pass")
        t.line("")
        time.sleep(0.2)
        t.send(b"\x1c")
        self.assertEqual(t.ended(), 131)
        self.assertTrue(t.settings_unchanged())

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
        if "No module named" in t.screen.all_text():
            self.skipTest("this build has no pyplot")
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
        if "No module named" in t.screen.all_text():
            self.skipTest("this build has no pyplot")
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
    """The moving line under a training run."""

    TRAIN = "image, label = shapes(64)\nmodel = UNet(3, 3, widths=(8, 16, 32, 64, 64))\nhistory = train(model, image, label, epochs=%d)"

    def start(self, epochs, **options):
        t = self.prompt(**options)
        t.paste(self.TRAIN % epochs)
        t.line("")
        end = time.monotonic() + 30
        while time.monotonic() < end and "Epoch" not in t.screen.all_text() and "NameError" not in t.screen.all_text():
            t.pump()
        if "NameError" in t.screen.all_text():
            self.skipTest("this build has no train()")
        return t

    def test_a_line_per_epoch_stays(self):
        t = self.start(3)
        t.wait_prompt(2, 60)
        lines = [line for line in t.screen.all_text().split("\n") if line.startswith("Epoch [")]
        self.assertEqual(len(lines), 3, t.screen.all_text())

    def test_resizing_leaves_no_garbage(self):
        t = self.start(60)
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

    def test_interrupting_keeps_the_model(self):
        t = self.start(10_000)
        time.sleep(0.3)
        t.interrupt()
        t.wait("In [2]:", 30)
        t.line("model(image.unsqueeze(0)).shape if image.dim() == 3 else model(image).shape")
        t.wait("Out[2]: torch.Size([1, 3, 64, 64])", 30)
        self.assertEqual(t.close(), 0)
        self.assertTrue(t.settings_unchanged())


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

    def test_check_runs_nothing(self):
        done = self.run_program("--check", "-c", "print('ran')")
        self.assertEqual((done.stdout, done.returncode), ("", 0))
        self.assertEqual(self.run_program("--check", "-c", "x = (").returncode, 1)

    def test_start_up_time(self):
        times = []
        for _ in range(40):
            start = time.perf_counter()
            subprocess.run([program(), "-c", "pass"])
            times.append(time.perf_counter() - start)
        print(f"\nunetrepl -c pass: median {statistics.median(times) * 1000:.1f} ms, least {min(times) * 1000:.1f} ms")


if __name__ == "__main__":
    unittest.main(verbosity=1)
