// einops: rearrange, reduce and repeat by a pattern of named axes, and the layers Rearrange and Reduce. Diffusion and transformer
// U-Nets write their attention with it. A pattern becomes reshape, permute, a reduction, expand and reshape.
import Script

enum Einops {
    static func register() {
        ModuleRegistry.register("einops") { try ScriptedModule.build($0, functions) }
        for name in ["einops.layers", "einops.layers.torch"] {
            ModuleRegistry.register(name) { try ScriptedModule.build($0, layers) }
        }
    }

    private static let functions = """
        class EinopsError(RuntimeError):
            "A pattern that does not fit its tensor."

        def _groups(side):
            "'b (h w) c' as [['b'], ['h', 'w'], ['c']]; '1' and '()' are axes of length 1 without a name."
            groups, inside = [], None
            for word in side.replace("(", " ( ").replace(")", " ) ").replace("...", " ... ").split():
                if word == "(":
                    inside = []
                elif word == ")":
                    groups.append(inside)
                    inside = None
                elif inside is not None:
                    if word != "1":
                        inside.append(word)
                else:
                    groups.append([] if word == "1" else [word])
            return groups

        def _sides(pattern, rank):
            if pattern.count("->") != 1:
                raise EinopsError(f"a pattern has one '->': {pattern!r}")
            left, right = pattern.split("->")
            left, right = _groups(left), _groups(right)
            if ["..."] in left:
                extra = [[f"...{i}"] for i in range(rank - len(left) + 1)]
                left = sum([extra if g == ["..."] else [g] for g in left], [])
                right = sum([extra if g == ["..."] else [g] for g in right], [])
            if len(left) != rank:
                raise EinopsError(f"pattern {pattern!r} names {len(left)} axes, the tensor has {rank}")
            return left, right

        def _lengths(left, shape, known, pattern):
            lengths = dict(known)
            for group, size in zip(left, shape):
                unknown = [name for name in group if name not in lengths]
                product = 1
                for name in group:
                    product *= lengths.get(name, 1)
                if len(unknown) > 1:
                    raise EinopsError(f"pattern {pattern!r}: give the length of all but one of {group}")
                if (unknown and size % product) or (not unknown and product != size):
                    raise EinopsError(f"pattern {pattern!r}: an axis of {size} cannot be split as {group} with {known}")
                if unknown:
                    lengths[unknown[0]] = size // product
            return lengths

        def _stacked(tensor):
            if isinstance(tensor, (list, tuple)):
                import torch
                import numpy as np
                return np.stack(tensor) if isinstance(tensor[0], np.ndarray) else torch.stack(list(tensor))
            return tensor

        def _permuted(x, order):
            return x.permute(*order) if hasattr(x, "permute") else x.transpose(*order)

        def _joined(x, groups, lengths):
            shape = []
            for group in groups:
                size = 1
                for name in group:
                    size *= lengths[name]
                shape.append(size)
            return x.reshape(shape)

        def _numbered(pattern, lengths):
            "A pattern whose numbers have become names of axes of that length."
            words = pattern.replace("(", " ( ").replace(")", " ) ").split()
            for i, word in enumerate(words):
                if word.isdigit() and int(word) > 1:
                    words[i] = f"_size{i}"
                    lengths[words[i]] = int(word)
            return " ".join(words)

        def _used(lengths, left, right, pattern):
            for name in lengths:
                if name not in sum(left, []) and name not in sum(right, []):
                    raise EinopsError(f"pattern {pattern!r}: axis {name} is not used in it")

        def rearrange(tensor, pattern, **axes_lengths):
            "The same numbers with axes split, reordered and joined: rearrange(x, 'b (h c) y x -> b h c (y x)', h=4)."
            x = _stacked(tensor)
            left, right = _sides(pattern, len(x.shape))
            _used(axes_lengths, left, right, pattern)
            lengths = _lengths(left, x.shape, axes_lengths, pattern)
            names = sum(left, [])
            wanted = sum(right, [])
            if sorted(names) != sorted(wanted):
                raise EinopsError(f"pattern {pattern!r}: both sides must name the same axes")
            x = x.reshape([lengths[n] for n in names])
            if names != wanted:
                x = _permuted(x, [names.index(n) for n in wanted])
            return _joined(x, right, lengths)

        def reduce(tensor, pattern, reduction, **axes_lengths):
            "Axes that the right side leaves out are reduced: 'mean', 'sum', 'max', 'min' or 'prod'."
            x = _stacked(tensor)
            pattern = _numbered(pattern, axes_lengths)
            left, right = _sides(pattern, len(x.shape))
            _used(axes_lengths, left, right, pattern)
            lengths = _lengths(left, x.shape, axes_lengths, pattern)
            names, wanted = sum(left, []), sum(right, [])
            x = x.reshape([lengths[n] for n in names])
            gone = [i for i, n in enumerate(names) if n not in wanted]
            if not callable(reduction) and reduction not in ("min", "max", "sum", "mean", "prod", "any", "all"):
                raise EinopsError(f"unknown reduction {reduction!r}: use 'min', 'max', 'sum', 'mean', 'prod', 'any' or 'all'")
            if gone:
                if reduction in ("max", "min"):
                    x = getattr(x, "a" + reduction)(dim=gone) if hasattr(x, "permute") else getattr(x, reduction)(axis=tuple(gone))
                elif reduction == "prod":
                    for i in reversed(gone):
                        x = x.prod(i)
                elif callable(reduction):
                    x = reduction(x, tuple(gone))
                else:
                    x = getattr(x, reduction)(dim=gone) if hasattr(x, "permute") else getattr(x, reduction)(axis=tuple(gone))
            kept = [n for n in names if n in wanted]
            if kept != wanted:
                x = _permuted(x, [kept.index(n) for n in wanted])
            return _joined(x, right, lengths)

        def repeat(tensor, pattern, **axes_lengths):
            "Axes that only the right side names are repeated: repeat(x, 'h w -> b h w', b=4)."
            x = _stacked(tensor)
            pattern = _numbered(pattern, axes_lengths)
            left, right = _sides(pattern, len(x.shape))
            _used(axes_lengths, left, right, pattern)
            lengths = _lengths(left, x.shape, axes_lengths, pattern)
            names, wanted = sum(left, []), sum(right, [])
            x = x.reshape([lengths[n] for n in names])
            kept = [n for n in wanted if n in names]
            x = _permuted(x, [names.index(n) for n in kept])
            full = []
            for n in wanted:
                if n not in lengths:
                    raise EinopsError(f"pattern {pattern!r}: say how often, {n}=…")
                full.append(lengths[n])
            x = x.reshape([lengths[n] if n in names else 1 for n in wanted])
            if hasattr(x, "expand"):
                x = x.expand(*full) if full else x
            else:
                import numpy as np
                x = np.broadcast_to(x, full)
            return _joined(x, right, lengths)

        def parse_shape(x, pattern):
            "The lengths of the named axes."
            return {n: s for n, s in zip(pattern.split(), x.shape) if n != "_"}

        def einsum(*arguments):
            "torch.einsum with the equation last and axes of several letters."
            import torch
            *tensors, pattern = arguments
            left, right = pattern.split("->")
            letters = {}
            def short(side):
                return "".join(n if n == "..." else letters.setdefault(n, chr(97 + len(letters))) for n in side.split())
            return torch.einsum(",".join(short(s) for s in left.split(",")) + "->" + short(right), *tensors)
        """

    private static let layers = """
        import torch.nn as nn
        from einops import rearrange, reduce

        class Rearrange(nn.Module):
            "rearrange as a layer."
            def __init__(self, pattern, **axes_lengths):
                super().__init__()
                self.pattern = pattern
                self.axes_lengths = axes_lengths

            def forward(self, input):
                return rearrange(input, self.pattern, **self.axes_lengths)

            def __repr__(self):
                return f"Rearrange({self.pattern!r}" + "".join(f", {k}={v}" for k, v in self.axes_lengths.items()) + ")"

        class Reduce(nn.Module):
            "reduce as a layer."
            def __init__(self, pattern, reduction, **axes_lengths):
                super().__init__()
                self.pattern = pattern
                self.reduction = reduction
                self.axes_lengths = axes_lengths

            def forward(self, input):
                return reduce(input, self.pattern, self.reduction, **self.axes_lengths)
        """
}
