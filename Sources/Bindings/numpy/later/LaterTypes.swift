// numpy, seldom used (`NumpyLater`). What dtypes hold: limits, common types, bits.

extension NumpyLater {
    static let types = """
        def result_type(*arrays_and_dtypes):
            "The dtype of a sum of these."
            if not arrays_and_dtypes:
                raise ValueError("at least one array or dtype is required")
            total = None
            for x in arrays_and_dtypes:
                if isinstance(x, (str, type, dtype)):
                    one = zeros(1, dtype=x)[0]
                elif isinstance(x, (bool, int, float)):
                    one = x
                else:
                    one = zeros(1, dtype=asarray(x).dtype)[0]
                if total is None:
                    total = one
                elif isinstance(total, bool_) and isinstance(one, bool_):
                    total = one
                else:
                    total = total + one
            return asarray(total).dtype

        def min_scalar_type(a):
            "The smallest dtype that holds a number."
            a = asarray(a)
            if a.ndim or a.dtype == bool_:
                return a.dtype
            x = a.item()
            if isinstance(x, float):
                for kind in (float16, float32):
                    if not isfinite(x) or absolute(x) < finfo(kind).max:
                        return dtype(kind)
                return dtype(float64)
            for kind in (uint8, int8, int16, int32, int64):
                if iinfo(kind).min <= x <= iinfo(kind).max:
                    return dtype(kind)
            return a.dtype

        class iinfo:
            "The limits of a whole number type."
            def __init__(self, type):
                kind = dtype(type) if isinstance(type, (str, dtype)) or callable(type) else asarray(type).dtype
                if kind.kind not in "iu":
                    raise ValueError(f"Invalid integer data type {kind.kind!r}.")
                self.dtype, self.kind = kind, kind.kind
                self.bits = kind.itemsize * 8
                self.key = kind.kind + str(self.bits)
                self.min = 0 if kind.kind == "u" else -(1 << (self.bits - 1))
                self.max = (1 << self.bits) - 1 if kind.kind == "u" else (1 << (self.bits - 1)) - 1

            def __repr__(self):
                return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"

            def __str__(self):
                line = "-" * 63
                return f"Machine parameters for {self.dtype}\\n{line}\\nmin = {self.min}\\nmax = {self.max}\\n{line}\\n"

        class finfo:
            "The limits of a floating point type."
            def __init__(self, type):
                kind = dtype(type) if isinstance(type, (str, dtype)) or callable(type) else asarray(type).dtype
                if kind.kind != "f":
                    raise ValueError(f"data type {kind.type!r} not inexact")
                self.dtype = kind
                self.bits = kind.itemsize * 8
                digits, self.maxexp, self.precision = {16: (10, 16, 3), 32: (23, 128, 6), 64: (52, 1024, 15)}[self.bits]
                number = kind.type
                self.nmant, self.machep, self.negep = digits, -digits, -digits - 1
                self.minexp, self.iexp, self.nexp = 2 - self.maxexp, self.bits - 1 - digits, self.bits - 1 - digits
                self.eps = number(2.0 ** -digits)
                self.epsneg = number(2.0 ** (-digits - 1))
                self.max = number((2.0 - 2.0 ** -digits) * 2.0 ** (self.maxexp - 1))
                self.min = -self.max
                self.tiny = self.smallest_normal = number(2.0 ** self.minexp)
                self.smallest_subnormal = number(2.0 ** self.minexp * 2.0 ** -digits)
                self.resolution = number(10.0 ** -self.precision)

            def __repr__(self):
                return f"finfo(resolution={str(self.resolution)}, min={str(self.min)}, max={str(self.max)}, dtype={self.dtype})"

        def promote_types(type1, type2):
            "The smallest dtype that holds both."
            return (zeros(1, dtype=type1) + zeros(1, dtype=type2)).dtype

        def unpackbits(a, axis=None, count=None, bitorder="big"):
            "Every byte as eight bits, the highest first."
            a = asarray(a)
            if a.dtype != uint8:
                raise TypeError("Expected an input array of unsigned byte data type")
            if bitorder not in ("big", "little"):
                raise ValueError("'order' must be either 'little' or 'big'")
            a, axis = (a.reshape(-1), 0) if axis is None else (a, axis)
            a = moveaxis(a, axis, -1)
            shifts = arange(7, -1, -1) if bitorder == "big" else arange(8)
            bits = ((a[..., None] >> shifts.astype(uint8)) & 1).astype(uint8).reshape(a.shape[:-1] + (-1,))
            if count is not None:
                short = int(count) - bits.shape[-1]
                bits = bits[..., :count] if short <= 0 else concatenate([bits, zeros(bits.shape[:-1] + (short,), dtype=uint8)], axis=-1)
            return moveaxis(bits, -1, axis)

        def packbits(a, axis=None, bitorder="big"):
            "Eight bits as a byte, the highest first."
            a = asarray(a)
            if a.dtype in (float16, float32, float64):
                raise TypeError("Expected an input array of integer or boolean data type")
            if bitorder not in ("big", "little"):
                raise ValueError("'order' must be either 'little' or 'big'")
            a, axis = (a.reshape(-1), 0) if axis is None else (a, axis)
            a = moveaxis((a != 0).astype(int64), axis, -1)
            a = concatenate([a, zeros(a.shape[:-1] + (-a.shape[-1] % 8,), dtype=int64)], axis=-1)
            a = a.reshape(a.shape[:-1] + (-1, 8))
            shifts = arange(7, -1, -1) if bitorder == "big" else arange(8)
            return moveaxis((a << shifts).sum(axis=-1).astype(uint8), -1, axis)
        """
}
