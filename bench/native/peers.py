"""SymPy, NumPy with its LAPACK, SciPy and torch, where they are there.

Lines on standard input: `versions`, `define JSON`, `load NAME FILE`, `time KERNEL TURNS` (answers milliseconds),
`result KERNEL FILE`. An answer that begins with ! is an error.
"""

import json
import sys
import time

work = {}
arrays = {}


def module(name):
    try:
        return __import__(name)
    except ImportError:
        return None


np = module("numpy")
sympy = module("sympy")
scipy = module("scipy")
torch = module("torch")
if torch is not None:
    torch.set_num_threads(1)


class Derivatives:
    """A text to its gradient and Hessian, as SymPy has them, not simplified."""

    def __init__(self, formula, points):
        from sympy.core.cache import clear_cache
        from sympy.parsing.sympy_parser import convert_xor, parse_expr, standard_transformations

        self.names = {"e": sympy.E, "pi": sympy.pi, "x": sympy.Symbol("x"), "y": sympy.Symbol("y")}
        self.before = clear_cache
        self.parse = lambda: parse_expr(formula, self.names, standard_transformations + (convert_xor,))
        self.points = points

    def run(self):
        x, y = self.names["x"], self.names["y"]
        f = self.parse()
        gx, gy = sympy.diff(f, x), sympy.diff(f, y)
        return [gx, gy, sympy.diff(gx, x), sympy.diff(gx, y), sympy.diff(gy, y)]

    def result(self):
        formulas = sympy.lambdify([self.names["x"], self.names["y"]], self.run(), "math")
        return [float(value) for point in self.points for value in formulas(*point)]


class Grid:
    """One expression over open grids: what depends on one axis is computed once."""

    def __init__(self, formula):
        self.code = compile(formula, "grid", "eval")

    def run(self):
        return eval(self.code, {"np": np, "x": arrays["xs"][None, :], "y": arrays["ys"][:, None]})

    def result(self):
        return self.run().ravel()


class DataGrid:
    """F6 or F8: rows of the table along a third axis, a row of cells at a time, so that it stays in the cache."""

    def __init__(self, formula, table):
        self.code = compile(formula, "grid", "eval")
        self.table = table

    def run(self):
        xs, ys = arrays["xs"], arrays["ys"]
        u, v = (arrays[name][None, :] for name in self.table)
        out = np.empty((len(ys), len(xs)))
        for j, y in enumerate(ys):
            out[j] = eval(self.code, {"np": np, "x": xs[:, None], "y": y, "u": u, "v": v}).mean(axis=1)
        return out

    def result(self):
        return self.run().ravel()


class Eigenvalues:
    def run(self):
        n = round(len(arrays["matrix"]) ** 0.5)
        return np.linalg.eigvalsh(arrays["matrix"].reshape(n, n))

    result = run


class MultiStart:
    """MINPACK's hybrj from random starts on the gradient with its Jacobian; what converged in the box, each once."""

    def __init__(self, gradient, hessian, box, starts):
        import math

        names = {**vars(math)}
        self.gradient = eval(f"lambda p: (lambda x, y: [{', '.join(gradient)}])(p[0], p[1])", names)
        self.hessian = eval(
            f"lambda p: (lambda x, y: [[{hessian[0]}, {hessian[1]}], [{hessian[1]}, {hessian[2]}]])(p[0], p[1])", names
        )
        self.box = box
        self.starts = np.random.default_rng(1).uniform([low for low, _ in box], [high for _, high in box], (starts, 2))

    def run(self):
        from scipy.optimize import fsolve

        found = {}
        for start in self.starts:
            point, info, code, _ = fsolve(self.gradient, start, fprime=self.hessian, full_output=True, xtol=1e-12)
            if code != 1 or max(abs(value) for value in info["fvec"]) > 1e-8:
                continue
            x, y = float(point[0]), float(point[1])
            (x0, x1), (y0, y1) = self.box
            if x0 <= x <= x1 and y0 <= y <= y1:
                found.setdefault((round(x, 5) + 0.0, round(y, 5) + 0.0), (x, y))
        return found

    def result(self):
        found = self.run()
        return [value for key in sorted(found) for value in found[key]]


class Network:
    """F9's gradient, or the product of its Hessian with a vector, by torch in doubles."""

    def __init__(self, product):
        self.product = product

    def loss(self, w):
        x = torch.stack([self.data["net.u"], self.data["net.v"]], dim=1)
        a = torch.tanh(x @ w[0:32].reshape(16, 2).T + w[32:48])
        a = torch.tanh(a @ w[48:304].reshape(16, 16).T + w[304:320])
        return ((a @ w[320:336] + w[336] - self.data["net.t"]) ** 2).mean()

    def run(self):
        self.data = {name: torch.from_numpy(values) for name, values in arrays.items() if name.startswith("net.")}
        w = self.data["net.w"].clone().requires_grad_(True)
        (gradient,) = torch.autograd.grad(self.loss(w), w, create_graph=self.product)
        if not self.product:
            return gradient.numpy()
        (product,) = torch.autograd.grad(gradient @ self.data["net.p"], w)
        return product.numpy()

    result = run


kinds = {
    "derivatives": (Derivatives, sympy),
    "grid": (Grid, np),
    "dataGrid": (DataGrid, np),
    "eigenvalues": (Eigenvalues, np),
    "multiStart": (MultiStart, scipy),
    "network": (Network, torch),
}


def answer(line):
    command, _, rest = line.partition(" ")
    if command == "versions":
        modules = {"NumPy": np, "SymPy": sympy, "SciPy": scipy, "torch": torch}
        found = {name: each.__version__ for name, each in modules.items() if each is not None}
        return json.dumps({"Python": sys.version.split()[0], **found})
    if command == "define":
        given = json.loads(rest)
        kind, needed = kinds[given.pop("kind")]
        if needed is None:
            return "! not installed"
        name = given.pop("name")
        work[name] = kind(**given)
        return "defined"
    name, _, rest = rest.partition(" ")
    if command == "load":
        if np is None:
            return "! not installed"
        arrays[name] = np.fromfile(rest)
        return "loaded"
    if command == "time":
        total = 0
        for _ in range(int(rest)):
            getattr(work[name], "before", lambda: None)()
            start = time.perf_counter()
            work[name].run()
            total += time.perf_counter() - start
        return repr(1000 * total)
    if command == "result":
        import array

        with open(rest, "wb") as file:
            array.array("d", work[name].result()).tofile(file)
        return "written"
    return "! unknown"


for each in sys.stdin:
    try:
        reply = answer(each.strip())
    except Exception as error:
        reply = "! " + " ".join(f"{type(error).__name__}: {error}".split())[:200]
    print(reply, flush=True)
