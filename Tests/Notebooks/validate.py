"""Notebooks that unetrepl wrote, seen by Jupyter's own packages. Needs nbformat and nbconvert (PyPI):

    python Tests/Notebooks/validate.py        (UNETREPL=path/to/binary)

Runs notebooks that succeed, fail, draw, train, are interrupted and keep going; each output file must validate with nbformat, render
to HTML with nbconvert, and hold what happened. The same facts are checked without these packages in Tests/SessionTests.
"""
import json
import os
import signal
import subprocess
import sys
import tempfile
import time

import nbconvert
import nbformat

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.abspath(os.environ.get("UNETREPL", os.path.join(ROOT, ".build/release/unetrepl")))


def notebook(*cells, minor=5):
    made = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 제목"), *map(nbformat.v4.new_code_cell, cells)])
    if minor < 5:
        made.nbformat_minor = minor
        for cell in made.cells:
            cell.pop("id", None)
    return made


CASES = {
    # name: (cells, options, exit code, status of each code cell)
    "success": (["x = 1\nprint('출력')\nx", "import sys\nprint('err', file=sys.stderr)"], [], 0, ["ok", "ok"]),
    "error": (["y = undefined", "print('not reached')"], [], 1, ["error", None]),
    "keep-going": (["import tensorflow", "print('reached')", "%matplotlib inline\n!pip install x\n1 + 1"], ["--keep-going"], 1,
                   ["unsupported", "ok", "ok"]),
    "figure": (["import matplotlib.pyplot as plt\nplt.plot([1, 3, 2])\nplt.show()\nplt.imshow([[0, 1], [1, 0]])"], [], 0, ["ok"]),
    "progress": (["image, label = shapes(32)\nmodel = UNet(3, 3, widths=(4, 8))\nhistory = train(model, image, label, epochs=3)\nhistory"],
                 [], 0, ["ok"]),
    "interrupted": (["n = 1", "print('running', flush=True)\nwhile True:\n    n += 1", "print('not reached')"], [], 130,
                    ["ok", "interrupted", None]),
}


def run(folder, name, cells, options, code, statuses, minor):
    source, target = os.path.join(folder, f"{name}.ipynb"), os.path.join(folder, f"{name}.out.ipynb")
    nbformat.write(notebook(*cells, minor=minor), source)
    process = subprocess.Popen([PROGRAM, source, "-o", target, *options], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if name == "interrupted":
        while not os.path.exists(target):
            time.sleep(0.02)
        early = nbformat.read(target, as_version=4)  # written after the first cell, whole
        nbformat.validate(early)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == code, f"{name}: exit code {process.returncode}\n{output.decode()}"
    written = nbformat.read(target, as_version=4)
    nbformat.validate(written)
    assert json.load(open(source))["metadata"] == json.load(open(target))["metadata"], name
    html, _ = nbconvert.HTMLExporter().from_notebook_node(written)
    code_cells = [cell for cell in written.cells if cell.cell_type == "code"]
    found = [cell.metadata.get("unetrepl", {}).get("status") for cell in code_cells]
    assert found == statuses, f"{name}: {found}"
    kinds = [[output.output_type for output in cell.outputs] for cell in code_cells]
    return code_cells, kinds, html


def main():
    with tempfile.TemporaryDirectory() as folder:
        for minor in (4, 5):
            shown = {}
            for name, case in CASES.items():
                cells, kinds, html = run(folder, name, *case, minor)
                os.remove(os.path.join(folder, f"{name}.out.ipynb"))
                shown[name] = (cells, kinds, html)
            cells, kinds, html = shown["success"]
            assert kinds == [["stream", "execute_result"], ["stream"]], kinds
            assert cells[0].outputs[0].text == "출력\n" and cells[0].outputs[1].data["text/plain"] == "1"
            assert cells[1].outputs[0].name == "stderr" and "출력" in html
            assert [cell.execution_count for cell in cells] == [1, 2]
            cells, kinds, html = shown["error"]
            assert kinds == [["error"], []] and cells[0].outputs[0].ename == "NameError" and "undefined" in html
            cells, kinds, html = shown["keep-going"]
            assert kinds[0] == ["error"] and kinds[1] == ["stream"] and "reached" in html
            assert kinds[2] == ["stream", "execute_result"] and "%matplotlib inline" in cells[2].outputs[0].text
            cells, kinds, html = shown["figure"]
            assert kinds[0].count("display_data") == 2 and html.count("<img ") == 2, kinds
            cells, kinds, html = shown["progress"]
            assert "Epoch [3/3]" in html and "Training complete!" in html and "History(3 epochs" in html
            cells, kinds, html = shown["interrupted"]
            assert kinds[1] == ["stream", "error"] and cells[1].outputs[1].ename == "KeyboardInterrupt"
            assert kinds[2] == [] and cells[2].execution_count is None
            print(f"nbformat 4.{minor}: {len(CASES)} notebooks validate with nbformat {nbformat.__version__} "
                  f"and render with nbconvert {nbconvert.__version__}")


if __name__ == "__main__":
    sys.exit(main())
