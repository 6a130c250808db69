// numpy, seldom used (`NumpyLater`). Numbers in text files.

extension NumpyLater {
    static let textFiles = """
        def _rows(fname, comments, delimiter, encoding):
            "The words of every line that is not empty, without comments."
            if isinstance(fname, (list, tuple)) or hasattr(fname, "read"):
                lines = list(fname) if isinstance(fname, (list, tuple)) else fname.read().splitlines()
            else:
                with open(fname, encoding="utf-8" if encoding in (None, "bytes") else encoding) as file:
                    lines = file.read().splitlines()
            marks = [] if comments is None else [comments] if isinstance(comments, str) else list(comments)
            rows = []
            for line in lines:
                if isinstance(line, bytes):
                    line = line.decode()
                for mark in marks:
                    line = line.split(mark)[0]
                rows.append([w.strip() for w in line.split(delimiter)] if line.strip() else None)
            return rows

        def _columns(rows, usecols):
            if usecols is None:
                return rows
            usecols = [usecols] if isinstance(usecols, int) else list(usecols)
            picked = []
            for row in rows:
                for k in usecols:
                    if k >= len(row) or k < -len(row):
                        raise ValueError(f"invalid column index {k} at row {len(picked) + 1} with {len(row)} columns")
                picked.append([row[k] for k in usecols])
            return picked

        def loadtxt(fname, dtype=float64, comments="#", delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False, ndmin=0, encoding=None, max_rows=None, *, quotechar=None, like=None):
            "Numbers from a text file."
            if converters is not None or quotechar is not None:
                raise NotImplementedError("loadtxt(converters=…, quotechar=…) are not available here")
            if ndmin not in (0, 1, 2):
                raise ValueError(f"Illegal value of ndmin keyword: {ndmin}")
            rows = [r for r in _rows(fname, comments, delimiter, encoding)[skiprows:] if r is not None]
            rows = rows if max_rows is None else rows[:max_rows]
            rows = _columns(rows, usecols)
            for k, row in enumerate(rows):
                if len(row) != len(rows[0]):
                    raise ValueError(f"the number of columns changed from {len(rows[0])} to {len(row)} at row {k + 1}; use `usecols` to select a subset and avoid this error")
            if dtype in (str, str_) or dtype == "str":
                result = array(rows)
                return result
            kind = asarray([], dtype=dtype).dtype
            values = []
            for k, row in enumerate(rows):
                for c, word in enumerate(row):
                    try:
                        values.append(int(word) if kind.kind in "iu" else float(word))
                    except ValueError:
                        raise ValueError(f"could not convert string '{word}' to {kind} at row {k}, column {c + 1}.")
            result = array(values, dtype=dtype).reshape(len(rows), -1) if rows else zeros((0,) if ndmin < 2 else (0, 1), dtype=dtype)
            if ndmin < 2 and result.ndim == 2:
                result = result[()] if 1 not in result.shape else result.reshape(-1) if result.size > 1 or ndmin == 1 else result.reshape(())
            return result.T if unpack else result

        def genfromtxt(fname, dtype=float64, comments="#", delimiter=None, skip_header=0, skip_footer=0, converters=None, missing_values=None, filling_values=None, usecols=None, names=None, *, unpack=None, ndmin=0, invalid_raise=True, max_rows=None, encoding=None, autostrip=False):
            "Numbers from a text file; NaN where there is none."
            if converters is not None or names is not None:
                raise NotImplementedError("genfromtxt(converters=…, names=…) are not available here")
            rows = _rows(fname, comments, delimiter, encoding)[skip_header:]
            rows = [r for r in (rows[:-skip_footer] if skip_footer else rows) if r is not None]
            rows = _columns(rows if max_rows is None else rows[:max_rows], usecols)
            kind = asarray([], dtype=dtype).dtype
            missing = (nan if kind.kind == "f" else -1) if filling_values is None else filling_values
            marks = [] if missing_values is None else [missing_values] if isinstance(missing_values, str) else list(missing_values)
            table = []
            for row in rows:
                if len(row) != len(rows[0]):
                    raise ValueError(f"Some errors were detected ! Line #{len(table) + 1 + skip_header} (got {len(row)} columns instead of {len(rows[0])})")
                numbers = []
                for word in row:
                    try:
                        numbers.append(missing if word in marks else float(word))
                    except ValueError:
                        numbers.append(missing)
                table.append(numbers)
            result = array(table).astype(dtype)
            if result.ndim == 2 and 1 in result.shape and ndmin < 2:
                result = result.reshape(-1)
            return result.T if unpack else result

        def savetxt(fname, X, fmt="%.18e", delimiter=" ", newline="\\n", header="", footer="", comments="# ", encoding=None):
            "Writes numbers as text."
            X = asarray(X)
            if X.ndim == 0 or X.ndim > 2:
                raise ValueError(f"Expected 1D or 2D array, got {X.ndim}D array instead")
            rows = X.reshape(-1, 1) if X.ndim == 1 else X
            columns = rows.shape[1]
            if isinstance(fmt, (list, tuple)):
                if len(fmt) != columns:
                    raise AttributeError(f"fmt has wrong shape.  {fmt}")
                line = delimiter.join(fmt)
            elif fmt.count("%") == 1:
                line = delimiter.join([fmt] * columns)
            elif fmt.count("%") == columns:
                line = fmt
            else:
                raise ValueError(f"fmt has wrong number of % formats:  {fmt}")
            text = "" if not header else comments + header.replace("\\n", "\\n" + comments) + newline
            for row in rows.tolist():
                try:
                    text += line % tuple(row) + newline
                except TypeError:
                    raise TypeError(f"Mismatch between array dtype ('{X.dtype}') and format specifier ('{line}')")
            if footer:
                text += comments + footer.replace("\\n", "\\n" + comments) + newline
            if hasattr(fname, "write"):
                fname.write(text)
                return
            with open(fname, "w", encoding="utf-8" if encoding is None else encoding) as file:
                file.write(text)
        """
}
